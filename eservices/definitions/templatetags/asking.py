"""``{% load asking %}``: texts of a form as paragraphs and lists."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def paragraphs(text: str) -> SafeString:
    """Draw plain text: an empty line ends a paragraph, lines starting with "- " are a list, "**112**" stands out.

    Everything is escaped.
    """
    parts = [part.strip() for part in str(text or "").replace("\r\n", "\n").split("\n\n")]
    return mark_safe("".join(_part(part) for part in parts if part))  # noqa: S308 - every part is escaped below


def _part(part: str) -> str:
    lines = part.split("\n")
    if all(line.startswith("- ") for line in lines):
        items = format_html_join("", "<li>{}</li>", ((_line(line[2:]),) for line in lines))
        return format_html('<ul class="govuk-list govuk-list--bullet">{}</ul>', items)
    if len(lines) > 1 and all(line.startswith("- ") for line in lines[1:]):
        return _part(lines[0]) + _part("\n".join(lines[1:]))
    return format_html(
        '<p class="govuk-body">{}</p>', format_html_join(mark_safe("<br>"), "{}", ((_line(line),) for line in lines))
    )


def _line(line: str) -> SafeString:
    """Split at the pairs of asterisks: every second part is what stood between two of them."""
    parts = re.split(r"\*\*([^*]+)\*\*", line)
    shapes = ("{}", "<strong>{}</strong>")
    return mark_safe("".join(format_html(shapes[n % 2], part) for n, part in enumerate(parts)))  # noqa: S308 - escaped
