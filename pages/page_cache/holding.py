"""What a page says of itself while it is made: until when its words hold, and whether it heeds the question asked.

One that says "open until 17.00" is not kept beyond that minute. One that says the same whatever it is asked is not kept
once for each question.
"""

import datetime

from django.http import HttpRequest


def holds_until(request: HttpRequest, moment: datetime.datetime) -> None:
    """Note, while a page is made, that it says something else from a moment on; the earliest of several counts."""
    request.durvis_holds_until = min(moment, end_of(request) or moment)  # type: ignore[attr-defined]


def end_of(request: HttpRequest) -> datetime.datetime | None:
    """The moment from which the page just made says something else, if it said so."""
    return getattr(request, "durvis_holds_until", None)


def heeds_question(request: HttpRequest) -> None:
    """Note, while a page is made, that what it says depends on the question in its address."""
    request.durvis_heeds_question = True  # type: ignore[attr-defined]


def is_for_question(request: HttpRequest) -> bool:
    """Whether the page just made said that it depends on the question."""
    return getattr(request, "durvis_heeds_question", False)
