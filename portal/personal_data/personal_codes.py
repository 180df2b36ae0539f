"""Reading a Latvian personal code as typed.

Old codes (given until July 2017): DDMMYY-CNNNX, C the century and X a check digit. New codes: 3 and a digit from 2 to
9, then nine digits, no birth date and no check digit. A failed check digit is only a warning: such codes exist, and a
typed code is a claim that staff confirm.
"""

import datetime
import re
from dataclasses import dataclass

from django.utils import timezone

_CENTURY = {"0": 1800, "1": 1900, "2": 2000}
_WEIGHTS = (1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SEPARATOR = re.compile(r"[\s\-‐-―−]+")


class PersonalCodeError(ValueError):
    """What was typed cannot be a personal code; ``code`` is empty, characters, length, century, date or future."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class PersonalCode:
    """A personal code in its one written form, six digits, a dash, five digits."""

    value: str
    birth_date: datetime.date | None
    warning: bool


def check(text: str) -> PersonalCode:
    """Read a typed code; ``warning`` says that the check digit does not fit. Raises PersonalCodeError."""
    digits = _SEPARATOR.sub("", text)
    if not digits:
        raise PersonalCodeError("empty")
    if not (digits.isascii() and digits.isdigit()):
        raise PersonalCodeError("characters")
    if len(digits) != 11:
        raise PersonalCodeError("length")
    value = f"{digits[:6]}-{digits[6:]}"
    if digits[0] == "3" and digits[1] in "23456789":
        return PersonalCode(value, None, warning=False)
    return PersonalCode(value, _birth_date(digits), warning=_check_digit(digits) != int(digits[10]))


def _birth_date(digits: str) -> datetime.date:
    if digits[6] not in _CENTURY:
        raise PersonalCodeError("century")
    try:
        born = datetime.date(_CENTURY[digits[6]] + int(digits[4:6]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        raise PersonalCodeError("date") from None
    if born > timezone.localdate():
        raise PersonalCodeError("future")
    return born


def _check_digit(digits: str) -> int:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return (1101 - total) % 11 % 10
