"""Reading personal codes: what is an error, what only a warning."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.personal_data.personal_codes import PersonalCodeError, _check_digit, check


def code(born, serial, century):
    start = f"{born:%d%m%y}{century}{serial:03}"
    return start + str(_check_digit(start))


# The check digits were worked out by hand from the published weights 1 6 3 7 9 10 5 8 4 2.
@pytest.mark.parametrize(
    ("typed", "value", "birth_date", "warning"),
    [
        ("161175-19997", "161175-19997", datetime.date(1975, 11, 16), False),
        ("161175-19990", "161175-19990", datetime.date(1975, 11, 16), True),
        ("16117519997", "161175-19997", datetime.date(1975, 11, 16), False),
        (" 161175 - 19997 ", "161175-19997", datetime.date(1975, 11, 16), False),
        ("161175–19997", "161175-19997", datetime.date(1975, 11, 16), False),
        ("290200-20000", "290200-20000", datetime.date(2000, 2, 29), True),
        ("010199-00000", "010199-00000", datetime.date(1899, 1, 1), True),
        ("327673-12345", "327673-12345", None, False),
        ("399999-99999", "399999-99999", None, False),
    ],
)
def test_codes_as_people_type_them(typed, value, birth_date, warning):
    read = check(typed)
    assert (read.value, read.birth_date, read.warning) == (value, birth_date, warning)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "empty"),
        (" - ", "empty"),
        ("16117A-19997", "characters"),
        ("161175-1999O", "characters"),
        ("١٦١١٧٥-١٩٩٩٧", "characters"),
        ("161175/19997", "characters"),
        ("161175-1999", "length"),
        ("161175-199977", "length"),
        ("310275-10000", "date"),
        ("310200-20000", "date"),
        ("290201-20000", "date"),
        ("321075-10000", None),
        ("001175-10000", "date"),
        ("161375-10000", "date"),
        ("161175-39997", "century"),
        ("010199-20000", "future"),
        ("301175-10000", None),
        ("311175-10000", "date"),
    ],
)
def test_what_cannot_be_a_code_says_why(typed, fault):
    if fault is None:
        check(typed)
        return
    with pytest.raises(PersonalCodeError) as raised:
        check(typed)
    assert raised.value.code == fault


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(1999, 12, 31)), st.integers(0, 999))
def test_a_right_code_is_never_warned_about_and_gives_its_birth_date(born, serial):
    read = check(code(born, serial, "1"))
    assert (read.birth_date, read.warning) == (born, False)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(1999, 12, 31)), st.integers(0, 999), st.integers(1, 9))
def test_a_wrong_last_digit_is_a_warning_and_never_an_error(born, serial, off):
    right = code(born, serial, "1")
    wrong = right[:-1] + str((int(right[-1]) + off) % 10)
    assert check(wrong).warning


@given(st.text(max_size=20))
def test_no_text_breaks_it(text):
    try:
        read = check(text)
    except PersonalCodeError:
        return
    assert len(read.value) == 12
