"""``{% load described %}``: what search engines read of a page, as data in its head."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from pages.addresses import absolute
from pages.described import schema_org
from pages.furniture import Furniture, furniture
from pages.templatetags.site_furniture import trail
from pages.way import way_to

register = template.Library()

# The element ends at the first "</", whatever stands in the text; the rest is for careless readers.
_ESCAPED = {mark: f"\\u{ord(mark):04X}" for mark in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def trail_data(context: Context) -> SafeString:
    """The way to the page; nothing on the home page."""
    above = trail(context)
    if not above:
        return SafeString()
    return _script(schema_org.breadcrumbs(above, context["page"].title, address=_address(context)))


@register.simple_tag(takes_context=True)
def office_data(context: Context) -> SafeString:
    """The office with its hours; on the contacts page with its units and reception points."""
    around = _around(context)
    if not around.name:
        return SafeString()
    return _script(schema_org.office(around, [*context.get("units", []), *context.get("points", [])]))


@register.simple_tag(takes_context=True)
def service_data(context: Context) -> SafeString:
    """The service of a service page."""
    eservice = context["eservice"]
    offered = (absolute(eservice.url), eservice.language) if eservice else None
    return _script(
        schema_org.service(
            context["page"],
            context["facts"],
            _around(context),
            address=_address(context),
            phone=context["contact_phone"],
            eservice=offered,
        )
    )


@register.simple_tag(takes_context=True)
def news_data(context: Context) -> SafeString:
    """A note."""
    return _script(schema_org.news(context["page"], _around(context), address=_address(context)))


def _around(context: Context) -> Furniture:
    return furniture(context.get("request"), get_language() or settings.LANGUAGE_CODE)


def _address(context: Context) -> str:
    page, request = context["page"], context.get("request")
    return absolute(way_to(request, page).address(page, request))


def _script(described: dict[str, Any]) -> SafeString:
    """Data, not a script: browsers neither run it nor ask the content policy about it."""
    written = json.dumps({"@context": "https://schema.org", **described}, ensure_ascii=False, separators=(",", ":"))
    for mark, escaped in _ESCAPED.items():
        written = written.replace(mark, escaped)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308 -- escaped above
