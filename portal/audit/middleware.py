"""Writes down refusals after the refused view's transactions were rolled back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.audit.denials import DeniedError
from portal.audit.recording import record_denied


class RecordDenialsMiddleware:
    """Records every DeniedError that leaves a view; the answer stays Django's 403."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Write the refusal; None leaves the answer to Django."""
        if isinstance(exception, DeniedError):
            by = request.user if request.user.is_authenticated else None
            record_denied(exception.act, by=by, on_text=exception.on_text)
