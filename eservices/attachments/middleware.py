"""Refusing a body that is too large before anyone reads it."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

_DIGITS = re.compile(r"[0-9]{1,20}")


class BodyCapMiddleware:
    """Answers at once to a request whose body is longer than ``settings.UPLOAD_REQUEST_LIMIT``, or of unknown length.

    413 for a declared length over the limit, 411 for a chunked body (no browser sends a form so, and Django would take
    it for an empty form), 400 for a length that is no number. None of the body is read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or pass on."""
        status = _refusal(request)
        return _answer(request, status) if status else self.get_response(request)


def _refusal(request: HttpRequest) -> int | None:
    if request.META.get("HTTP_TRANSFER_ENCODING"):
        return 411
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not _DIGITS.fullmatch(length):
        return 400
    return 413 if int(length) > settings.UPLOAD_REQUEST_LIMIT else None


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    # Stands before the locale middleware: the language is that of the address.
    with translation.override(translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        if request.headers.get("Accept", "").startswith("application/json"):
            message = _("The files are too large. One file may be up to %(limit)s MB.")
            limit = settings.UPLOAD_FILE_LIMIT // (1024 * 1024)
            response: HttpResponse = JsonResponse({"error": message % {"limit": limit}}, status=status)
        else:
            response = render(request, "413.html", status=status)
    response["Cache-Control"] = "no-store"
    return response
