"""Mailing somebody the list of what to bring, to an address nobody has proved.

The letter names papers, because they are what was asked for; it names no service, no person and no answer, and its
link names nothing either. Nobody can put words of their own into it.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from eservices.catalogue.facts import DocumentShown
from eservices.definitions.preparing import ToPrepare
from eservices.definitions.starting import Paper
from eservices.notifications.sending import queue
from portal.throttling.limits import allow

from .continuing import HOUR, TooMany

KEPT = timedelta(days=1)


def mail(found: ToPrepare, address: str, link: str, *, language: str) -> None:
    """Queue the letter with the list. Raises ``TooMany`` past five letters an hour to one address."""
    if not allow("mailed_list", address.casefold(), limit=5, seconds=HOUR):
        raise TooMany
    context = {
        "shown": _lines(found.shown),
        "brings": _lines(found.brings),
        "perhaps": _lines(found.perhaps),
        "office_checks": [document.name for document in found.office_checks],
        "link": settings.PUBLIC_URL.rstrip("/") + link,
    }
    queue("list", to=address, language=language, context=context, until=timezone.now() + KEPT)


def _lines(documents: Sequence[Paper | DocumentShown]) -> list[str]:
    return [f"{each.name} ({each.issuer})" if each.issuer else each.name for each in documents]
