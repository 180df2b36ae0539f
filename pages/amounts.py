"""Amounts inside sentences: an editor writes a fee item's code in square brackets, readers see today's amount."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eservices.catalogue.facts import ServiceFacts
from eservices.catalogue.schedule import AmountShown
from portal.ui import money


class InCurrency(Protocol):
    """Whatever has a currency."""

    @property
    def currency(self) -> str:
        """Its code."""


def written(line: InCurrency, amount: Decimal, *, cents: bool | None = True) -> str:
    """Write an amount in the line's currency, as the reader's language does; ``cents=None`` leaves out zero cents."""
    return money.amount(amount, line.currency, get_language() or "lv", cents=cents)


# [code] is the amount, [code:ienākumi] the incomes it is for.
_CODE = re.compile(r"\[(\w+)(:ienākumi)?\]")


def codes_in(text: str) -> set[str]:
    """The codes a text names in square brackets."""
    return {found[1] for found in _CODE.finditer(text)}


def income_band(line: AmountShown) -> str:
    """Write the incomes an amount is for: "līdz 225,00 €", "225,01–285,00 €"; nothing where income does not matter."""
    low, high = (limit and written(line, limit) for limit in (line.income_from, line.income_to))
    if low and high:
        return _("income %(low)s–%(high)s a month") % {"low": low, "high": high}
    if high:
        return _("income up to %(high)s a month") % {"high": high}
    return _("income from %(low)s a month") % {"low": low} if low else ""


def with_amounts(text: str, facts: ServiceFacts, *, cents: bool | None = None) -> str:
    """Put amounts, or the incomes they are for, in place of codes; a code that is not the service's stays as it is."""
    return with_lines(text, {line.code: line for line in facts.amounts}, cents=cents)


def with_lines(text: str, lines: Mapping[str, AmountShown], *, cents: bool | None = None) -> str:
    """The same from any lines of the fee table, by code."""

    def said(found: re.Match[str]) -> str:
        line = lines.get(found[1])
        if line is None or line.valid_from is None:
            return found[0]
        if found[2]:
            return income_band(line)
        return _("(being confirmed)") if line.amount is None else written(line, line.amount, cents=cents)

    return _CODE.sub(said, text)
