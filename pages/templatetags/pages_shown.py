"""``{% load pages_shown %}``: how amounts of the fee schedule are written."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from eservices.catalogue.models import FeeItem
from eservices.catalogue.schedule import AmountShown
from pages.amounts import with_amounts, written
from portal.ui.templatetags.kit import dial

register = template.Library()

# 60 000 000, 20000000, 116 111, 112: as numbers are written in Latvia.
PHONE = re.compile(r"(?<![\d\w])(?:[26]\d[ \xa0]?\d{3}[ \xa0]?\d{3}|116[ \xa0]?\d{3}|112)(?![\d\w])")


@register.filter
def amount_shown(line: AmountShown) -> str:
    """Write "28,46 €", "128,06 €–400,00 €", that the note says how much, or that it is being confirmed."""
    if line.being_confirmed:
        return _("being confirmed")
    if line.amount is None:
        return _("see the note")
    return "–".join(written(line, amount) for amount in (line.amount, line.amount_to) if amount is not None)


register.filter("with_amounts", with_amounts)


@register.filter
def per_shown(line: AmountShown) -> str:
    """Write what the amount is for: a month, an hour; nothing for an amount given once."""
    return "" if line.per == FeeItem.Per.ONCE else str(FeeItem.Per(line.per).label)


@register.filter
def with_phones(text: str) -> SafeString:
    """Turn the phone numbers in plain or rich text into links one can tap; what is a link already stays as it is."""
    parts = re.split(r"(<a\b.*?</a>|<[^>]+>)", str(conditional_escape(text)), flags=re.DOTALL)
    return mark_safe("".join(part if part.startswith("<") else PHONE.sub(_dial_link, part) for part in parts))  # noqa: S308 -- escaped above


def _dial_link(found: re.Match[str]) -> str:
    number = found[0]
    return f'<a class="govuk-link d-phone" href="tel:{dial(number)}">{number}</a>'


@register.filter
def unbroken(text: str) -> str:
    """Keep a range like 13.00–18.00 on one line."""
    return re.sub(r"(?<=\d)–(?=\d)", "\N{WORD JOINER}–\N{WORD JOINER}", text)


@register.filter
def trim_stop(text: str) -> str:
    """Drop the full stop at the end, for a sentence put in brackets."""
    return text.removesuffix(".")
