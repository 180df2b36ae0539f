"""Conditions: nested all/any of tests of earlier answers; the only code that says whether one holds.

``None`` always holds. ``{"all": [...]}`` and ``{"any": [...]}`` nest to any depth. A test names an earlier answer and
one comparison: ``is``, ``is_not``, ``one_of``, ``empty``, ``more_than``, ``less_than``, and for a day of birth
``age_from`` (so many years old or older) and ``age_under``. What an answer is compared with is written out, or is
another answer (``{"answer": key}``), or a day counted from today (``{"today": -30}``).
"""

import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.working_days.calendar import today

Facts = Callable[[str], Any]


def comparisons(condition: dict | None) -> Iterator[dict]:
    """Yield every single test of a condition, in the order written."""
    if not condition:
        return
    for part in condition.get("all") or condition.get("any") or ():
        yield from comparisons(part)
    if "answer" in condition:
        yield condition


def answers_in(condition: dict | None) -> Iterator[str]:
    """Yield the key of every answer a condition looks at, those it compares with included."""
    for test in comparisons(condition):
        yield test["answer"]
        other = other_answer(test)
        if other:
            yield other


def other_answer(test: dict) -> str | None:
    """Give the key of the answer a test compares with, if it compares with one."""
    for name, value in test.items():
        if name != "answer" and isinstance(value, dict) and "answer" in value:
            return value["answer"]
    return None


def holds(condition: dict | None, fact: Facts) -> bool:
    """Say whether a condition holds; ``fact(key)`` gives text, a list of texts, a number of rows, or None."""
    if not condition:
        return True
    if "all" in condition:
        return all(holds(part, fact) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, fact) for part in condition["any"])
    how = next(name for name in condition if name != "answer")
    return _TESTS[how](fact(condition["answer"]), _meant(condition[how], fact))


def age_on(birth_date: datetime.date, day: datetime.date) -> int:
    """Count the full years of a person on a day; who was born on 29 February is a year older on 1 March."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def _meant(operand: Any, fact: Facts) -> Any:
    """Put in what an operand stands for."""
    if not isinstance(operand, dict):
        return operand
    if "today" in operand:
        return (today() + datetime.timedelta(days=operand["today"])).isoformat()
    return fact(operand["answer"])


def _is_empty(value: Any) -> bool:
    return value in (None, "", 0) or value == []


def _matches(value: Any, wanted: list[Any]) -> bool:
    given = value if isinstance(value, list) else [value]
    folded = {str(one).strip().casefold() for one in given if one is not None}
    return any(str(one).strip().casefold() in folded for one in wanted if one is not None)


def _compare(value: Any, limit: Any) -> int:
    """Give -1, 0 or 1; 0 (neither more nor less) where there is nothing to compare."""
    left, right = _ordered(value), _ordered(limit)
    if left is None or right is None or type(left) is not type(right):
        return 0
    return (left > right) - (left < right)


def _ordered(value: Any) -> Any:
    if isinstance(value, list):
        return Decimal(len(value))
    if isinstance(value, str) and value[4:5] == "-":
        return value
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _age(value: Any) -> int | None:
    try:
        return age_on(datetime.date.fromisoformat(value), today())
    except (TypeError, ValueError):
        return None


def _is_aged(value: Any, years: int, *, under: bool) -> bool:
    age = _age(value)
    return age is not None and (age < years) is under


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "empty": lambda value, wanted: _is_empty(value) == wanted,
    "is": lambda value, wanted: _matches(value, [wanted]),
    "is_not": lambda value, wanted: not _matches(value, [wanted]),
    "one_of": _matches,
    "more_than": lambda value, limit: _compare(value, limit) > 0,
    "less_than": lambda value, limit: _compare(value, limit) < 0,
    "age_from": lambda value, years: _is_aged(value, years, under=False),
    "age_under": lambda value, years: _is_aged(value, years, under=True),
}
