"""Who did what is written with the act, in one unbroken chain, without personal data."""

import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import override_settings
from django.urls import path
from django.utils import timezone

from portal.audit import recording
from portal.audit.denials import DeniedError
from portal.audit.models import AuditChain, AuditEntry
from portal.audit.recording import record, record_denied
from portal.audit.verifying import verify
from portal.people.models import StaffUser
from portal.working_days.models import CalendarException


@pytest.fixture
def lietvede(db):
    return StaffUser.objects.create_user("lietvede", password="x")


def test_an_entry_says_who_did_what_on_what(lietvede):
    holiday = CalendarException.objects.create(day="2026-12-28")
    entry = record("calendar.edit", by=lietvede, on=holiday, details={"working": False}, case_id=7)
    entry.refresh_from_db()
    assert (entry.actor, entry.actor_text, entry.act) == (lietvede, "lietvede", "calendar.edit")
    assert (entry.object_type, entry.object_id, entry.case_id) == ("working_days.calendarexception", str(holiday.pk), 7)
    assert entry.details == {"working": False}
    assert abs((timezone.now() - entry.at).total_seconds()) < 5


@pytest.mark.django_db
def test_residents_and_the_worker_have_names_of_their_own():
    assert record("application.submit").actor_text == "iedzīvotājs"
    assert record("application.submit", by=AnonymousUser()).actor_text == "iedzīvotājs"
    assert record("work.given_up", by=recording.SYSTEM).actor_text == "sistēma"


@pytest.mark.django_db
def test_entries_follow_each_other_in_their_chain():
    first, second, other = record("a"), record("b"), record("c", chain="other")
    assert [first.sequence, second.sequence, other.sequence] == [1, 2, 1]
    assert first.previous_hash == "0" * 64 == other.previous_hash
    assert second.previous_hash == first.hash
    assert verify() == []


@pytest.mark.django_db
def test_the_record_is_lost_with_the_act():
    record("before")
    with transaction.atomic():
        record("undone")
        transaction.set_rollback(True)
    record("after")
    assert list(AuditEntry.objects.values_list("act", "sequence")) == [("before", 1), ("after", 2)]
    assert verify() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "details",
    [{"code": "010180-12345"}, {"to": ["anna@example.lv"]}, {"deep": {"x": "kods 01018012345"}}, {"share": 0.5}],
)
def test_personal_data_and_fractions_are_refused(details):
    with pytest.raises(ValueError, match="hold no"):
        record("x", details=details)
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "details", [{}, {"n": 10**18, "list": [1, None, True, 'ā\u2028\\"'], "číslo": {"b": 1, "a": 2}}, {"e": "😀"}]
)
def test_details_survive_the_database_so_that_the_hash_still_fits(details):
    record("x", details=details)
    assert verify() == []


@pytest.mark.django_db(transaction=True)
def test_acts_at_the_same_moment_get_one_place_each():
    record("first")
    faults = []

    def work():
        try:
            for _ in range(5):
                record("parallel")
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert list(AuditEntry.objects.values_list("sequence", flat=True)) == list(range(1, 22))
    assert verify() == []


def refuse(request):
    """Change something, then find out that the caller may not."""
    with transaction.atomic():
        CalendarException.objects.create(day="2026-12-28")
        raise DeniedError("calendar.edit", "2026-12-28")


def allow_nothing(request):
    raise DeniedError("case.read", "x" * 200)


urlpatterns = [path("refuse/", refuse), path("long/", allow_nothing)]


@pytest.mark.django_db(transaction=True)
@override_settings(ROOT_URLCONF=__name__)
def test_a_refusal_is_written_after_the_refused_act_was_undone(client):
    anna = StaffUser.objects.create_user("anna", password="x")
    client.force_login(anna)
    assert client.get("/refuse/").status_code == 403
    assert not CalendarException.objects.exists()
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.actor, entry.object_id) == ("calendar.edit.denied", anna, "2026-12-28")


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_stranger_s_refusal_is_written_too_and_cut_to_fit(client):
    assert client.get("/long/").status_code == 403
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.actor_text, entry.object_id) == (None, "iedzīvotājs", "x" * 80)


@pytest.mark.django_db
def test_a_person_in_the_record_cannot_be_deleted(lietvede):
    record("x", by=lietvede)
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        lietvede.delete()


@pytest.mark.django_db
def test_a_denial_can_name_its_case():
    assert record_denied("file.open", by=None, on_text="k", case_id=3).case_id == 3
    assert AuditChain.objects.get().sequence == 1
