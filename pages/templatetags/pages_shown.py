"""``{% load pages_shown %}``: how amounts of the fee schedule are written."""

import re
from decimal import Decimal
from typing import Any

from django import template
from django.template.context import Context
from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eservices.catalogue.models import FeeItem
from eservices.catalogue.reckoning import Reckoned, Total
from eservices.catalogue.schedule import AmountShown
from pages.amounts import income_band, with_amounts, written
from pages.doors import door_now, in_words
from portal.people.opening import spans
from portal.remembering import remembered
from portal.ui.templatetags.kit import with_phones
from portal.working_days import calendar

register = template.Library()


@register.filter
def amount_shown(line: AmountShown) -> str:
    """Write "28,46 €", "128,06 €–400,00 €", that the note says how much, or that it is being confirmed."""
    if line.being_confirmed:
        return _("being confirmed")
    if line.amount is None:
        return _("see the note")
    return sum_shown(line)


@register.filter
def sum_shown(found: AmountShown | Reckoned | Total) -> str:
    """Write an amount or a range of amounts; nothing to pay is said in words."""
    if found.amount == 0 and found.amount_to is None:
        return _("free of charge")
    return "–".join(written(found, amount) for amount in (found.amount, found.amount_to) if amount is not None)


register.filter(income_band)


@register.filter
def count_shown(count: Decimal) -> str:
    """Write how many: "2", "1,5"."""
    return formats.localize(count.normalize() if count % 1 else int(count))


register.filter("with_amounts", with_amounts)
register.filter(with_phones)


@register.filter
def per_shown(line: AmountShown | Total) -> str:
    """Write what the amount is for: a month, an hour; nothing for an amount given once and for no amount."""
    return "" if line.per == FeeItem.Per.ONCE or not line.amount else str(FeeItem.Per(line.per).label)


@register.inclusion_tag("pages/_door.html", takes_context=True)
def door(context: Context, hours: list[tuple[str, str]]) -> dict[str, Any]:
    """Say whether a door with these hours is open now; nothing where they are not understood."""
    found = door_now(context.get("request"), spans(hours))
    return {"words": in_words(found), "is_open": found.is_open} if found else {}


@register.simple_tag(takes_context=True)
def drawn_of_facts(context: Context, template_name: str) -> SafeString:
    """A piece of a page that shows the facts of a service and nothing else: drawn once a day and remembered.

    The piece may use the page, but no word of it that an editor may be changing.
    """

    def draw() -> SafeString:
        return context.template.engine.get_template(template_name).render(context)  # type: ignore[union-attr]

    piece = f"{template_name}:{context['page'].pk}:{context['facts'].code}"
    return remembered(f"{piece}:{get_language()}:{calendar.today()}", draw)


@register.filter
def unbroken(text: str) -> str:
    """Keep a range like 13.00–18.00 on one line."""
    return re.sub(r"(?<=\d)–(?=\d)", "\N{WORD JOINER}–\N{WORD JOINER}", text)


@register.filter
def trim_stop(text: str) -> str:
    """Drop the full stop at the end, for a sentence put in brackets."""
    return text.removesuffix(".")
