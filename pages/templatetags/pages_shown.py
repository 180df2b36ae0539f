"""``{% load pages_shown %}``: how amounts of the fee schedule are written."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eservices.catalogue.models import FeeItem
from eservices.catalogue.schedule import AmountShown
from portal.ui import money

register = template.Library()


@register.filter
def amount_shown(line: AmountShown) -> str:
    """Write "28,46 €", "128,06 €–400,00 €", or that the note says how much."""
    if line.amount is None:
        return _("see the note")
    language = get_language() or "lv"
    written = [
        money.amount(amount, line.currency, language, cents=True)
        for amount in (line.amount, line.amount_to)
        if amount is not None
    ]
    return "–".join(written)


@register.filter
def per_shown(line: AmountShown) -> str:
    """Write what the amount is for: a month, an hour; nothing for an amount given once."""
    return "" if line.per == FeeItem.Per.ONCE else str(FeeItem.Per(line.per).label)


@register.filter
def trim_stop(text: str) -> str:
    """Drop the full stop at the end, for a sentence put in brackets."""
    return text.removesuffix(".")
