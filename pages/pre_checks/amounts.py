"""Conditions that look at the fee table: an editor writes a fee item's code in square brackets, today's amount counts.

"is less than [poor_income]" compares with the amount, "is [heating_225:ienākumi]" asks whether the answer lies in the
band of incomes the amount is for, "is [low_income]" in the range of the amount itself. What is not in force today
holds for nobody.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from eservices.catalogue.schedule import AmountShown
from eservices.definitions.conditions import comparisons

_OPERAND = re.compile(r"\[(\w+)(:ienākumi)?\]")
_CENT = Decimal("0.01")
Lines = Mapping[str, AmountShown]


def resolved(part: Any, lines: Lines) -> Any:
    """Give a condition, or anything that holds conditions, with today's amounts in place of codes."""
    if isinstance(part, list):
        return [resolved(one, lines) for one in part]
    if not isinstance(part, dict):
        return part
    found = _named_in(part)
    if found:
        return _compared(part["answer"], *found, lines)
    return {name: resolved(value, lines) for name, value in part.items()}


def codes_in_condition(condition: dict | None) -> Iterator[str]:
    """Yield the code of every fee item a condition looks at."""
    for test in comparisons(condition):
        found = _named_in(test)
        if found:
            yield found[1][1]


def _named_in(test: dict) -> tuple[str, re.Match[str]] | None:
    """Give how a test compares and with which code; None where it names none."""
    for how, value in test.items():
        found = _OPERAND.fullmatch(value) if how != "answer" and "answer" in test and isinstance(value, str) else None
        if found:
            return how, found
    return None


def _compared(answer: str, how: str, found: re.Match[str], lines: Lines) -> dict[str, Any]:
    line = lines.get(found[1])
    if line is None or line.valid_from is None:
        return _never(answer)
    low, high = (line.income_from, line.income_to) if found[2] else (line.amount, line.amount_to or line.amount)
    if how == "less_than":
        return _never(answer) if high is None else {"answer": answer, "less_than": float(high)}
    if how == "more_than":
        return _never(answer) if low is None else {"answer": answer, "more_than": float(low)}
    limits = [
        {"answer": answer, "more_than": float(low - _CENT)} if low is not None else None,
        {"answer": answer, "less_than": float(high + _CENT)} if high is not None else None,
    ]
    return {"all": [limit for limit in limits if limit]} if any(limits) else _never(answer)


def _never(answer: str) -> dict[str, Any]:
    """Give a condition no answer meets: nobody's income, age or count is below nothing."""
    return {"answer": answer, "less_than": -1}
