"""``{% load pages_shown %}``: how amounts of the fee schedule are written."""

import re

from django import template
from django.utils.translation import gettext as _

from eservices.catalogue.models import FeeItem
from eservices.catalogue.schedule import AmountShown
from pages.amounts import with_amounts, written
from portal.ui.templatetags.kit import with_phones

register = template.Library()


@register.filter
def amount_shown(line: AmountShown) -> str:
    """Write "28,46 €", "128,06 €–400,00 €", that the note says how much, or that it is being confirmed."""
    if line.being_confirmed:
        return _("being confirmed")
    if line.amount is None:
        return _("see the note")
    return "–".join(written(line, amount) for amount in (line.amount, line.amount_to) if amount is not None)


register.filter("with_amounts", with_amounts)
register.filter(with_phones)


@register.filter
def per_shown(line: AmountShown) -> str:
    """Write what the amount is for: a month, an hour; nothing for an amount given once."""
    return "" if line.per == FeeItem.Per.ONCE else str(FeeItem.Per(line.per).label)


@register.filter
def unbroken(text: str) -> str:
    """Keep a range like 13.00–18.00 on one line."""
    return re.sub(r"(?<=\d)–(?=\d)", "\N{WORD JOINER}–\N{WORD JOINER}", text)


@register.filter
def trim_stop(text: str) -> str:
    """Drop the full stop at the end, for a sentence put in brackets."""
    return text.removesuffix(".")
