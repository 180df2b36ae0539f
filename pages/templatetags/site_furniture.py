"""``{% load site_furniture %}``: what the office says around every page.

Each tag draws one part of ``base.html``: ``crisis_strip``, ``site_brand``, ``language_links``, ``main_menu``,
``site_footer``; ``office_name`` is plain text for titles and letters.
"""

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def office_name() -> str:
    """Return the office's name, for titles."""
    return "Sociālais dienests"


@register.inclusion_tag("site/crisis_strip.html")
def crisis_strip() -> dict[str, Any]:
    """Draw the telephone numbers for danger; the emergency number always works."""
    return {"numbers": [{"label": "Briesmās? Zvaniet", "phone": "112", "note": ""}]}


@register.inclusion_tag("site/brand.html")
def site_brand() -> dict[str, Any]:
    """Draw the mark and the office's name, linked to the home page."""
    return {"name": office_name(), "line": "", "href": f"/{get_language() or 'lv'}/"}


@register.inclusion_tag("site/language_links.html", takes_context=True)
def language_links(context: Context) -> dict[str, Any]:
    """Draw links to this page in the other languages."""
    return {"languages": [{"code": code, "name": name, "href": f"/{code}/"} for code, name in settings.LANGUAGES]}


@register.inclusion_tag("site/main_menu.html", takes_context=True)
def main_menu(context: Context) -> dict[str, Any]:
    """Draw the menu; nothing without entries."""
    return {"entries": []}


@register.inclusion_tag("site/footer.html")
def site_footer() -> dict[str, Any]:
    """Draw the office's contacts."""
    return {"columns": []}
