"""The database's own refusal to change the record, on SQLite and PostgreSQL."""

from django.db.backends.base.base import BaseDatabaseWrapper

_TABLE = "audit_auditentry"
_NAMES = {
    "sqlite": {"audit_no_update", "audit_no_delete"},
    "postgresql": {"audit_no_update", "audit_no_delete", "audit_no_truncate"},
}
_INSTALL = {
    "sqlite": [
        f"CREATE TRIGGER {name} BEFORE {event} ON {_TABLE} BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END"
        for name, event in (("audit_no_update", "UPDATE"), ("audit_no_delete", "DELETE"))
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'audit entries are never changed' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$",
        f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON {_TABLE} FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
        f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON {_TABLE} FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
        f"CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {_TABLE} EXECUTE FUNCTION audit_refuse()",
    ],
}
_LIST = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    # tgenabled O is the state a trigger is created in; a disabled one counts as missing.
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND tgenabled = 'O' AND NOT tgisinternal",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers; they must not exist yet."""
    with connection.cursor() as cursor:
        for statement in _INSTALL[connection.vendor]:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers that exist."""
    suffix = f" ON {_TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in sorted(_NAMES[connection.vendor]):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Name the triggers that are not there or are switched off."""
    with connection.cursor() as cursor:
        cursor.execute(_LIST[connection.vendor], [_TABLE])
        return _NAMES[connection.vendor] - {name for (name,) in cursor.fetchall()}
