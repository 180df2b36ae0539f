"""``{% load journeys %}``: words the resident's pages share."""

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import get_language, override

from eservices.applications.models import Promise

from .. import shared_computer, words

register = template.Library()


@register.filter
def paper(promise: Promise) -> str:
    """Return what people call a promised document."""
    return words.paper_name(promise.document_code, promise.label_shown or promise.label)


@register.inclusion_tag("journeys/_shared_strip.html", takes_context=True)
def shared_computer_strip(context: Context) -> dict[str, Any]:
    """Draw the way out of a sitting at a computer that strangers share; nothing at one's own."""
    request = context.get("request")
    return {
        "shared": request is not None and shared_computer.is_on(request),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def on_shared_computer(context: Context) -> bool:
    """Tell whether strangers share this browser."""
    return shared_computer.is_on(context["request"])


@register.simple_tag(takes_context=True)
def draft_url(context: Context, name: str, **more: Any) -> str:
    """Give the address of a page of the draft in the language the person reads in, whatever language the form is in."""
    with override(context.get("wanted_language") or get_language()):
        return reverse(f"journeys:{name}", kwargs={"slug": context["slug"], "draft": context["draft"].pk, **more})
