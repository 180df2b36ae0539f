"""Amounts inside sentences: an editor writes a fee item's code in square brackets, readers see today's amount."""

import re
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eservices.catalogue.facts import ServiceFacts
from eservices.catalogue.schedule import AmountShown
from portal.ui import money


def written(line: AmountShown, amount: Decimal, *, cents: bool | None = True) -> str:
    """Write an amount in the line's currency, as the reader's language does; ``cents=None`` leaves out zero cents."""
    return money.amount(amount, line.currency, get_language() or "lv", cents=cents)


_CODE = re.compile(r"\[(\w+)\]")


def codes_in(text: str) -> set[str]:
    """The codes a text names in square brackets."""
    return set(_CODE.findall(text))


def with_amounts(text: str, facts: ServiceFacts, *, cents: bool | None = None) -> str:
    """Put the service's amounts in place of their codes; a code that is not the service's stays as it is."""
    lines = {line.code: line for line in facts.amounts if line.valid_from}

    def said(found: re.Match[str]) -> str:
        line = lines.get(found[1])
        if line is None:
            return found[0]
        return _("(being confirmed)") if line.amount is None else written(line, line.amount, cents=cents)

    return _CODE.sub(said, text)
