"""Dates and amounts as a Latvian resident reads them."""

import datetime
from decimal import Decimal

import pytest

from portal.ui import dates, money
from portal.ui.phones import written_phone

DECEMBER = datetime.date(2026, 12, 7)


@pytest.fixture(autouse=True)
def in_2026(monkeypatch):
    class Clock(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.datetime(2026, 11, 21, 12, tzinfo=tz)

    monkeypatch.setattr(dates.datetime, "datetime", Clock)


def test_the_month_is_declined():
    assert dates.long_date(DECEMBER) == "7. decembris"
    assert dates.long_date_on(DECEMBER) == "7. decembrī"
    assert dates.long_date_until(DECEMBER) == "līdz 7. decembrim"


@pytest.mark.parametrize(
    ("month", "on", "until"),
    [
        (1, "janvārī", "janvārim"),
        (2, "februārī", "februārim"),
        (3, "martā", "martam"),
        (4, "aprīlī", "aprīlim"),
        (5, "maijā", "maijam"),
        (6, "jūnijā", "jūnijam"),
        (7, "jūlijā", "jūlijam"),
        (8, "augustā", "augustam"),
        (9, "septembrī", "septembrim"),
        (10, "oktobrī", "oktobrim"),
        (11, "novembrī", "novembrim"),
        (12, "decembrī", "decembrim"),
    ],
)
def test_every_month_has_its_own_ending(month, on, until):
    day = datetime.date(2026, month, 1)
    assert dates.long_date_on(day) == f"1. {on}"
    assert dates.long_date_until(day) == f"līdz 1. {until}"


def test_another_year_is_said():
    day = datetime.date(2027, 1, 4)
    assert dates.long_date_until(day) == "līdz 2027. gada 4. janvārim"
    assert dates.long_date(day, "ru") == "4 января 2027 года"
    assert dates.long_date(day, "en") == "4 January 2027"


def test_other_languages():
    assert dates.long_date_until(DECEMBER, "ru") == "до 7 декабря"
    assert dates.long_date_until(DECEMBER, "en") == "by 7 December"
    assert dates.long_date_on(DECEMBER, "en") == "on 7 December"


def test_a_moment_is_told_by_the_clock_of_riga():
    late = datetime.datetime(2026, 12, 31, 22, 30, tzinfo=datetime.UTC)
    assert dates.short_date(late) == "01.01.2027."
    assert dates.short_time(late) == "00.30"


def test_amounts_have_a_decimal_comma_and_unbroken_spaces():
    assert money.amount(Decimal("1234.5")) == "1\N{NO-BREAK SPACE}234,50\N{NO-BREAK SPACE}€"
    assert money.amount(Decimal("28")) == "28\N{NO-BREAK SPACE}€"
    assert money.amount(Decimal("28"), cents=True) == "28,00\N{NO-BREAK SPACE}€"
    assert money.amount(Decimal("19.92"), "LVL") == "19,92\N{NO-BREAK SPACE}Ls"
    assert money.amount(Decimal("1234.5"), language="en") == "€1,234.50"


def test_sizes_of_files():
    assert money.file_size(10 * 1024 * 1024) == "10\N{NO-BREAK SPACE}MB"
    assert money.file_size(1_300_000) == "1,2\N{NO-BREAK SPACE}MB"
    assert money.file_size(0) == "1\N{NO-BREAK SPACE}KB"


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("+37120000000", "20 000 000"),
        ("+442079460958", "+44 20 7946 0958"),
        ("+37100012345", "+371 00012345"),
        ("20 11", "20 11"),
        ("", ""),
    ],
)
def test_a_phone_number_is_written_in_groups(stored, written):
    assert written_phone(stored) == written
