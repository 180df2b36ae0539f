"""Everything a page says to its reader, with how much each place counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from wagtail.fields import StreamField
from wagtail.models import Page

from pages.search.words import stem, words_in

if TYPE_CHECKING:
    from pages.models.base import BasePage

TITLE, TERM, FACT, SUMMARY, TEXT = 60, 40, 20, 12, 4
MOST_REPEATED = 3
# Raised when stems or weights are worked out otherwise: then every page is indexed anew.
INDEXED_AS = 1
# From here on a word says what the page is about.
STRONG = SUMMARY
_NOT_READ = {"synonyms", "phone"}


def stems_of(said: Iterable[tuple[int, str]], language: str) -> dict[str, tuple[int, str]]:
    """Every stem of what a page says with the weight of the best place it stands in and a word it came from.

    Standing in more places counts a little more, so that of two pages the one more about it comes first.
    """
    places: dict[str, Counter[int]] = defaultdict(Counter)
    words: dict[str, tuple[int, str]] = {}
    for weight, text in said:
        for word in words_in(text):
            key = stem(word, language)
            places[key][weight] += 1
            words[key] = max(words.get(key, (0, word)), (weight, word), key=itemgetter(0))
    return {key: (_weight(times), words[key][1]) for key, times in places.items()}


def _weight(times: Counter[int]) -> int:
    """The best place whole, every other a tenth; what is repeated counts three times at most."""
    best = max(times)
    others = sum(weight * min(number, MOST_REPEATED) for weight, number in times.items()) - best
    return best + others // 10


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
