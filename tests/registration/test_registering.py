"""Registering: a number for a document, today, by a named person, once."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from eservices.cases import events
from eservices.cases.models import Case, Channel, ClockSegment, Status
from eservices.registration import numbering
from eservices.registration.annulling import AnnulRefused, annul
from eservices.registration.models import RegisteredDocument
from eservices.registration.registering import AlreadyRegistered, RegisterRefused, register
from eservices.registration.undoing import may_undo, undo
from portal.audit.models import AuditEntry
from tests.applications.making import submitted
from tests.cases import making
from tests.cases.making import riga
from tests.registration.making import journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def ilze():
    return making.registrar("ilze")


@pytest.fixture
def monday(freeze):
    freeze("2026-11-23 09:00")


@pytest.fixture
def freeze(monkeypatch):
    """Set the clock of the office."""

    def set_clock(text):
        monkeypatch.setattr("django.utils.timezone.now", lambda: riga(text))

    return set_clock


def test_registering_gives_number_date_due_days_and_status(monday, ilze):
    case = submitted().application.case
    document = register(case, by=ilze)
    assert document.number_text == "1-6/26/1"
    assert document.registered_by == ilze
    assert document.application == case.applications.get()
    case = Case.objects.get(pk=case.pk)
    assert case.status == Status.REGISTERED
    assert case.register_number == "1-6/26/1"
    assert case.registered_on == datetime.date(2026, 11, 23)
    assert case.due_on == datetime.date(2026, 12, 7)
    assert case.legal_due_on == datetime.date(2026, 12, 23)
    assert {segment.clock for segment in case.clock_segments.filter(closed_at=None)} == {"service", "legal"}
    assert "1-6/26/1" in case.search_text
    acts = AuditEntry.objects.filter(case_id=case.pk).values_list("act", flat=True)
    assert "document.registered" in acts
    moved = case.events.get(kind="moved")
    assert (moved.from_status, moved.to_status, moved.by) == ("received", "registered", ilze)


def test_a_second_registering_says_who_and_when_and_takes_no_number(monday, ilze):
    case = submitted().application.case
    document = register(case, by=ilze)
    with pytest.raises(AlreadyRegistered) as refused:
        register(Case.objects.get(pk=case.pk), by=making.registrar("dace"))
    assert refused.value.document == document
    assert "ilze" in str(refused.value)
    assert "23.11.2026. 09:00" in str(refused.value)
    assert numbering.preview(document.journal, document.registered_on) == "1-6/26/2"


def test_a_paper_may_have_come_earlier_and_the_law_counts_from_then(monday, ilze):
    journal()
    case = making.case(channel=Channel.POST)
    document = register(case, by=ilze, received_on=datetime.date(2026, 11, 19))
    assert document.received_on == datetime.date(2026, 11, 19)
    case.refresh_from_db()
    assert timezone.localdate(case.received_at) == datetime.date(2026, 11, 19)
    assert case.legal_due_on == datetime.date(2026, 12, 21)  # 19.12.2026 is a Saturday
    assert case.due_on == datetime.date(2026, 12, 7)


def test_a_day_of_receipt_that_has_not_come_is_refused(monday, ilze):
    journal()
    case = making.case(channel=Channel.POST)
    with pytest.raises(RegisterRefused) as refused:
        register(case, by=ilze, received_on=datetime.date(2026, 11, 24))
    assert refused.value.code == "received_in_future"
    assert RegisteredDocument.objects.count() == 0


def test_the_portal_knows_itself_when_it_received(monday, ilze):
    case = submitted().application.case
    with pytest.raises(RegisterRefused) as refused:
        register(case, by=ilze, received_on=datetime.date(2026, 11, 20))
    assert refused.value.code == "received_known"
    register(case, by=ilze, received_on=datetime.date(2026, 11, 23))


def test_a_refused_registering_gives_its_number_back(monday, ilze):
    first, second = submitted().application.case, submitted().application.case

    def broken(**_news):
        raise RuntimeError

    events.case_registered.connect(broken)
    try:
        with pytest.raises(RuntimeError):
            register(first, by=ilze)
    finally:
        events.case_registered.disconnect(broken)
    assert register(second, by=ilze).number == 1
    assert Case.objects.get(pk=first.pk).status == Status.RECEIVED


def test_journal_and_unit_can_be_chosen(monday, ilze):
    case = submitted().application.case
    other = journal("iesniegumi", index="1-18", template="{index}/{n}")
    families = making.unit("families")
    document = register(case, by=ilze, journal=other, unit=families)
    assert document.number_text == "1-18/1"
    assert Case.objects.get(pk=case.pk).unit == families


def test_numbers_begin_anew_with_the_year(freeze, ilze):
    freeze("2026-12-31 16:00")
    assert register(submitted().application.case, by=ilze).number_text == "1-6/26/1"
    freeze("2027-01-04 09:00")
    assert register(submitted().application.case, by=ilze).number_text == "1-6/27/1"


def test_annulling_keeps_the_number_and_takes_the_case_back(monday, ilze):
    case = submitted().application.case
    document = register(case, by=ilze)
    annul(document, by=ilze, reason="Reģistrēts nepareizajā žurnālā")
    case = Case.objects.get(pk=case.pk)
    assert case.status == Status.RECEIVED
    assert (case.registered_on, case.register_number, case.due_on) == (None, "", None)
    document.refresh_from_db()
    assert document.number_text == "1-6/26/1"
    assert document.annulled_reason == "Reģistrēts nepareizajā žurnālā"
    again = register(case, by=ilze)
    assert again.number_text == "1-6/26/2"
    assert RegisteredDocument.objects.count() == 2
    service_clock = ClockSegment.objects.filter(case=case, clock="service")
    assert [segment.closed_reason for segment in service_clock] == ["annulled", ""]


def test_annulling_needs_a_reason_and_is_done_once(monday, ilze):
    document = register(submitted().application.case, by=ilze)
    with pytest.raises(AnnulRefused, match="reason_needed"):
        annul(document, by=ilze, reason="  ")
    annul(document, by=ilze, reason="Kļūda")
    with pytest.raises(AnnulRefused, match="already"):
        annul(document, by=ilze, reason="Kļūda")


def test_within_the_hour_a_slip_is_undone_without_asking_why(freeze, ilze):
    freeze("2026-11-23 09:00")
    document = register(submitted().application.case, by=ilze)
    freeze("2026-11-23 09:59")
    assert may_undo(document)
    undo(document, by=ilze)
    document.refresh_from_db()
    assert document.annulled_reason == "labots stundas laikā"


def test_after_the_hour_annulling_asks_for_a_reason(freeze, ilze):
    freeze("2026-11-23 09:00")
    document = register(submitted().application.case, by=ilze)
    freeze("2026-11-23 10:01")
    assert not may_undo(document)
    with pytest.raises(AnnulRefused, match="too_late"):
        undo(document, by=ilze)


def test_the_database_itself_refuses_a_second_number(monday, ilze):
    document = register(submitted().application.case, by=ilze)
    other = submitted().application.case
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisteredDocument.objects.create(
            journal=document.journal,
            year=document.year,
            number=document.number,
            case=other,
            received_on=document.received_on,
            registered_on=document.registered_on,
            registered_at=document.registered_at,
            registered_by=ilze,
            channel="portal",
        )
