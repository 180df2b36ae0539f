"""How long the words of a page hold: one that says "open until 17.00" is not kept beyond that minute."""

import datetime

from django.http import HttpRequest


def holds_until(request: HttpRequest, moment: datetime.datetime) -> None:
    """Note, while a page is made, that it says something else from a moment on; the earliest of several counts."""
    request.durvis_holds_until = min(moment, end_of(request) or moment)  # type: ignore[attr-defined]


def end_of(request: HttpRequest) -> datetime.datetime | None:
    """The moment from which the page just made says something else, if it said so."""
    return getattr(request, "durvis_holds_until", None)
