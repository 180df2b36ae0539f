"""The search page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pages.search.finding import LONGEST_QUERY, find


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what matches ``?q=``: any text gives a page, an empty one gives the field alone."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    answer = find(query, get_language() or settings.LANGUAGE_CODE)
    response = render(request, "pages/search.html", {"query": query, "results": answer.found, "meant": answer.meant})
    response["X-Robots-Tag"] = "noindex"
    return response
