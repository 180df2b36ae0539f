"""The seeded demo office for a whole module of tests: rolled back after the last of them.

Seeding takes long, and a hundred stories start from it: each process seeds once, keeps the rows in memory and puts
them back for whoever comes next.
"""

from collections.abc import Iterable
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from portal.demo.staff import demo_password
from portal.people.models import StaffUser
from portal.remembering import memory

_kept: dict[tuple[str, ...], dict[str, Any]] = {}


@contextmanager
def seeded(blocker, keys_dir, settings, only=()):
    """Seed inside one transaction, with only these e-services if any are named; each test's own nests in it."""
    with blocker.unblock():
        settings.KEYS_DIR, before = keys_dir, settings.KEYS_DIR
        with transaction.atomic():
            seed(only)
            yield
            transaction.set_rollback(True)
        settings.KEYS_DIR = before
        _forget()


def seed(only: Iterable[str] = ()) -> None:
    """Fill a migrated, otherwise empty database: with ``seed_demo`` the first time, with the same rows afterwards."""
    wanted = tuple(only)
    _forget()
    if wanted in _kept:
        _put_back(_kept[wanted])
        StaffUser.objects.update(password=make_password(demo_password()[0]))
    else:
        call_command("seed_demo", only=list(wanted), verbosity=0)
        _kept[wanted] = {table: _rows(table) for table in _tables()}
    _forget()


def _forget() -> None:
    memory.clear()
    ContentType.objects.clear_cache()


def _tables() -> list[str]:
    # SQLite's full-text table is filled by a trigger of the table it indexes.
    existing = connection.introspection.django_table_names(only_existing=True)
    return [table for table in existing if not table.endswith("_fts")]


def _rows(table: str) -> Any:
    """What a table holds, as the database itself writes it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                return b"".join(bytes(piece) for piece in copy)
        cursor.execute(f'PRAGMA table_info("{table}")')
        # A bare column would be turned into Python's dates and numbers; an expression is not.
        columns = ", ".join(f'+"{column[1]}"' for column in cursor.fetchall())
        cursor.execute(f'SELECT {columns} FROM "{table}"')
        return cursor.fetchall()


def _put_back(kept: dict[str, Any]) -> None:
    """Replace every row by those kept; numbers go on after the highest."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in kept:
            cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
            if cursor.fetchone():
                cursor.execute(f'DELETE FROM "{table}"')
        for table, rows in kept.items():
            if rows and connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(rows)
            elif rows:
                places = ", ".join("%s" for _column in rows[0])
                cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)
        models = connection.introspection.installed_models(list(kept))
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
