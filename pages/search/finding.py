"""Finding pages by a few words.

Each word typed stands for stems the site uses (``vocabulary``); each stem counts by the best place it has on a page and
by how few pages have it. Scores are worked out here from whole rows, so the order does not depend on the database.
"""

import math
from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.conf import settings

from pages.models.search import SearchEntry, SearchWord
from pages.search.gathering import STRONG
from pages.search.vocabulary import MISTYPED, vocabulary
from pages.search.words import languages_of, stem, telling, words_in
from portal.personal_data.names import fold

LONGEST_QUERY = 200
MOST_WORDS = 12
RESULTS = 20
MENTIONS = 3
# News and procedures speak of services; whoever searches wants the service.
NO_SERVICE = 0.7
# A page with less than this part of the best one's points has its words by chance.
WORTH_SHOWING = 0.15


@dataclass(frozen=True)
class Found:
    """A page that matches, and the language it was looked for in."""

    entry: SearchEntry
    score: float
    language: str

    @property
    def other_language(self) -> str:
        """The page's language where it is not the reader's, else empty."""
        return "" if self.entry.language == self.language else self.entry.language

    @property
    def only_latvian(self) -> bool:
        """Say whether the page is in Latvian because it has no translation."""
        return self.other_language == settings.LANGUAGE_CODE


@dataclass(frozen=True)
class Answer:
    """What a query gave: pages about it, pages that only mention it, and words the reader may have meant instead."""

    found: list[Found] = field(default_factory=list)
    mentions: list[Found] = field(default_factory=list)
    meant: str = ""


@dataclass(frozen=True)
class Score:
    """How well a page matches, and whether it is about any of the words or only mentions them."""

    points: float
    about: bool


def words_of(query: str) -> list[str]:
    """The telling words of a query; at most MOST_WORDS of the first LONGEST_QUERY characters."""
    return telling(words_in(query[:LONGEST_QUERY]))[:MOST_WORDS]


def find(query: str, language: str) -> Answer:
    """Pages that match at least half of the words typed, best first, and a spelling the site knows.

    Pages of the language, by Latvian words as well, and the Latvian ones that have no translation. Words typed in Russian
    find Russian pages from every language. Where nothing is about them, the words may be of yet another language of the
    site. The number of statements does not grow with the words or the pages.
    """
    words = words_of(query)
    if not words:
        return Answer()
    languages = languages_of(query, language)
    answer = _answer(query, words, languages, language)
    others = [code for code, _name in settings.LANGUAGES if code not in (*languages, settings.LANGUAGE_CODE)]
    for other in others if not answer.found else ():
        found = _answer(query, words, [other], language, spelt_rightly=True).found
        if found:
            return Answer(found)
    return replace(answer, meant=_meant(words, language))


def _answer(
    query: str, words: list[str], languages: list[str], language: str, *, spelt_rightly: bool = False
) -> Answer:
    asked = languages if spelt_rightly else dict.fromkeys([*languages, settings.LANGUAGE_CODE])
    scores: dict[int, Score] = {}
    for each in asked:
        scores |= _scores(words, each, spelt_rightly=spelt_rightly)
    matching = [
        (Found(entry, _points(entry, score, fold(query)), language), score)
        for entry, score in _shown(scores, languages)
    ]
    best = max((score.points for score in scores.values()), default=0)
    found = [one for one, score in matching if score.about and score.points >= best * WORTH_SHOWING]
    mentions = [one for one, score in matching if not score.about]
    return Answer(_ranked(found)[:RESULTS], _ranked(mentions)[:MENTIONS])


def _ranked(found: list[Found]) -> list[Found]:
    return sorted(found, key=lambda one: (-one.score, one.only_latvian, one.entry.title_folded))


def _scores(words: list[str], language: str, *, spelt_rightly: bool) -> dict[int, Score]:
    """Each page's score: how much of what was typed it has, and how well."""
    known = vocabulary(language)
    keys = [stem(word, language) for word in words]
    instead = known.instead_of(set(keys))
    meanings = [
        _best(known.meanings(word, language, slips=not spelt_rightly), instead.get(key, {}))
        for word, key in zip(words, keys, strict=True)
    ]
    wanted = {each for meaning in meanings for each in meaning}
    rows = SearchWord.objects.filter(language=language, stem__in=wanted) if wanted else SearchWord.objects.none()
    pages: dict[int, dict[str, int]] = defaultdict(dict)
    for entry, key, weight in rows.values_list("entry_id", "stem", "weight"):
        pages[entry][key] = weight
    rare = {each: math.log(1 + known.pages / known.stems[each].pages) for each in wanted}
    scored = {entry: _score(has, meanings, rare) for entry, has in pages.items()}
    return {entry: score for entry, score in scored.items() if score.points}


def _best(typed: dict[str, float], instead: dict[str, float]) -> dict[str, float]:
    """What a word may stand for; a slip of the fingers is not looked for where people say it so."""
    if instead and max(typed.values(), default=0) <= MISTYPED:
        return instead
    return {each: max(typed.get(each, 0), instead.get(each, 0)) for each in {**typed, **instead}}


def _score(has: dict[str, int], meanings: list[dict[str, float]], rare: dict[str, float]) -> Score:
    """No points for a page without half of the words."""
    hits = [
        max((has[each] * near * rare[each] for each, near in meaning.items() if each in has), default=0)
        for meaning in meanings
    ]
    matched = sum(1 for hit in hits if hit)
    if matched * 2 < len(meanings):
        return Score(0, about=False)
    about = any(has[each] >= STRONG for meaning in meanings for each in meaning if each in has)
    return Score(round(sum(hits) * matched / len(meanings), 4), about)


def _shown(scores: dict[int, Score], languages: list[str]) -> list[tuple[SearchEntry, Score]]:
    """The best pages in the languages, each once; a Latvian page only where it is not translated into them."""
    best = sorted(scores, key=lambda pk: -scores[pk].points)[: RESULTS * 3]
    entries = list(SearchEntry.objects.filter(pk__in=best).select_related("page__locale"))
    latvian = {one.page.translation_key for one in entries if one.language not in languages}
    twins = SearchEntry.objects.filter(language__in=languages, page__translation_key__in=latvian)
    instead = {one.page.translation_key: one for one in twins.select_related("page__locale")} if latvian else {}
    shown: dict[int, tuple[SearchEntry, Score]] = {}
    for entry in sorted(entries, key=lambda one: (-scores[one.pk].points, one.pk)):
        instead_of = instead.get(entry.page.translation_key, entry)
        shown.setdefault(instead_of.pk, (instead_of, scores[entry.pk]))
    return list(shown.values())


def _points(entry: SearchEntry, score: Score, whole: str) -> float:
    """The exact title first, then a title that begins so, the shorter the better, then an exact synonym.

    A service comes before a page about it.
    """
    if entry.title_folded == whole:
        return score.points + 1000
    points = score.points if entry.is_service else score.points * NO_SERVICE
    if entry.title_folded.startswith(whole):
        return points + 200 + 20 * len(whole) / len(entry.title_folded)
    return points + (30 if whole in {phrase.strip() for phrase in entry.terms_folded.split("|")} else 0)


def _meant(words: list[str], language: str) -> str:
    """The words as the site writes them, where it knows nothing like one of them; empty where nothing is near."""
    known = vocabulary(language)
    spelt = [word if known.knows(word, language) else known.corrected(word, language) or word for word in words]
    return " ".join(spelt) if spelt != words else ""
