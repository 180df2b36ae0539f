"""Lines a form works out by itself: a sum of income, an average per person. Decimal all the way, rounded to the cent.

``calc`` holds ``add`` (terms) and, where the sum is divided, ``divide_by`` (terms). A term is ``{"answer": key}`` (a
number or an amount), ``{"rows": inner key}`` (the sum of it over the rows of its group), ``{"count": group key}`` (how
many rows) or ``{"number": n}``; ``times`` multiplies it.
"""

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

CENT = Decimal("0.01")
Values = Callable[[dict], list[Any]]


def calculated(calc: dict, values: Values) -> str | None:
    """Work a line out: text with two decimal places, or None where nothing it is made of was answered.

    ``values(term)`` gives what a term's answer or rows hold. Dividing by nothing gives None.
    """
    total, answered = _sum(calc["add"], values)
    if not answered:
        return None
    if calc.get("divide_by"):
        by, _answered = _sum(calc["divide_by"], values)
        if by <= 0:
            return None
        total /= by
    return str(total.quantize(CENT, rounding=ROUND_HALF_UP))


def terms_of(calc: dict) -> Iterator[dict]:
    """Yield every term of a calculation."""
    yield from calc.get("add") or ()
    yield from calc.get("divide_by") or ()


def _sum(terms: list[dict], values: Values) -> tuple[Decimal, bool]:
    total, answered = Decimal(0), False
    for term in terms:
        numbers = [_number(term["number"])] if "number" in term else [_number(one) for one in values(term)]
        given = [number for number in numbers if number is not None]
        # A constant alone is no answer.
        answered = answered or bool(given and "number" not in term)
        total += sum(given, Decimal(0)) * Decimal(str(term.get("times", 1)))
    return total, answered


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
