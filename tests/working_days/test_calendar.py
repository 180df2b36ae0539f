"""Promised dates in Latvian working days. The dates were counted on a printed calendar."""

import datetime
import threading

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from portal.working_days import calendar
from portal.working_days.calendar import (
    add_months,
    add_working_days,
    is_working_day,
    next_working_day,
    on_working_day,
    working_days_between,
)
from portal.working_days.models import CalendarException

pytestmark = pytest.mark.django_db


def d(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    "day",
    [
        "2026-01-01",  # Jaungada diena
        "2026-01-02",  # moved to 17 January
        "2026-04-03",  # Lielā piektdiena
        "2026-04-06",  # Otrās Lieldienas
        "2026-05-01",
        "2026-05-04",
        "2026-06-22",  # moved to 27 June
        "2026-06-23",
        "2026-06-24",
        "2026-11-18",
        "2026-11-21",  # a Saturday
        "2026-12-24",
        "2026-12-25",
        "2026-12-31",
        "2025-05-02",
        "2025-05-05",  # 4 May was a Sunday
        "2025-11-17",
        "2024-12-23",
        "2024-12-30",
        "2024-05-06",  # 4 May was a Saturday
        "2027-03-26",
        "2028-11-20",  # 18 November is a Saturday
    ],
)
def test_days_off(day):
    assert not is_working_day(d(day))


@pytest.mark.parametrize(
    "day",
    [
        "2026-01-17",  # a Saturday worked for 2 January
        "2026-06-27",
        "2025-05-10",
        "2025-11-08",
        "2024-12-14",
        "2026-01-05",
        "2026-06-25",
        "2026-11-17",
        "2026-11-19",
        "2026-12-30",
        "2027-01-04",
    ],
)
def test_working_days(day):
    assert is_working_day(d(day))


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        # Registered on Monday 23 November 2026: ten working days.
        ("2026-11-23", 10, "2026-12-07"),
        ("2026-11-23", 1, "2026-11-24"),
        # Over 18 November.
        ("2026-11-17", 1, "2026-11-19"),
        ("2026-11-17", 10, "2026-12-02"),
        # From a Saturday day 1 is Monday.
        ("2026-11-21", 1, "2026-11-23"),
        # Over Midsummer: 22 to 24 June off, Saturday 27 June worked.
        ("2026-06-19", 3, "2026-06-27"),
        ("2026-06-19", 4, "2026-06-29"),
        # Over Christmas and New Year.
        ("2026-12-23", 1, "2026-12-28"),
        ("2026-12-30", 1, "2027-01-04"),
        ("2025-12-30", 1, "2026-01-05"),
        # Over Easter and May.
        ("2026-04-02", 2, "2026-04-08"),
        ("2026-04-30", 1, "2026-05-05"),
        ("2026-01-16", 1, "2026-01-17"),
        ("2026-11-23", 0, "2026-11-23"),
    ],
)
def test_adding_working_days(start, n, end):
    assert add_working_days(d(start), n) == d(end)
    assert working_days_between(d(start), d(end)) == n


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-11-23", 1, "2026-12-23"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-10-31", 4, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-11-23", 12, "2027-11-23"),
    ],
)
def test_adding_months(start, n, end):
    assert add_months(d(start), n) == d(end)


def test_a_term_that_ends_on_a_day_off_ends_on_the_next_working_day():
    assert on_working_day(add_months(d("2026-11-24"), 1)) == d("2026-12-28")
    assert on_working_day(d("2026-12-23")) == d("2026-12-23")


def test_the_office_s_own_days_win_and_count_at_once():
    assert is_working_day(d("2027-01-04"))
    exception = CalendarException.objects.create(day=d("2027-01-04"), working=False, note="Pārcelta")
    assert add_working_days(d("2026-12-30"), 1) == d("2027-01-05")
    exception.working = True
    exception.save()
    assert is_working_day(d("2027-01-04"))
    exception.delete()
    CalendarException.objects.create(day=d("2026-11-18"), working=True)
    assert next_working_day(d("2026-11-17")) == d("2026-11-18")


def test_counting_asks_the_database_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        add_working_days(d("2026-01-01"), 100)
        add_working_days(d("2026-01-01"), 3)


def test_a_change_by_another_process_is_seen_within_a_minute(monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(calendar.time, "monotonic", lambda: clock[0])
    assert is_working_day(d("2027-01-04"))
    CalendarException.objects.bulk_create([CalendarException(day=d("2027-01-04"), working=False)])  # sends no signal
    assert is_working_day(d("2027-01-04"))
    clock[0] += 61
    assert not is_working_day(d("2027-01-04"))


@pytest.mark.django_db(transaction=True)
def test_a_reader_before_the_commit_does_not_keep_the_old_calendar():
    day, seen = d("2027-01-04"), []

    def read_elsewhere():
        try:
            seen.append(is_working_day(day))
        finally:
            connection.close()

    with transaction.atomic():
        CalendarException.objects.create(day=day, working=False)
        reader = threading.Thread(target=read_elsewhere)
        reader.start()
        reader.join()
    assert seen == [True]
    assert not is_working_day(day)


def test_today_is_riga_s_date(monkeypatch):
    late = datetime.datetime(2026, 11, 21, 22, 30, tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    assert calendar.today() == d("2026-11-22")


def test_days_off_have_their_latvian_names():
    assert calendar.holiday_name(d("2026-06-23")) == "Līgo diena"
    assert "17.01.2026" in calendar.holiday_name(d("2026-01-02"))
    assert calendar.holiday_name(d("2026-11-20")) is None


days = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))


@given(days, st.integers(1, 60))
def test_the_end_is_a_working_day_and_counting_back_agrees(start, n):
    end = add_working_days(start, n)
    assert is_working_day(end)
    assert working_days_between(start, end) == n
    assert working_days_between(end, start) == -n
    assert add_working_days(add_working_days(start, n - 1), 1) == end


@given(days, days)
def test_a_later_start_never_ends_earlier(one, other):
    earlier, later = sorted((one, other))
    assert add_working_days(earlier, 10) <= add_working_days(later, 10)
