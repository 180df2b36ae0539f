"""What people type, and what is made of it."""

import contextlib
import datetime
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eservices.definitions.reading import ReadingError, read_day, read_money, read_number, read_phone, read_text


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1 234,50", "1234.50"),
        ("1234.50", "1234.50"),
        ("1234,5", "1234.50"),
        ("1234", "1234.00"),
        ("0", "0.00"),
        ("0,07", "0.07"),
        ("1\u00a0234,50", "1234.50"),
        ("1\u202f234\u202f567,50", "1234567.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        (" 410,20 € ", "410.20"),
        ("410,20 EUR", "410.20"),
        ("€410.20", "410.20"),
        ("410 eiro".replace("eiro", "euro"), "410.00"),
    ],
)
def test_money_is_read_as_written(typed, amount):
    assert read_money(typed) == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1,234", "ambiguous"),
        ("1.234", "ambiguous"),
        ("-5", "negative"),
        ("−5,00", "negative"),
        ("1 23,50", "invalid"),
        ("12 34", "invalid"),
        ("1,2,3", "invalid"),
        ("1,2345", "invalid"),
        ("divi simti", "invalid"),
        ("12a", "invalid"),
        ("1e9", "invalid"),
        ("٣", "invalid"),
        ("1234567890", "too_much"),
        ("", "invalid"),
    ],
)
def test_money_that_cannot_be_read(typed, code):
    with pytest.raises(ReadingError) as error:
        read_money(typed)
    assert error.value.code == code


@given(st.decimals(min_value=0, max_value=999_999_999, places=2))
def test_money_written_any_way_is_read_back(amount):
    for text in (f"{amount}", f"{amount}".replace(".", ","), f"{amount:,}".replace(",", " "), f"{amount} €"):
        assert read_money(text) == amount


@given(st.text(max_size=40))
def test_nothing_typed_breaks_the_reading_of_money(typed):
    with contextlib.suppress(ReadingError):
        assert read_money(typed) >= 0


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("31", "2", "1948"), "no_such_date"),
        (("31", "02", "2026"), "no_such_date"),
        (("0", "1", "1948"), "no_such_date"),
        (("7", "13", "1948"), "no_such_date"),
        (("7", "12", "48"), "two_digit_year"),
        (("7", "12", ""), "incomplete"),
        (("", "12", "1948"), "incomplete"),
        (("7", "dec", "1948"), "digits"),
        (("7", "12", "194x"), "digits"),
        (("٧", "12", "1948"), "digits"),
        (("1", "1", "1900"), "too_early"),
        (("31", "12", "1899"), "too_early"),
        (("7", "12", "194"), "too_early"),
        (("7", "12", "19480"), "too_late"),
        (("9" * 50, "12", "1948"), "no_such_date"),
        (("7", "12", "1" * 5000), "too_late"),
        (("7", "1" * 5000, "1948"), "no_such_date"),
    ],
)
def test_a_day_that_cannot_be_read(parts, code):
    with pytest.raises(ReadingError) as error:
        read_day(*parts)
    assert error.value.code == code


def test_a_day_is_read():
    assert read_day("7", "12", "1948") == read_day("07", "12", "1948") == datetime.date(1948, 12, 7)


@pytest.mark.parametrize(
    ("typed", "decimals", "wanted"), [("6", 0, "6"), ("6,5", 1, "6.5"), ("1 000", 0, "1000"), ("-3", 0, "-3")]
)
def test_numbers(typed, decimals, wanted):
    assert str(read_number(typed, decimals)) == wanted


@pytest.mark.parametrize(
    ("typed", "decimals", "code"),
    [("6.5", 0, "whole"), ("6.55", 1, "decimals"), ("seši", 0, "invalid"), ("1e5", 0, "invalid"), ("", 0, "invalid")],
)
def test_numbers_that_cannot_be_read(typed, decimals, code):
    with pytest.raises(ReadingError) as error:
        read_number(typed, decimals)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("20000000", "+37120000000"),
        ("20 000 000", "+37120000000"),
        ("+371 20-000-000", "+37120000000"),
        ("+49 30 901820", "+4930901820"),
        ("112233", "112233"),
    ],
)
def test_phones(typed, wanted):
    assert read_phone(typed) == wanted


@pytest.mark.parametrize("typed", ["zvaniet meitai", "123", "20000000 Anna", "+", "(((((((", "1" * 30])
def test_what_is_no_phone(typed):
    with pytest.raises(ReadingError):
        read_phone(typed)


def test_text_loses_what_cannot_be_seen():
    assert read_text("  An\x00na\x07  Paraudziņa ") == "Anna Paraudziņa"
    assert read_text("a\u0304") == "ā"
    assert read_text("rinda\r\notra\trinda", lines=True) == "rinda\notra rinda"
    assert read_text("viena\nrinda") == "viena rinda"
    assert read_text("nosaukums\u202egpj.exe") == "nosaukumsgpj.exe"


@example("0\r\x08\r0", False)
@example("a\x08\u0304", False)
@given(st.text(max_size=200), st.booleans())
def test_reading_text_again_changes_nothing(typed, lines):
    try:
        once = read_text(typed, lines=lines)
    except UnicodeError:
        return
    assert read_text(once, lines=lines) == once
    assert "\x00" not in once
