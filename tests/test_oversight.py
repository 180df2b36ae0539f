"""What the auditor and the administrator see in the admin, and nobody else."""

import datetime

import pytest

from eservices.attachments.models import Attachment, Scan
from portal.audit.models import AuditEntry
from portal.audit.recording import record
from portal.people.models import Role, StaffUser
from portal.people.roles import grant, sync_groups
from portal.working_days.calendar import is_working_day
from portal.working_days.models import CalendarException

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    """Log in as someone of a role."""
    sync_groups()

    def as_(role):
        user = StaffUser.objects.create_user(role.value, password="x")
        grant(user, role)
        client.force_login(user)
        return user

    return as_


@pytest.fixture
def dead_scan():
    attachment = Attachment.objects.create(
        slot="s", category="c", file_name="mamma.pdf", size=1, storage_name="x", held_until="2026-12-01T00:00Z"
    )
    return Scan.objects.create(attachment=attachment, state="dead", attempts=10, last_error="NoVerdictError at x.py:1")


def test_the_auditor_reads_acts_newest_first_and_narrows_them(client, staff):
    staff(Role.AUDITOR)
    for number in range(60):
        record("case.read", case_id=number % 2 + 1, details={"n": number})
    record("file.open", by="sistēma")
    page = client.get("/admin/audit/").text
    assert page.index("file.open") < page.index("n: 59") < page.index("n: 11")
    assert "n: 10<" not in page
    older = AuditEntry.objects.get(details={"n": 11}).pk
    assert f"before={older}" in page
    assert "n: 10" in client.get(f"/admin/audit/?before={older}").text
    narrowed = client.get("/admin/audit/?act=case&case=2&who=iedzīvotājs").text
    assert "n: 59" in narrowed
    assert "n: 58" not in narrowed
    assert "file.open" not in narrowed
    assert client.get("/admin/audit/?case=x&before=" + "9" * 40).status_code == 200


@pytest.mark.parametrize(
    ("asked", "found"),
    [("who=%00", True), ("act=%00", True), ("case=%00", True), ("act=ca%00se", True), ("act=%00x", False)],
)
def test_a_nul_in_the_address_is_as_if_it_were_not_there(client, staff, asked, found):
    staff(Role.AUDITOR)
    record("case.read")
    page = client.get(f"/admin/audit/?{asked}")
    assert page.status_code == 200
    assert ("case.read" in page.text) == found


def test_there_is_no_page_at_a_path_with_a_nul(client):
    assert client.get("/lv/pakalpojumi/%00/").status_code == 404


def test_the_record_is_read_at_a_constant_cost(client, staff, django_assert_max_num_queries):
    staff(Role.AUDITOR)
    client.get("/admin/audit/")
    counts = []
    for number in (1, 3):
        for _ in range(number):
            record("case.read")
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/audit/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 25


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.REGISTRAR, Role.HANDLER, Role.EDITOR, Role.HEAD_OF_UNIT])
def test_others_do_not_read_the_record_and_their_try_is_written(client, staff, role):
    user = staff(role)
    assert client.get("/admin/audit/").status_code == 403
    assert AuditEntry.objects.filter(act="audit.read.denied", actor=user).count() == 1
    assert "/admin/audit/" not in client.get("/admin/").text


def test_the_administrator_is_told_of_given_up_work_and_sets_it_going(client, staff, dead_scan):
    admin = staff(Role.ADMINISTRATOR)
    home = client.get("/admin/").text
    assert 'id="given-up-warning"' in home
    page = client.get("/admin/given-up/").text
    assert "NoVerdictError" in page
    assert "mamma" not in page
    client.post("/admin/given-up/try-again/", {"kind": "attachments.scan", "row": str(dead_scan.pk)})
    dead_scan.refresh_from_db()
    assert (dead_scan.state, dead_scan.attempts) == ("due", 0)
    assert AuditEntry.objects.get(act="work.revived").actor == admin
    assert 'id="given-up-warning"' not in client.get("/admin/").text


@pytest.mark.parametrize(
    ("kind", "row"), [("attachments.scan", "0"), ("people.staffuser", "1"), ("", ""), ("attachments.scan", "1 or 1")]
)
def test_only_given_up_rows_can_be_set_going(client, staff, dead_scan, kind, row):
    staff(Role.ADMINISTRATOR)
    answer = client.post("/admin/given-up/try-again/", {"kind": kind, "row": row}, follow=True)
    assert answer.status_code == 404
    assert not AuditEntry.objects.filter(act="work.revived").exists()


def test_the_registrar_neither_sees_nor_sets_going(client, staff, dead_scan):
    staff(Role.REGISTRAR)
    assert 'id="given-up-warning"' not in client.get("/admin/").text
    client.post("/admin/given-up/try-again/", {"kind": "attachments.scan", "row": str(dead_scan.pk)})
    dead_scan.refresh_from_db()
    assert dead_scan.state == "dead"


def test_the_administrator_keeps_the_calendar_and_each_change_is_recorded(client, staff):
    admin = staff(Role.ADMINISTRATOR)
    day = datetime.date(2027, 1, 4)
    assert is_working_day(day)
    assert client.get("/admin/calendar_exceptions/new/").status_code == 200
    client.post("/admin/calendar_exceptions/new/", {"day": "2027-01-04", "note": "Pārcelta uz 16. janvāri"})
    exception = CalendarException.objects.get()
    assert not is_working_day(day)
    client.post(f"/admin/calendar_exceptions/edit/{exception.pk}/", {"day": "2027-01-04", "working": "on"})
    assert is_working_day(day)
    client.post(f"/admin/calendar_exceptions/delete/{exception.pk}/")
    assert not CalendarException.objects.exists()
    entries = AuditEntry.objects.filter(act="calendar.edit", actor=admin)
    assert [entry.details for entry in entries] == [
        {"day": "2027-01-04", "working": False, "deleted": False},
        {"day": "2027-01-04", "working": True, "deleted": False},
        {"day": "2027-01-04", "working": True, "deleted": True},
    ]


def test_the_registrar_does_not_keep_the_calendar(client, staff):
    staff(Role.REGISTRAR)
    client.post("/admin/calendar_exceptions/new/", {"day": "2027-01-04"})
    assert not CalendarException.objects.exists()
