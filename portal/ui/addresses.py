"""Addresses no database can take: PostgreSQL refuses a NUL in a text, wherever in a query it stands.

No browser sends one; whoever does is trying something. Forms refuse it themselves (Django's ``CharField``); this is the
one place for what views read from the address.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse


class NoNulMiddleware:
    """Takes a NUL out of what is asked for (``?q=``), and finds no page at a path with one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Clean the address before anyone has read it."""
        if "\x00" in request.path_info:
            raise Http404
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked or "\x00" in asked:
            request.META["QUERY_STRING"] = asked.replace("%00", "").replace("\x00", "")
        return self.get_response(request)
