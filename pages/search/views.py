"""The search page, and what it offers while one types."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pages.models.home import HomePage
from pages.search.finding import LONGEST_QUERY, find
from pages.search.missing import note_missing
from pages.search.showing import rows
from pages.search.suggesting import suggestions
from portal.throttling.addresses import address_of


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what matches ``?q=``: any text gives a page, an empty one gives the field alone.

    Where nothing matches, the words are counted for the editors, and the reader is led to a phone and to life
    situations.
    """
    query, language = _asked(request)
    answer = find(query, language)
    context = {"query": query, "rows": rows(answer.found), "mentions": answer.mentions, "meant": answer.meant}
    if query and not answer.found:
        note_missing(query, language, address_of(request))
        context["cards"] = _situations(language)
    response = render(request, "pages/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Pages whose titles have what is typed, at most eight: ``{"suggestions": [{"title", "href"}]}``."""
    query, language = _asked(request)
    return JsonResponse({"suggestions": suggestions(query, language)})


def _asked(request: HttpRequest) -> tuple[str, str]:
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    return query, get_language() or settings.LANGUAGE_CODE


def _situations(language: str) -> list[dict[str, str]]:
    home = HomePage.objects.live().filter(locale__language_code=language).first()
    return home.cards() if home else []
