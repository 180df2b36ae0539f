"""A service's leaflet: one sheet to take along, with a code that opens the page on a phone."""

from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from eservices.catalogue import leaflets
from eservices.documents import printing
from eservices.documents.models import ServiceLeaflet
from portal.due_work.registry import every, performs
from portal.people.office import office


def ready(slug: str, language: str) -> tuple[ServiceLeaflet, bytes] | None:
    """Give the leaflet of a service as its page is now, rendered now if it was not before; None where there is no page."""
    row = _order(slug, language)
    return (row, printing.content(row, _html(row))) if row else None


def order_all() -> None:
    """Have the worker make every leaflet that is not made yet."""
    for slug, language in leaflets.every():
        _order(slug, language)


def register() -> None:
    """Tell the worker who renders, and to look once a night: a reader should not wait."""
    performs(ServiceLeaflet)(_perform)
    every(daily="04:40", name="documents.order_leaflets")(order_all)


def _order(slug: str, language: str) -> ServiceLeaflet | None:
    """Give the row of what the leaflet says now; a new one is due at once and says which day it is of."""
    said = _compose(slug, language)
    if not said:
        return None
    row, _made = ServiceLeaflet.objects.get_or_create(slug=slug, language=language, digest=printing.digest_of(said))
    return row


def _perform(row: ServiceLeaflet) -> None:
    # The page has changed since: the next reader's leaflet has a row of its own.
    if printing.digest_of(_compose(row.slug, row.language)) == row.digest:
        printing.make(row, _html(row))


def _html(row: ServiceLeaflet) -> str:
    return _compose(row.slug, row.language, made_on=row.made_on)


def _compose(slug: str, language: str, **of_the_print: Any) -> str:
    """Write the HTML; without the day of printing it says the same as long as the page does. Empty without a page."""
    leaflet = leaflets.leaflet(slug, language)
    if leaflet is None:
        return ""
    with translation.override(language):
        context = {
            "language": language,
            "demo": settings.DEMO,
            "office": office(language),
            "leaflet": leaflet,
            "code": segno.make(leaflet.address, error="m").svg_data_uri(border=0, dark="#17302b"),
            **of_the_print,
        }
        return render_to_string("documents/leaflet.html", context)
