"""Conditions: nested all/any of tests of earlier answers; the only code that says whether one holds.

``None`` always holds. ``{"all": [...]}`` and ``{"any": [...]}`` nest to any depth. A test names an earlier answer and
one comparison: ``is``, ``is_not``, ``one_of``, ``empty``, ``more_than``, ``less_than``.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

Facts = Callable[[str], Any]


def comparisons(condition: dict | None) -> Iterator[dict]:
    """Yield every single test of a condition, in the order written."""
    if not condition:
        return
    for part in condition.get("all") or condition.get("any") or ():
        yield from comparisons(part)
    if "answer" in condition:
        yield condition


def holds(condition: dict | None, fact: Facts) -> bool:
    """Say whether a condition holds; ``fact(key)`` gives text, a list of texts, a number of rows, or None."""
    if not condition:
        return True
    if "all" in condition:
        return all(holds(part, fact) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, fact) for part in condition["any"])
    return _passes(condition, fact(condition["answer"]))


def _passes(test: dict, value: Any) -> bool:
    if "empty" in test:
        return _is_empty(value) == test["empty"]
    if "is" in test:
        return _matches(value, [test["is"]])
    if "is_not" in test:
        return not _matches(value, [test["is_not"]])
    if "one_of" in test:
        return _matches(value, test["one_of"])
    if "more_than" in test:
        return _compare(value, test["more_than"]) > 0
    return _compare(value, test["less_than"]) < 0


def _is_empty(value: Any) -> bool:
    return value in (None, "", 0) or value == []


def _matches(value: Any, wanted: list[str]) -> bool:
    given = value if isinstance(value, list) else [value]
    folded = {str(one).strip().casefold() for one in given if one is not None}
    return any(str(one).strip().casefold() in folded for one in wanted)


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
