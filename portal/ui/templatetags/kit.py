"""``{% load kit %}``: questions, error summary, pictures, dates and money in templates."""

import datetime
import re
from decimal import Decimal
from typing import Any

from django import forms, template
from django.conf import settings
from django.forms import BoundField
from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.ui import dates, fields, icons, money
from portal.ui.phones import international_phone, written_phone

register = template.Library()
_DIGIT = re.compile(r"\d")

# 60 000 000, 20000000, 116 111, 112: as numbers are written in Latvia.
PHONE = re.compile(r"(?<![\d\w])(?:[26]\d[ \xa0]?\d{3}[ \xa0]?\d{3}|116[ \xa0]?\d{3}|112)(?![\d\w])")


@register.inclusion_tag("kit/field.html")
def kit_field(field: BoundField, heading: bool = False, size: str = "m", help_open: bool = False) -> dict[str, Any]:
    """Draw one question of a form; its explanation is folded unless ``help_open``."""
    return {**fields.question_context(field, heading=heading, size=size), "help_open": help_open}


@register.inclusion_tag("kit/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """Draw the list of errors above the questions; nothing when there are none."""
    return {"links": fields.error_links(form) if form.is_bound else []}


@register.simple_tag
def title_prefix(form: forms.BaseForm | None = None) -> str:
    """Say "Error: " at the start of the page's title when the form has errors."""
    return f"{_('Error')}: " if form is not None and form.is_bound and form.errors else ""


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw a line picture inline; without a label it is hidden from screen readers."""
    return icons.svg(name, label)


@register.inclusion_tag("kit/document_picture.html")
def document_picture(name: str) -> dict[str, str]:
    """Draw our example of a document ("what a doctor's note looks like"); nothing where we have none."""
    return {"path": f"pictures/documents/{name}.svg" if name in icons.DOCUMENT_PICTURES else ""}


@register.simple_tag
def is_demo() -> bool:
    """Tell whether this is the demo office."""
    return bool(settings.DEMO)


@register.filter
def long_date(day: datetime.date | None) -> str:
    """Write "7. decembris" (with the year when it is not this year) in the page's language."""
    return dates.long_date(day, get_language() or "lv") if day else ""


@register.filter
def until_date(day: datetime.date | None) -> str:
    """Write "līdz 7. decembrim" in the page's language."""
    return dates.long_date_until(day, get_language() or "lv") if day else ""


@register.filter
def on_date(day: datetime.date | None) -> str:
    """Write "7. decembrī" in the page's language."""
    return dates.long_date_on(day, get_language() or "lv") if day else ""


@register.filter
def euro(amount: Decimal | None) -> str:
    """Write "1 234,50 €" in the page's language."""
    return money.amount(amount, "EUR", get_language() or "lv") if amount is not None else ""


@register.filter
def file_size(size: int) -> str:
    """Write "1,2 MB" with the decimal mark of the page's language."""
    return money.file_size(size, get_language() or "lv")


@register.filter
def dial(phone: str) -> str:
    """What a ``tel:`` link says, so that it also dials from abroad."""
    return international_phone(str(phone))


@register.filter
def with_phones(text: str) -> SafeString:
    """Turn the phone numbers in plain or rich text into links one can tap; what is a link already stays as it is."""
    escaped = conditional_escape(text)
    if not _DIGIT.search(escaped):
        return escaped
    parts = re.split(r"(<a\b.*?</a>|<[^>]+>)", str(escaped), flags=re.DOTALL)
    return mark_safe("".join(part if part.startswith("<") else PHONE.sub(_dial_link, part) for part in parts))  # noqa: S308 -- escaped above


def _dial_link(found: re.Match[str]) -> str:
    number = found[0]
    return f'<a class="govuk-link d-phone" href="tel:{dial(number)}">{number}</a>'


register.filter(written_phone)


@register.simple_tag(takes_context=True)
def current_language(context: Context) -> str:
    """Return the page's language code, for the ``lang`` attribute."""
    return get_language() or "lv"
