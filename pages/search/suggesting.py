"""Suggestions while one types: titles of pages, services first."""

from pages.models.search import SearchEntry
from pages.search.words import stem, words_in
from portal.remembering import remembered

MOST = 8


def suggestions(query: str, language: str) -> list[dict[str, str]]:
    """Pages whose titles have every word typed, the last one perhaps half; those that begin so come first."""
    typed = [stem(word, language) for word in words_in(query)]
    if not typed:
        return []
    fitting = [
        (place, {"title": title, "href": href})
        for title, href, stems in remembered(f"search:titles:{language}", lambda: _titles(language))
        if (place := _place(typed, stems)) is not None
    ]
    return [page for _place, page in sorted(fitting, key=lambda each: each[0])[:MOST]]


def _place(typed: list[str], stems: list[str]) -> int | None:
    """Where in the title the first word typed stands; None where a word is not in it."""
    if all(any(known.startswith(each) for known in stems) for each in typed):
        return next(place for place, known in enumerate(stems) if known.startswith(typed[0]))
    return None


def _titles(language: str) -> list[tuple[str, str, list[str]]]:
    entries = SearchEntry.objects.filter(language=language).select_related("page")
    ordered = sorted(entries, key=lambda entry: (not entry.is_service, entry.title_folded))
    return [
        (entry.page.title, entry.page.url or "", [stem(word, language) for word in words_in(entry.page.title)])
        for entry in ordered
    ]
