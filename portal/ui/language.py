"""The page's language: by its address on the public side, the office's own on the staff side."""

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.utils import translation

STAFF_PREFIXES = ("/admin/", "/konts/")


class PortalLocaleMiddleware(LocaleMiddleware):
    """Staff pages open in the office's language whatever the browser prefers; Wagtail's profile may change it."""

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language before any view runs."""
        if not request.path_info.startswith(STAFF_PREFIXES):
            super().process_request(request)
            return
        translation.activate(settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = settings.LANGUAGE_CODE  # type: ignore[attr-defined]

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave a "not found" of a staff page as it is: with a language before it the address would be a public page."""
        if not request.path_info.startswith(STAFF_PREFIXES):
            return super().process_response(request, response)
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


def switched_off(request: HttpRequest, code: str, rest: str) -> HttpResponse:
    """Lead from an address in a language the site is not shown in to the Latvian one, a post with what it holds.

    Not for good: the language may be switched on again. Raises Http404 for what is no language.
    """
    if code not in LANG_INFO or code in dict(settings.LANGUAGES):
        raise Http404
    query = request.META.get("QUERY_STRING")
    address = f"/{settings.LANGUAGE_CODE}/{rest}" + (f"?{query}" if query else "")
    return redirect(address, preserve_request=request.method == "POST")
