"""The words the site itself uses: what a typed word may mean there.

Kept in this process and read again when a page was indexed anew; ten thousand words take some milliseconds.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce
from rapidfuzz import process
from rapidfuzz.distance import OSA

from pages.models.search import SearchEntry, SearchSynonym, SearchWord
from pages.search.gathering import STRONG, TITLE
from pages.search.words import is_latin, sound, sounds_of_endings, stem, telling, words_in
from portal.personal_data.names import fold
from portal.remembering import remembered

EXACT, SYNONYM, LONGER, SHORTER, MISTYPED = 1.0, 0.9, 0.7, 0.55, 0.5
_SHORTEST_START, _SHORTEST_WHOLE, _MOST_STARTS = 4, 5, 40
_SHORTEST_MISTYPED, _TWO_SLIPS_FROM = 5, 8
_SHORTEST_PART, _SHORTEST_SOUND = 4, 3
# Latvian verbs change their meaning little with these ("mazgāt", "nomazgāt"), and nouns with those ("bērns", "bērniņš").
_PREFIXES, _DIMINUTIVES = ("no", "iz", "ap", "pa", "sa", "aiz", "uz", "ie", "pie", "at", "par"), ("in", "it")


@dataclass(frozen=True)
class Known:
    """A stem of the site: on how many pages, a word it came from, whether it says what some page is about."""

    pages: int
    shown: str
    strong: bool


@dataclass(frozen=True)
class Vocabulary:
    """All stems of a language, and what people say instead."""

    stems: dict[str, Known]
    pages: int
    synonyms: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = ()
    # By a stem of each: the whole titles and synonyms of pages.
    phrases: dict[str, dict[frozenset[str], set[int]]] = field(default_factory=dict)

    def meanings(self, word: str, language: str, *, slips: bool = True) -> dict[str, float]:
        """Stems a typed word may stand for, each with how near it is; a slip of the fingers only where nothing else fits."""
        if language == "ru" and is_latin(word):
            return dict.fromkeys(self._sounding(sound(word)), EXACT)
        key = stem(word, language)
        found = dict.fromkeys(self._starting(key), LONGER)
        found |= dict.fromkeys(self._starts_of(key), SHORTER)
        if key in self.stems:
            found[key] = EXACT
        if language == "lv" and not any(self.stems[each].strong for each in found):
            found |= dict.fromkeys(self._without_prefix(key), SHORTER)
        return found or (dict.fromkeys(self.near(word, key, slips=1), MISTYPED) if slips else {})

    def whole(self, keys: set[str]) -> dict[int, int]:
        """Pages with a title or a synonym all of whose words are typed, and how many words the longest of them has."""
        found: dict[int, int] = {}
        for key in keys:
            for phrase, pages in self.phrases.get(key, {}).items():
                if phrase <= keys:
                    found |= {page: max(len(phrase), found.get(page, 0)) for page in pages}
        return found

    def mended(self, words: list[str], language: str) -> list[str]:
        """The words with the spaces left out between them ("aprūpemājās"), and without one too many ("asi stents")."""
        mended: list[str] = []
        for word in words:
            if mended and self._is_cut(mended[-1], word, language):
                mended[-1] += word
            else:
                mended += self._apart(word, language)
        return mended

    def _is_cut(self, first: str, second: str, language: str) -> bool:
        known = [self._has(word, language) for word in (first, second, first + second)]
        return known[2] and not (known[0] and known[1])

    def is_about(self, key: str) -> bool:
        """Whether a page is about this stem, not only says it in passing."""
        return key in self.stems and self.stems[key].strong

    def _has(self, word: str, language: str) -> bool:
        return self.is_about(stem(word, language))

    def _apart(self, word: str, language: str) -> list[str]:
        if stem(word, language) not in self.stems:
            for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
                parts = [word[:place], word[place:]]
                if all(self._has(part, language) for part in parts):
                    return parts
        return [word]

    def knows(self, word: str, language: str) -> bool:
        """Whether the site says this word or one like it, rightly written."""
        return any(near > MISTYPED for near in self.meanings(word, language).values())

    def instead_of(self, keys: set[str]) -> dict[str, dict[str, float]]:
        """By the stem of each word typed: stems the pages use instead, where all words of what people say are typed."""
        found: dict[str, dict[str, float]] = {}
        for said, means in self.synonyms:
            for key in said if said <= keys else ():
                found.setdefault(key, {}).update({each: SYNONYM for each in means if each in self.stems})
        return found

    def near(self, word: str, key: str, *, slips: int) -> list[str]:
        """Stems that differ by so many letters left out, added, changed or swapped, the nearest and commonest first.

        The word or its stem may be what is near: a slip in an ending keeps the ending from being cut.
        """
        folded = fold(word)
        if len(folded) < _SHORTEST_MISTYPED:
            return []
        told: dict[int, float] = {}
        for typed, choices in ((folded, self._wholes), (key, self._strong)):
            if len(typed) >= _SHORTEST_MISTYPED:
                found = process.extract(typed, choices, scorer=OSA.distance, score_cutoff=slips, limit=None)
                for _choice, distance, place in found:
                    told[place] = min(distance, told.get(place, slips))
        ranked = sorted((distance, -self.stems[self._strong[place]].pages, place) for place, distance in told.items())
        return [self._strong[place] for _distance, _pages, place in ranked]

    def corrected(self, word: str, language: str) -> str:
        """The word of the site nearest to one the site does not know; empty where none is near."""
        key = stem(word, language)
        found = self.near(word, key, slips=2 if len(word) >= _TWO_SLIPS_FROM else 1)
        return self.stems[found[0]].shown if found else ""

    def _starting(self, key: str) -> list[str]:
        if len(key) < _SHORTEST_START:
            return []
        first = bisect_left(self._ordered, key)
        return [each for each in self._ordered[first : first + _MOST_STARTS] if each.startswith(key) and each != key]

    def _starts_of(self, key: str) -> list[str]:
        shorter = {key[:length] for length in range(max(_SHORTEST_WHOLE, len(key) - 3), len(key))}
        smaller = {key.removesuffix(end) for end in _DIMINUTIVES if len(key) >= _SHORTEST_START + len(end)}
        return sorted(each for each in (shorter | smaller) - {key} if each in self.stems)

    def _without_prefix(self, key: str) -> list[str]:
        rests = [key.removeprefix(prefix) for prefix in _PREFIXES if key.startswith(prefix)]
        return [each for rest in rests for each in (rest, *self._starting(rest)) if each in self.stems]

    def _sounding(self, typed: str) -> list[str]:
        """The longest stems that sound as the word typed does, but for its ending."""
        for length in range(len(typed), _SHORTEST_SOUND - 1, -1):
            if typed[length:] in sounds_of_endings() and typed[:length] in self._sounds:
                return self._sounds[typed[:length]]
        return []

    @cached_property
    def _sounds(self) -> dict[str, list[str]]:
        sounds: dict[str, list[str]] = defaultdict(list)
        for each in self._ordered:
            sounds[sound(each)].append(each)
        return sounds

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self.stems)

    @cached_property
    def _strong(self) -> list[str]:
        return [each for each in self._ordered if self.stems[each].strong]

    @cached_property
    def _wholes(self) -> list[str]:
        return [fold(self.stems[each].shown) for each in self._strong]


_held: dict[str, tuple[tuple, Vocabulary]] = {}


def vocabulary(language: str) -> Vocabulary:
    """The site's words in a language, as of the last page indexed."""
    stamp = remembered(f"search:stamp:{language}", lambda: _stamp(language))
    held = _held.get(language)
    if held is None or held[0] != stamp:
        _held[language] = held = (stamp, _read(language, stamp[1]))
    return held[1]


def _stamp(language: str) -> tuple:
    words = SearchWord.objects.filter(language=language).aggregate(Max("pk"), Count("pk"))
    synonyms = SearchSynonym.objects.filter(language=language).values_list("said", "means")
    return tuple(words.values()), tuple(synonyms)


def _read(language: str, synonyms: Iterable[tuple[str, str]]) -> Vocabulary:
    rows = SearchWord.objects.filter(language=language).values_list("stem")
    in_title = Max("shown", filter=Q(weight__gte=TITLE))
    told = rows.annotate(Count("entry"), word=Coalesce(in_title, Max("shown")), best=Max("weight"))
    entries = list(SearchEntry.objects.filter(language=language).values_list("pk", "title_folded", "terms_folded"))
    return Vocabulary(
        stems={each: Known(pages, shown, weight >= STRONG) for each, pages, shown, weight in told},
        pages=len(entries),
        phrases=_phrases(entries, language),
        synonyms=_by_stems(language, synonyms),
    )


def _phrases(entries: Iterable[tuple[int, str, str]], language: str) -> dict[str, dict[frozenset[str], set[int]]]:
    found: dict[str, dict[frozenset[str], set[int]]] = defaultdict(lambda: defaultdict(set))
    for page, title, terms in entries:
        for text in (title, *terms.split("|")):
            phrase = frozenset(stem(word, language) for word in telling(words_in(text)))
            if phrase:
                found[min(phrase)][phrase].add(page)
    return found


def _by_stems(language: str, synonyms: Iterable[tuple[str, str]]) -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    def stems(text: str) -> list[str]:
        return [stem(word, language) for word in telling(words_in(text))]

    each_said = ((phrase, means) for said, means in synonyms for phrase in said.split(","))
    return tuple((frozenset(stems(said)), tuple(stems(means))) for said, means in each_said if stems(said))
