"""Everything a page says to its reader, with how much each place counts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from wagtail.fields import StreamField
from wagtail.models import Page

from pages.search.words import stem, words_in

if TYPE_CHECKING:
    from pages.models.base import BasePage

TITLE, TERM, FACT, SUMMARY, TEXT = 60, 40, 20, 12, 4
MOST_REPEATED = 5
# From here on a word says what the page is about.
STRONG = SUMMARY
_NOT_READ = {"synonyms", "phone"}


def stems_of(said: Iterable[tuple[int, str]], language: str) -> dict[str, tuple[int, str]]:
    """Every stem of what a page says with the weight of the best place it stands in and a word it came from.

    A stem that stands in more places counts a little more, so that of two pages the one more about it comes first.
    """
    best: dict[str, tuple[int, str]] = {}
    times: Counter[str] = Counter()
    for weight, text in said:
        for word in words_in(text):
            key = stem(word, language)
            times[key] += 1
            best[key] = max(best.get(key, (0, word)), (weight, word), key=itemgetter(0))
    return {key: (weight + min(times[key] - 1, MOST_REPEATED), word) for key, (weight, word) in best.items()}


def said_by(page: "BasePage") -> Iterator[tuple[int, str]]:
    """Every text of a page, facts kept elsewhere included, with the weight of its place."""
    yield TITLE, page.title
    yield TERM, page.search_terms()
    for text in page.searched_facts():
        yield FACT, text
    yield SUMMARY, page.summary
    for text in _texts(page):
        yield TEXT, text


def _texts(page: "BasePage") -> Iterator[str]:
    ordinary = {field.name for field in Page._meta.get_fields()} | {"summary", *_NOT_READ}
    for field in page._meta.concrete_fields:
        if field.name in ordinary:
            continue
        value = getattr(page, field.attname)
        if isinstance(field, StreamField):
            yield from field.stream_block.get_searchable_content(value)
        elif isinstance(value, str):
            yield value
