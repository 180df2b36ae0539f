"""``{% load journeys %}``: words the resident's pages share."""

from django import template

from eservices.applications.models import Promise

from .. import words

register = template.Library()


@register.filter
def paper(promise: Promise) -> str:
    """Return what people call a promised document."""
    return words.paper_name(promise.document_code, promise.label_shown or promise.label)
