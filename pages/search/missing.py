"""Counting what residents look for and do not find, without learning anything about a person."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pages.models.search import MissingQuery
from pages.search.words import words_in
from portal.due_work.registry import every
from portal.personal_data.blind_index import blind
from portal.throttling.limits import allow

PEOPLE, DAYS_KEPT = 3, 90
A_DAY = 24 * 60 * 60
_MOST_WORDS, _LONGEST = 5, 60


def note_missing(query: str, language: str, caller: str) -> None:
    """Count a query that found nothing, once a day for one caller; its words are kept from the third caller on.

    Nothing is counted of what has a digit or an @ in it, of one letter, or of more than a few words: numbers, addresses
    and stories are nobody's missing service.
    """
    words = words_in(query)
    text = " ".join(words)
    if (
        not words
        or len(words) > _MOST_WORDS
        or len(text) > _LONGEST
        or any(mark.isdigit() or mark == "@" for mark in query)
    ):
        return
    digest = blind("search.missing", f"{language} {text}")
    if not allow("missing_query", f"{caller} {digest}", limit=1, seconds=A_DAY):
        return
    with transaction.atomic():
        row, _made = MissingQuery.objects.get_or_create(
            digest=digest, defaults={"language": language, "last_on": timezone.localdate()}
        )
        MissingQuery.objects.filter(pk=row.pk).update(times=F("times") + 1, last_on=timezone.localdate())
        MissingQuery.objects.filter(pk=row.pk, times__gte=PEOPLE).update(words=text)


@every(daily="03:40", name="pages.forget_missing")
def forget_missing() -> None:
    """Forget what nobody has looked for in ninety days."""
    MissingQuery.objects.filter(last_on__lt=timezone.localdate() - timedelta(days=DAYS_KEPT)).delete()
