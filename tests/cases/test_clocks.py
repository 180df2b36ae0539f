"""The two terms with real dates: Christmas, Midsummer, moved days, month ends."""

import datetime

import pytest

from eservices.cases import clocks
from eservices.cases.models import Case, Channel, Ending, Status
from eservices.cases.moving import move
from eservices.registration.annulling import annul
from eservices.registration.registering import register
from portal.working_days import calendar
from portal.working_days.models import CalendarException
from portal.working_days.terms import due_on
from tests.cases import making
from tests.cases.making import riga
from tests.registration.making import journal

pytestmark = pytest.mark.django_db


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("registered", "due"),
    [
        ("2026-11-23", "2026-12-07"),  # an ordinary Monday
        ("2026-11-20", "2026-12-04"),  # Friday: day 1 is Monday
        ("2026-12-18", "2027-01-07"),  # over Christmas (24., 25.) and New Year (31., 1.)
        ("2026-12-23", "2027-01-12"),
        ("2026-06-12", "2026-06-30"),  # Midsummer: 22. moved, 23., 24. off; Saturday 27. worked
        ("2026-04-30", "2026-05-18"),  # 1. and 4. May
    ],
)
def test_ten_working_days_from_registration(registered, due):
    assert due_on(making.TEN_DAYS, day(registered)) == day(due)


@pytest.fixture
def own_days():
    """What the office moves in a test is forgotten after it, as the rollback tells nobody."""
    yield
    calendar.forget()


def test_a_day_the_office_itself_moves_counts(own_days):
    CalendarException.objects.create(day=day("2026-11-24"), working=False, note="Avārija")
    assert due_on(making.TEN_DAYS, day("2026-11-23")) == day("2026-12-08")


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-23", "2026-12-23"),
        ("2026-11-19", "2026-12-21"),  # 19.12. is a Saturday
        ("2026-11-24", "2026-12-28"),  # 24.12. and 25.12. are off, then a weekend
        ("2026-12-01", "2027-01-04"),  # 01.01. is off, then a weekend
        ("2027-01-31", "2027-03-01"),  # 28.02. is a Sunday
    ],
)
def test_the_law_counts_one_month_from_receipt(received, due):
    assert clocks.legal_due_on(day(received)) == day(due)


@pytest.mark.parametrize(
    ("profile", "due"),
    [
        ({"start": "registered", "decide": {"n": 5, "unit": "working_days"}}, "2026-11-30"),
        ({"start": "registered", "decide": {"n": 20, "unit": "days"}}, "2026-12-14"),  # 13.12. is a Sunday
        ({"start": "registered", "decide": {"n": 0, "unit": "at_once"}}, "2026-11-23"),
        ({"start": "received", "decide": {"n": 10, "unit": "working_days"}}, "2026-12-03"),
        ({"start": "registered", "decide": {"n": None, "unit": "working_days"}}, None),
        ({}, None),
    ],
)
def test_profiles(monkeypatch, profile, due):
    monkeypatch.setattr("django.utils.timezone.now", lambda: riga("2026-11-23 09:00"))
    journal()
    case = making.case(received_at=riga("2026-11-19 15:00"), clock=profile)
    register(case, by=making.registrar())
    assert case.due_on == (day(due) if due else None)
    assert case.legal_due_on == day("2026-12-21")


def test_receipt_near_midnight_counts_by_riga():
    assert clocks.received_on(Case(received_at=riga("2026-11-23 00:30"))) == day("2026-11-23")


def test_the_law_runs_from_receipt_though_nobody_has_registered():
    case = making.case(received_at=riga("2026-11-19 15:00"))
    assert case.legal_due_on == day("2026-12-21")
    assert case.due_on is None


def test_annulling_stops_the_service_clock_only(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: riga("2026-11-23 09:00"))
    journal()
    case, registrar = making.case(received_at=riga("2026-11-23 08:00")), making.registrar()
    annul(register(case, by=registrar), by=registrar, reason="Kļūda")
    case.refresh_from_db()
    running = case.clock_segments.filter(closed_at=None)
    assert [(segment.clock, segment.ends_on) for segment in running] == [("legal", day("2026-12-23"))]
    assert (case.due_on, case.legal_due_on) == (None, day("2026-12-23"))


def test_closing_stops_both_clocks_and_keeps_the_dates(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: riga("2026-11-23 09:00"))
    journal()
    case = making.case(channel=Channel.POST)
    register(case, by=making.registrar())
    move(case, Status.CLOSED, by=making.registrar(), ending=Ending.WITHDRAWN)
    assert not case.clock_segments.filter(closed_at=None).exists()
    assert case.due_on == day("2026-12-07")
