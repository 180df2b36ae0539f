"""The database's own refusal to change what has been published, on SQLite and PostgreSQL.

Only the columns that are content are guarded: a version's state and its link to a page may change.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

GUARDED = {
    "definitions_formversion": ("eservice", "service_id", "number", "schema", "texts", "hash", "published_at"),
    "definitions_formversiontexts": ("version_id", "locale", "number", "texts", "hash", "published_at"),
}
_REFUSE = (
    "CREATE OR REPLACE FUNCTION definitions_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'a published form is never changed' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers; they must not exist yet."""
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute(_REFUSE)
        for table, columns in GUARDED.items():
            start = f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OF {', '.join(columns)} ON {table} FOR EACH ROW "
            refuse = "BEGIN SELECT RAISE(ABORT, 'a published form is never changed'); END"
            cursor.execute(start + ("EXECUTE FUNCTION definitions_refuse()" if postgresql else refuse))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers that exist."""
    with connection.cursor() as cursor:
        for table in GUARDED:
            suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_frozen{suffix}")
