"""Serving a page: found by its whole address in two statements instead of two per level of the tree."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from pages.frame import homes_of, is_open, site_of
from pages.way import Way, way_along, whole


# A post to a page changes nothing and is the same for anybody, so there is nothing to forge; a token would need a cookie.
@csrf_exempt
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve as Wagtail does, hooks and restrictions included; an address not found whole is routed by Wagtail.

    What is only missing in the reader's language is offered in Latvian: still "not found", so that a redirect made by
    an editor comes first and no search engine keeps it.
    """
    page = _page_at(request, path)
    if page is not None:
        # Where Wagtail keeps the route it has found for a request.
        request._wagtail_route_for_request = page.route(request, [])  # type: ignore[attr-defined]
    try:
        if page is None and not _has_home(request, get_language() or ""):
            # Wagtail would show the Latvian page under the address of a language that has no pages yet.
            raise Http404
        return wagtail_serve(request, path)
    except Http404:
        latvian = _way_at(request, path, settings.LANGUAGE_CODE)
        if latvian is None or not is_open(latvian.page):
            raise
        return render(request, "pages/not_translated.html", {"untranslated": latvian}, status=404)


def _has_home(request: HttpRequest, language: str) -> bool:
    site = site_of(request)
    return site is not None and language in homes_of(site)


def _way_at(request: HttpRequest, path: str, language: str) -> Way | None:
    site = site_of(request)
    home = homes_of(site).get(language) if site else None
    return way_along(home.url_path, path) if home else None


def _page_at(request: HttpRequest, path: str) -> Page | None:
    way = _way_at(request, path, get_language() or "")
    page = whole(way.pages[-1]) if way else None
    if page is not None:
        request.durvis_way = way  # type: ignore[attr-defined]
    return page
