"""Addresses no database can take: a NUL, which PostgreSQL refuses in any text, and numbers no database counts to.

No browser sends them; whoever does is trying something. Forms refuse them themselves; this is the one place for what
views read from the address.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls.converters import IntConverter


class RowConverter(IntConverter):
    """The number of a row (``<row:…>``)."""

    regex = "[0-9]{1,18}"


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
