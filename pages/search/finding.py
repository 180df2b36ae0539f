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
from pages.search.words import is_latin, languages_of, stem, telling, told_by, words_in
from portal.personal_data.names import fold

LONGEST_QUERY = 200
MOST_WORDS = 12
RESULTS = 20
MENTIONS = 3
# News and procedures speak of services; whoever searches wants the service.
NO_SERVICE = 0.7
# A page with less than this part of the best one's points has its words by chance.
WORTH_SHOWING = 0.15
# The part of what was typed that a page must have, and where one of its synonyms is typed whole.
MATCHED, MATCHED_WHOLE = 0.5, 0.3
# Points for each word of a title or synonym typed whole.
PHRASE = 30


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


def words_of(query: str, language: str) -> list[str]:
    """The telling words of a query; at most MOST_WORDS of the first LONGEST_QUERY characters."""
    typed = words_in(query[:LONGEST_QUERY])[: MOST_WORDS * 2]
    return telling(vocabulary(language).mended(typed, language))[:MOST_WORDS]


def find(query: str, language: str) -> Answer:
    """Pages that match at least half of the words typed, best first, and a spelling the site knows.

    Pages of the language, by Latvian words as well, and the Latvian ones that have no translation. Words typed in Russian
    find Russian pages from every language. Where nothing is about them, the words may be of yet another language of the
    site. The number of statements does not grow with the words or the pages.
    """
    words = words_of(query, language)
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
        for entry, score in _shown(_worth_reading(scores), languages)
    ]
    found = [one for one, score in matching if score.about]
    mentions = [one for one, score in matching if not score.about]
    return Answer(_ranked(found)[:RESULTS], _ranked(mentions)[:MENTIONS])


def _worth_reading(scores: dict[int, Score]) -> dict[int, Score]:
    """What may be shown: the best of the pages about the words, and of those that mention them."""
    least = max((score.points for score in scores.values()), default=0) * WORTH_SHOWING
    best = sorted(scores, key=lambda pk: (-scores[pk].points, pk))
    about = [pk for pk in best if scores[pk].about and scores[pk].points >= least]
    mentions = [pk for pk in best if not scores[pk].about]
    return {pk: scores[pk] for pk in (*about[: RESULTS * 3], *mentions[: MENTIONS * 3])}


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
    told = [told_by(key, language, is_ours=known.is_about(key)) for key in keys]
    slips = {each for meaning in meanings for each, near in meaning.items() if near == MISTYPED}
    whole = known.whole(slips | {stem(fold(word), language) for word in words})
    # Typed in other letters than the language has: a part of it may sound like anything.
    least = 1 if spelt_rightly and language == "ru" and any(map(is_latin, words)) else MATCHED_WHOLE
    worth = [{each: near * rare[each] for each, near in meaning.items()} for meaning in meanings]
    scored = {entry: _score(has, worth, told, whole.get(entry, 0), least) for entry, has in pages.items()}
    return {entry: score for entry, score in scored.items() if score.points}


def _best(typed: dict[str, float], instead: dict[str, float]) -> dict[str, float]:
    """What a word may stand for; a slip of the fingers is not looked for where people say it so."""
    if instead and max(typed.values(), default=0) <= MISTYPED:
        return instead
    return {each: max(typed.get(each, 0), instead.get(each, 0)) for each in {**typed, **instead}}


def _score(has: dict[str, int], meanings: list[dict[str, float]], told: list[float], whole: int, least: float) -> Score:
    """How well a page has the words, each by how much it tells; no points for a page without half of what they tell."""
    points = matched = strong = 0.0
    for tells, meaning in zip(told, meanings, strict=True):
        hits = [(has[each] * worth, has[each]) for each, worth in meaning.items() if each in has]
        if hits:
            points += tells * max(hits)[0]
            matched += tells
            strong += tells if max(weight for _points, weight in hits) >= STRONG else 0
    everything = sum(told)
    if matched < max(least, MATCHED_WHOLE if whole else MATCHED) * everything:
        return Score(0, about=False)
    return Score(
        round(points * matched / everything + PHRASE * whole, 4), about=whole > 0 or strong > MATCHED * everything
    )


def _shown(scores: dict[int, Score], languages: list[str]) -> list[tuple[SearchEntry, Score]]:
    """The best pages in the languages, each once; a Latvian page only where it is not translated into them."""
    entries = list(SearchEntry.objects.filter(pk__in=scores).select_related("page__locale"))
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
