"""Serving a page: found by its whole address in two statements instead of two per level of the tree."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Locale, Page, Site
from wagtail.views import serve as wagtail_serve

from portal.remembering import remembered


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve as Wagtail does, hooks and restrictions included; an address not found whole is routed by Wagtail."""
    page = _page_at(request, path)
    if page is not None:
        # Where Wagtail keeps the route it has found for a request.
        request._wagtail_route_for_request = page.route(request, [])  # type: ignore[attr-defined]
    return wagtail_serve(request, path)


def _page_at(request: HttpRequest, path: str) -> Page | None:
    site = Site.find_for_request(request)
    roots = {
        root.language_code: root.root_path for root in Site.get_site_root_paths() if site and root.site_id == site.pk
    }
    root = roots.get(get_language() or "")
    if root is None:
        return None
    page = Page.objects.live().filter(url_path=root + path).specific().first()
    if page is not None:
        page.locale = remembered(f"locale:{page.locale_id}", lambda: Locale.objects.get(pk=page.locale_id))
    return page
