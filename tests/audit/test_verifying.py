"""Nobody changes the record quietly: the database refuses, and if it is made to obey, verifying finds it."""

import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from portal.audit import triggers
from portal.audit.chaining import hash_of
from portal.audit.models import AuditChain, AuditEntry
from portal.audit.recording import record
from portal.audit.verifying import Fault, verify
from portal.people.models import StaffUser

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    anna = StaffUser.objects.create_user("anna", password="x")
    return [record(f"act.{number}", by=anna, details={"n": number}, case_id=1) for number in range(5)]


@pytest.fixture
def no_triggers(entries):
    """A database whose owner has taken the triggers away."""
    connection.check_constraints()  # PostgreSQL changes no table with checks still due
    triggers.remove(connection)


@pytest.mark.parametrize("column", ["act", "actor_text", "at", "hash", "details"])
def test_the_database_refuses_to_change_an_entry(entries, column):
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        AuditEntry.objects.filter(sequence=3).update(**{column: getattr(entries[0], column)})


def test_the_database_refuses_to_delete_an_entry(entries):
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        AuditEntry.objects.filter(sequence=5).delete()
    entries[0].act = "other"
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        entries[0].save()
    assert AuditEntry.objects.count() == 5


EMPTYING = {"sqlite": "DELETE FROM audit_auditentry", "postgresql": "TRUNCATE audit_auditentry"}


def test_the_database_refuses_to_empty_the_table(entries):
    connection.check_constraints()
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(EMPTYING[connection.vendor])
    assert AuditEntry.objects.count() == 5


@pytest.mark.usefixtures("no_triggers")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("act", "case.read"),
        ("actor_text", "lietvede"),
        ("actor", None),
        ("at", "2020-01-01T00:00Z"),
        ("object_type", "cases.case"),
        ("object_id", "9"),
        ("case_id", 2),
        ("details", {"n": 99}),
        ("hash", "f" * 64),
        ("previous_hash", "f" * 64),
    ],
)
def test_an_edited_column_is_found(column, value):
    AuditEntry.objects.filter(sequence=3).update(**{column: value})
    assert Fault("office", 3, "was changed") in verify()


@pytest.mark.usefixtures("no_triggers")
def test_missing_triggers_are_found():
    assert {fault.message for fault in verify()} == {
        f"trigger {name} is missing" for name in triggers._NAMES[connection.vendor]
    }


@pytest.mark.usefixtures("no_triggers")
@pytest.mark.parametrize(
    ("deleted", "fault"),
    [
        (1, Fault("office", 2, "entries after 0 are missing")),
        (3, Fault("office", 4, "entries after 2 are missing")),
        (5, Fault("office", 4, "the chain does not end where its head says")),
    ],
)
def test_a_deleted_entry_is_found(deleted, fault):
    AuditEntry.objects.filter(sequence=deleted).delete()
    assert fault in verify("office")


@pytest.mark.usefixtures("no_triggers")
def test_an_exchanged_pair_is_found():
    AuditEntry.objects.filter(sequence=2).update(sequence=20)
    AuditEntry.objects.filter(sequence=3).update(sequence=2)
    AuditEntry.objects.filter(sequence=20).update(sequence=3)
    assert {fault.sequence for fault in verify() if fault.chain} >= {2, 3}


@pytest.mark.usefixtures("no_triggers")
def test_a_chain_rebuilt_without_the_key_is_found(settings, tmp_path):
    """Someone with the database alone edits an entry and computes every later hash anew."""
    office_keys, settings.KEYS_DIR = settings.KEYS_DIR, tmp_path
    previous = AuditEntry.objects.get(sequence=2).hash
    for entry in AuditEntry.objects.filter(sequence__gte=3):
        entry.act, entry.previous_hash = "nothing.happened", previous
        entry.hash = previous = hash_of(entry)
        entry.save()
    AuditChain.objects.update(hash=previous)
    triggers.install(connection)
    assert {fault.sequence for fault in verify()} == {1, 2}, "what the forger rebuilt fits the forger's own key"
    settings.KEYS_DIR = office_keys
    assert Fault("office", 3, "was changed") in verify()


@pytest.mark.usefixtures("entries")
def test_a_moved_head_is_found():
    AuditChain.objects.update(sequence=4)
    assert verify() == [Fault("office", 5, "the chain does not end where its head says")]
    AuditChain.objects.all().delete()
    assert verify() == [Fault("office", 5, "the chain does not end where its head says")]


@pytest.mark.usefixtures("entries")
def test_the_command_prints_the_head_to_keep(capsys):
    call_command("verify_audit")
    out = capsys.readouterr().out
    assert f"office: 5 entries, head {AuditChain.objects.get().hash}" in out


@pytest.mark.usefixtures("no_triggers")
def test_the_command_fails_with_a_line_for_each_fault(capsys):
    AuditEntry.objects.filter(sequence=3).update(act="x")
    triggers.install(connection)
    with pytest.raises(CommandError, match="1 fault"):
        call_command("verify_audit")
    assert "office:3 was changed" in capsys.readouterr().err


def test_flush_is_refused_outside_the_test_suite(settings, entries):
    settings.AUDIT_TRIGGERS_ALLOW_TEST_FLUSH = False
    with pytest.raises(CommandError, match="cannot be flushed"):
        call_command("flush", "--no-input")
    assert AuditEntry.objects.count() == 5


@pytest.mark.parametrize("name", ["production", "demo", "dev"])
def test_no_other_settings_allow_the_flush(name, tmp_path):
    code = "from django.conf import settings; print(getattr(settings, 'AUDIT_TRIGGERS_ALLOW_TEST_FLUSH', 'absent'))"
    environment = {"DJANGO_SETTINGS_MODULE": f"portal.settings.{name}", "SECRET_KEY": "x", "ALLOWED_HOSTS": "x"}
    environment["DATA_DIR"] = str(tmp_path)
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "absent"


@pytest.mark.django_db(transaction=True)
def test_the_triggers_stand_after_a_transactional_test():
    call_command("flush", "--no-input")
    assert triggers.missing(connection) == set()
