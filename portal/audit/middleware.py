"""Writes down refusals after the refused view's transactions were rolled back."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.defaults import permission_denied

from portal.audit.denials import DeniedError
from portal.audit.recording import record_denied


class RecordDenialsMiddleware:
    """Records every DeniedError that leaves a view and answers with the 403 page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Write the refusal and answer; None leaves any other exception to Django."""
        if not isinstance(exception, DeniedError):
            return None
        by = request.user if request.user.is_authenticated else None
        record_denied(exception.act, by=by, on_text=exception.on_text)
        return permission_denied(request, PermissionDenied())
