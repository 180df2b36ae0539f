"""Finding pages by a few words.

Every word typed is compared with the beginnings of the words of a page's title, synonyms and introduction, after
folding and with the ending cut off, so that "aprupi majas" finds "Aprūpe mājās". The entries of a language are few;
they are ranked here, so the order does not depend on the database.
"""

from dataclasses import dataclass

from django.conf import settings

from pages.models.search import SearchEntry
from portal.personal_data.names import fold

LONGEST_QUERY = 200
MOST_WORDS = 12
SHORTEST_STEM = 3
RESULTS = 20
_TITLE, _TERM, _SUMMARY = 6, 4, 1
_ENDINGS = (
    *("ajam", "ajai", "iem", "ies", "iju", "ijas", "ija"),
    *("am", "ai", "as", "os", "us", "is", "es", "ei", "em", "im", "um", "ju", "ja", "a", "e", "i", "o", "u", "s", "m"),
)


@dataclass(frozen=True)
class Found:
    """A page that matches, best first."""

    entry: SearchEntry
    score: float
    language: str = ""

    @property
    def only_latvian(self) -> bool:
        """Say whether the page is in Latvian because it has no translation."""
        return self.entry.language != self.language


def find(query: str, language: str) -> list[Found]:
    """Pages that match at least half of the words typed, best first. One statement, or none.

    Those of the language, and the Latvian ones that have no translation.
    """
    words = words_of(query)
    if not words:
        return []
    scored = [
        Found(entry, score, language) for entry in _entries(language) if (score := _score(entry, words, fold(query)))
    ]
    return sorted(scored, key=lambda found: (-found.score, found.only_latvian, found.entry.title_folded))[:RESULTS]


def _entries(language: str) -> list[SearchEntry]:
    entries = SearchEntry.objects.filter(language__in={language, settings.LANGUAGE_CODE}).select_related("page__locale")
    translated = {entry.page.translation_key for entry in entries if entry.language == language}
    return [entry for entry in entries if entry.language == language or entry.page.translation_key not in translated]


def words_of(query: str) -> list[str]:
    """The words of a query as they are compared; at most MOST_WORDS of the first LONGEST_QUERY characters."""
    kept = "".join(mark if mark.isalnum() else " " for mark in fold(query[:LONGEST_QUERY]))
    return [word for word in kept.split() if len(word) > 1][:MOST_WORDS]


def stem(word: str) -> str:
    """A folded word without its ending."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _score(entry: SearchEntry, words: list[str], whole: str) -> float:
    hits = [_weight(entry, word) for word in words]
    matched = sum(1 for hit in hits if hit)
    if matched * 2 < len(words):
        return 0
    return sum(hits) * matched / len(words) + _bonus(entry, whole)


def _weight(entry: SearchEntry, word: str) -> float:
    start = " " + stem(word)
    fields = ((entry.title_folded, _TITLE), (entry.terms_folded, _TERM), (entry.summary_folded, _SUMMARY))
    hits = [weight for text, weight in fields if start in " " + text]
    # Of two pages with the same best hit, the one that says the word more often is more about it.
    return max(hits, default=0) + sum(hits) / 100


def _bonus(entry: SearchEntry, whole: str) -> float:
    """The exact title first, then a title that begins so, then an exact synonym; a service before other pages."""
    if entry.title_folded == whole:
        return 100
    if entry.title_folded.startswith(whole):
        return 20
    phrases = {phrase.strip() for phrase in entry.terms_folded.split("|")}
    return (8 if whole in phrases else 0) + (1 if entry.is_service else 0)
