"""Whether an easy-to-read page keeps to its rules, and whether its original says something else by now."""

from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils.translation import override

from eservices.catalogue.facts import facts_of
from pages.search.gathering import TERM, said_by
from portal.working_days import calendar

if TYPE_CHECKING:
    from pages.models.base import BasePage
    from pages.models.easy import EasyPage

MOST_WORDS = 12


def fingerprint(original: "BasePage") -> str:
    """A digest of what a page tells its readers, facts and the term included; words for the search alone do not count."""
    language = original.locale.language_code
    with override(language):
        told = [text for weight, text in said_by(original) if weight != TERM]
        service = getattr(original, "service_id", None)
        if service:
            told.append(facts_of(service, language, calendar.today()).deadline())
    return sha256(repr(told).encode()).hexdigest()


def is_outdated(page: "EasyPage") -> bool:
    """Whether the published original says something else than on the day the easy page was last checked."""
    original = page.original
    return bool(original.live and page.original_then and page.original_then != fingerprint(original))


def long_sentences(page: "EasyPage") -> list[str]:
    """The lines with too many words to be easy."""
    return [line for part in page.body for line in lines(part.value["sentences"]) if len(line.split()) > MOST_WORDS]


def lines(text: str) -> list[str]:
    """The sentences of a part, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
