"""Any letter by any channel, later papers, duplicates: each document its own number, each case its earliest receipt."""

import datetime

import pytest

from eservices.applications.bringing import bring
from eservices.applications.withdrawing import withdraw
from eservices.cases.models import Case, Channel, Ending, Status
from eservices.registration import joining
from eservices.registration.annulling import AnnulRefused, annul
from eservices.registration.joining import JoinRefused, join, part
from eservices.registration.letters import CHANNELS, Incoming, LetterRefused, receive
from eservices.registration.models import RegisteredDocument
from eservices.registration.registering import AlreadyRegistered, RegisterRefused, register
from eservices.registration.supplementing import attach, waiting
from tests.applications.making import attachment, submitted
from tests.cases import making
from tests.cases.making import riga
from tests.registration.making import journal

pytestmark = pytest.mark.django_db
FRIDAY = datetime.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: riga("2026-11-23 09:00"))
    journal()


@pytest.fixture
def ilze():
    return making.registrar("ilze")


def incoming(**fields):
    defaults = {"channel": "post", "received_on": FRIDAY, "sender": "Paraugciema pansionāts"}
    return Incoming(**(defaults | fields))


@pytest.mark.parametrize("channel", [channel for channel in CHANNELS if channel != Channel.PHONE])
def test_a_letter_by_any_channel_becomes_a_case_and_gets_its_number(ilze, channel):
    scan = attachment(slot="scan")
    letter = receive(
        incoming(channel=channel, sender_number="12-3/45", sender_date=datetime.date(2026, 11, 18), attachments=[scan.pk]),
        by=ilze, service=making.service(decide_n=10), unit=making.unit(), parties=[making.person()],
    )  # fmt: skip
    case = letter.case
    assert (case.status, case.channel, case.client_name) == ("received", channel, "Anna Bērziņa")
    document = register(case, by=ilze)
    assert document.letter == letter
    assert (document.sender, document.sender_number) == ("Paraugciema pansionāts", "12-3/45")
    assert (document.received_on, document.registered_on) == (FRIDAY, datetime.date(2026, 11, 23))
    case.refresh_from_db()
    assert case.due_on == datetime.date(2026, 12, 7)
    assert case.legal_due_on == datetime.date(2026, 12, 21)  # 20.12. is a Sunday
    scan.refresh_from_db()
    assert scan.claimed_at is not None


def test_a_call_is_a_note_and_never_gets_a_number(ilze):
    letter = receive(incoming(channel=Channel.PHONE, note="Zvanīja kaimiņiene"), by=ilze)
    with pytest.raises(RegisterRefused, match="phone_note"):
        register(letter.case, by=ilze)
    case = making.case()
    receive(incoming(channel=Channel.PHONE), by=ilze, case=case)
    assert case.papers_to_register == 0
    assert waiting(case) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"channel": "portal"}, "unknown_channel"),
        ({"channel": "pigeon"}, "unknown_channel"),
        ({"sender": " "}, "no_sender"),
        ({"sender_date": datetime.date(2026, 11, 21)}, "written_after_received"),
        ({"received_on": datetime.date(2026, 11, 24)}, "received_in_future"),
    ],
)
def test_what_cannot_be_is_refused(ilze, wrong, code):
    with pytest.raises((LetterRefused, RegisterRefused), match=code):
        receive(incoming(**wrong), by=ilze)
    assert Case.objects.count() == 0


def test_an_anonymous_tip_needs_no_sender(ilze):
    letter = receive(incoming(kind="tip", sender=""), by=ilze)
    assert register(letter.case, by=ilze).sender == ""


def test_a_scan_already_in_use_is_refused(ilze):
    scan = attachment(slot="scan")
    receive(incoming(attachments=[scan.pk]), by=ilze)
    with pytest.raises(LetterRefused, match="file_taken"):
        receive(incoming(attachments=[scan.pk]), by=ilze)


def test_a_letter_to_a_case_waits_for_its_own_number(ilze):
    case = submitted().application.case
    register(case, by=ilze)
    letter = receive(incoming(kind="other"), by=ilze, case=case)
    assert case.papers_to_register == 1
    assert waiting(case) == [letter]
    document = attach(letter, by=ilze)
    assert document.number_text == "1-6/26/2"
    case = Case.objects.get(pk=case.pk)
    assert (case.papers_to_register, case.register_number) == (0, "1-6/26/1")
    assert "1-6/26/2" in case.search_text
    assert waiting(case) == []
    with pytest.raises(AlreadyRegistered):
        attach(letter, by=ilze)


def test_a_paper_brought_in_the_portal_is_registered_on_the_same_case(ilze):
    application = submitted().application
    register(application.case, by=ilze)
    due = Case.objects.get(pk=application.case_id).due_on
    supplement = bring(application, "doctor", [attachment().pk])
    case = Case.objects.get(pk=application.case_id)
    assert waiting(case) == [supplement]
    document = attach(supplement, by=ilze)
    assert (document.supplement, document.kind, document.sender) == (supplement, "supplement", "Anna Paraudziņa")
    case = Case.objects.get(pk=case.pk)
    assert (case.due_on, case.status, case.papers_to_register) == (due, "registered", 0)


def test_an_annulled_supplement_waits_again_and_the_case_stays(ilze):
    application = submitted().application
    register(application.case, by=ilze)
    supplement = bring(application, "doctor", [attachment().pk])
    annul(attach(supplement, by=ilze), by=ilze, reason="Cita lieta")
    case = Case.objects.get(pk=application.case_id)
    assert (case.status, case.register_number, case.papers_to_register) == ("registered", "1-6/26/1", 1)
    supplement.refresh_from_db()
    assert attach(supplement, by=ilze).number_text == "1-6/26/3"


def test_nothing_is_annulled_in_a_closed_case(ilze):
    application = submitted().application
    register(application.case, by=ilze)
    document = attach(bring(application, "doctor", [attachment().pk]), by=ilze)
    withdraw(Case.objects.get(), by=ilze, how="oral")
    with pytest.raises(AnnulRefused, match="closed"):
        annul(document, by=ilze, reason="Cita lieta")
    document.refresh_from_db()
    assert document.annulled_at is None
    assert Case.objects.get().papers_to_register == 0


def test_nothing_is_added_to_a_closed_case(ilze):
    case = making.case()
    join(case, making.case(), by=ilze)
    with pytest.raises(LetterRefused, match="closed"):
        receive(incoming(), by=ilze, case=case)


def test_a_duplicate_brings_the_earlier_receipt_and_keeps_its_number(ilze):
    paper = receive(incoming(), by=ilze, parties=[making.person()]).case
    online = submitted().application.case
    register(online, by=ilze)
    number = register(paper, by=ilze).number_text
    join(paper, online, by=ilze, reason="Tas pats iesniegums")
    online, paper = Case.objects.get(pk=online.pk), Case.objects.get(pk=paper.pk)
    assert (paper.status, paper.ending, paper.joined_into) == ("closed", Ending.JOINED, online)
    assert paper.register_number == number
    assert online.received_at.date() == FRIDAY
    assert online.legal_due_on == datetime.date(2026, 12, 21)
    assert online.due_on == datetime.date(2026, 12, 7), "counted from registration, which did not move"


def test_a_receipt_taken_over_is_written_down_by_the_days_of_the_office(ilze):
    """Half past midnight in Riga is still the day before in the clock the database keeps."""
    early = making.case(received_at=making.riga("2026-11-20 00:30"))
    late = making.case(received_at=making.riga("2026-11-23 00:30"))
    join(early, late, by=ilze)
    assert Case.objects.get(pk=late.pk).events.get(kind="receipt_corrected").details == {
        "was": "2026-11-23",
        "now": "2026-11-20",
    }


def test_a_later_duplicate_moves_nothing(ilze):
    online = submitted().application.case
    paper = receive(incoming(received_on=datetime.date(2026, 11, 23)), by=ilze).case
    before = Case.objects.get(pk=online.pk)
    join(paper, online, by=ilze)
    after = Case.objects.get(pk=online.pk)
    assert (after.received_at, after.legal_due_on) == (before.received_at, before.legal_due_on)


def test_a_service_that_counts_from_receipt_is_due_earlier_after_joining(ilze):
    profile = {"start": "received", "decide": {"n": 5, "unit": "working_days"}}
    case = making.case(clock=profile)
    register(case, by=ilze)
    assert case.due_on == datetime.date(2026, 11, 30)
    join(receive(incoming(), by=ilze).case, case, by=ilze)
    assert Case.objects.get(pk=case.pk).due_on == datetime.date(2026, 11, 27)


def test_a_joining_is_taken_back(ilze):
    one, other = making.case(), making.case()
    register(one, by=ilze)
    join(one, other, by=ilze)
    part(one, by=ilze, reason="Cita persona")
    one = Case.objects.get(pk=one.pk)
    assert (one.status, one.ending, one.joined_into) == ("registered", "", None)
    assert one.clock_segments.filter(closed_at=None).count() == 2
    with pytest.raises(JoinRefused, match="not_joined"):
        part(one, by=ilze, reason="Vēlreiz")


def test_two_taking_a_joining_back_at_once_are_told_apart(ilze, monkeypatch):
    """The second waits for the lock, and finds the case parted."""
    one, other = making.case(), making.case()
    join(one, other, by=ilze)
    real = joining._lock

    def parted_while_waiting(*cases):
        Case.objects.filter(pk=one.pk).update(joined_into=None, status="received", ending="")
        real(*cases)

    monkeypatch.setattr(joining, "_lock", parted_while_waiting)
    with pytest.raises(JoinRefused, match="not_joined"):
        part(one, by=ilze, reason="Vēlreiz")


def test_joinings_that_make_no_sense_are_refused(ilze):
    one, other, third = making.case(), making.case(), making.case()
    with pytest.raises(JoinRefused, match="same"):
        join(one, one, by=ilze)
    join(one, other, by=ilze)
    with pytest.raises(JoinRefused, match="joined"):
        join(one, third, by=ilze)
    with pytest.raises(JoinRefused, match="joined"):
        join(other, third, by=ilze)
    closed = making.case()
    Case.objects.filter(pk=closed.pk).update(status=Status.CLOSED, ending=Ending.TERMINATED)
    with pytest.raises(JoinRefused, match="closed"):
        join(third, closed, by=ilze)


def test_every_number_of_a_busy_morning_stands_in_the_register(ilze):
    for _ in range(3):
        register(submitted().application.case, by=ilze)
        letter = receive(incoming(), by=ilze, case=making.case())
        attach(letter, by=ilze)
    assert list(RegisteredDocument.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
