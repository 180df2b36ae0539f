"""Reading what people type: plain functions from text to a value, each error with a code.

Nothing here knows forms or languages; ``fields`` says the codes in words.
"""

import datetime
import re
import unicodedata
from decimal import Decimal

import phonenumbers
from stdnum import iban as iban_numbers
from stdnum.lv import pvn

# Marks that turn the direction of what follows: they make a name or a number look like another one.
BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
EARLIEST = datetime.date(1900, 1, 2)
LATEST_YEAR = 2100
SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
GROUPED = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?")
PLAIN_AMOUNT = re.compile(r"(\d+)(?:[.,](\d{1,2}))?")
AMBIGUOUS = re.compile(r"\d{1,3}[.,]\d{3}")
THOUSANDS = re.compile(r"\d{1,3}(?:(?:\.\d{3})+,\d{1,2}|(?:,\d{3})+\.\d{1,2})")


class ReadingError(ValueError):
    """What was typed cannot be read; ``code`` says why."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def read_text(typed: str, *, lines: bool = False) -> str:
    """Take control characters out, compose accents, trim; one line unless ``lines``."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\t", " ") if lines else SPACES.sub(" ", text)
    # What stood on both sides of a mark taken out stands together now: spaces, a letter and its accent.
    text = unicodedata.normalize("NFC", "".join(mark for mark in text if _is_kept(mark)))
    return (text if lines else SPACES.sub(" ", text)).strip()


def _is_kept(mark: str) -> bool:
    return mark == "\n" or (mark not in BIDI and unicodedata.category(mark) not in ("Cc", "Cs", "Co"))


def read_money(typed: str) -> Decimal:
    """Read an amount in euro: "1 234,50", "1234.50", "1234,5", "1.234,50 €".

    Raises ReadingError: ``ambiguous`` for "1,234" (a thousand, or one euro 23 cents), ``negative``, ``too_much``,
    ``invalid``.
    """
    text = re.sub(r"(?i)€|eur(?:o|\b)", "", SPACES.sub(" ", typed)).strip()
    if text.startswith(("-", "−", "–")):
        raise ReadingError("negative")
    if AMBIGUOUS.fullmatch(text):
        raise ReadingError("ambiguous")
    if GROUPED.fullmatch(text):
        text = text.replace(" ", "")
    if THOUSANDS.fullmatch(text):
        text = re.sub(r"[.,](?=\d{3})", "", text)
    found = PLAIN_AMOUNT.fullmatch(text)
    if not found or not text.isascii():
        raise ReadingError("invalid")
    if len(found[1]) > 9:
        raise ReadingError("too_much")
    return Decimal(f"{found[1]}.{(found[2] or '0').ljust(2, '0')}")


def read_number(typed: str, decimals: int = 0) -> Decimal:
    """Read a number with at most so many decimal places. Raises ReadingError: ``whole``, ``decimals``, ``invalid``."""
    text = SPACES.sub("", typed).replace(",", ".").replace("−", "-")
    if not text.isascii() or not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", text):
        raise ReadingError("invalid")
    places = len(text.partition(".")[2])
    if places > decimals:
        raise ReadingError("decimals" if decimals else "whole")
    return Decimal(text)


def read_day(day: str, month: str, year: str) -> datetime.date:
    """Read a day typed in three boxes.

    Raises ReadingError: ``incomplete``, ``two_digit_year``, ``digits``, ``no_such_date``, ``too_early`` (1 January
    1900 and before: nobody living was born then), ``too_late`` (after 2100).
    """
    if not (day and month and year):
        raise ReadingError("incomplete")
    if not all(part.isascii() and part.isdigit() for part in (day, month, year)):
        raise ReadingError("digits")
    if len(year) <= 2:
        raise ReadingError("two_digit_year")
    if len(year) > 4 or int(year) > LATEST_YEAR:
        raise ReadingError("too_late")
    if int(year) < EARLIEST.year:
        raise ReadingError("too_early")
    try:
        found = datetime.date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        raise ReadingError("no_such_date") from None
    if found < EARLIEST:
        raise ReadingError("too_early")
    return found


def read_phone(typed: str) -> str:
    """Read a phone number: E.164 where it is one (Latvia when without country code), else as typed.

    A foreign number typed without its country code is kept: the office can still call. Raises ReadingError:
    ``phone`` for letters or fewer than five digits.
    """
    text = read_text(typed)
    digits = re.sub(r"\D", "", text)
    if not re.fullmatch(r"[\d\s()+./-]+", text) or not 5 <= len(digits) <= 20:
        raise ReadingError("phone")
    try:
        number = phonenumbers.parse(text, "LV")
    except phonenumbers.NumberParseException:
        return text
    if not phonenumbers.is_valid_number(number):
        return text
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_iban(typed: str) -> str:
    """Read an account number of any country: letters and digits without spaces.

    Raises ReadingError: ``iban_length``, ``iban_check`` (a slip), ``iban`` for what is no account number.
    """
    text = re.sub(r"[\s.-]", "", read_text(typed)).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}", text):
        raise ReadingError("iban")
    if text.startswith("LV") and len(text) != 21:
        raise ReadingError("iban_length")
    if not iban_numbers.is_valid(text):
        raise ReadingError("iban_check")
    return text


def read_company_number(typed: str) -> str:
    """Read the registration number of a Latvian company or institution: 11 digits, the last one a check digit.

    Raises ReadingError: ``company_length``, ``company_check`` (a slip, or a person's code).
    """
    text = re.sub(r"(?i)^LV|[\s-]", "", read_text(typed))
    if not text.isascii() or not re.fullmatch(r"\d{11}", text):
        raise ReadingError("company_length")
    # Legal persons' numbers begin with 4, 5 or 9 (Register of Enterprises); the VAT number repeats them.
    if text[0] not in "459" or not pvn.is_valid(text):
        raise ReadingError("company_check")
    return text


PATTERNS: dict[str, re.Pattern[str]] = {
    "postcode": re.compile(r"LV-\d{4}"),
    "cadastre": re.compile(r"\d{11}"),
    "vehicle": re.compile(r"[A-Z]{1,2}-?\d{1,4}"),
    "document": re.compile(r"[A-Z]{2}\d{7}|[A-Z0-9]{5,12}"),
    "digits": re.compile(r"\d+"),
    "year": re.compile(r"(19|20)\d{2}"),
    "time": re.compile(r"([01]?\d|2[0-3])[:.][0-5]\d"),
}


def matches_pattern(name: str, text: str) -> bool:
    """Say whether a text is written as a named pattern asks, whatever its spaces and the size of its letters."""
    return bool(PATTERNS[name].fullmatch(re.sub(r"\s", "", text).upper()))
