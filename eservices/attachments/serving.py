"""The one door bytes leave by.

Owners' views find a file through the caller's rights; here the scanner's word is kept, the opening is written down,
and the file goes out as something to save, never to show or run in the portal's own name.
"""

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header

from eservices.attachments.models import Attachment
from eservices.attachments.reading import opened
from eservices.attachments.scanning import is_configured
from portal.audit import recording
from portal.personal_data.redaction import redact

if TYPE_CHECKING:
    from portal.people.models import StaffUser

WARNED = "warned"


def send(
    attachment: Attachment, *, by: "StaffUser | None", why: str, request: HttpRequest, case_id: int | None = None
) -> HttpResponseBase:
    """Answer a request with a file.

    1. An infected file is refused (403), one the configured scanner has not cleared is held (409); both with a page
       that says so, and the refusal is recorded.
    2. Staff opening a file where no scanner is configured get a page with a warning first; its button asks again.
    3. The opening is recorded: who, which file, ``why`` (a code, or the reason typed, without codes and addresses).
    4. The bytes follow in pieces, with headers that let a browser only save them.

    ``by`` None is the resident whose file it is. Call outside a transaction, on a file found through their rights.
    Raises SealBrokenError, FileNotFoundError before anything is sent.
    """
    refused = _refusal(attachment)
    if refused:
        template, status = refused
        recording.record_denied("file.open", by=by, on_text=str(attachment.pk), case_id=case_id)
        return _page(request, template, status, for_staff=by is not None)
    if by is not None and not is_configured() and WARNED not in request.GET and WARNED not in request.POST:
        return _page(request, "attachments/unscanned.html", 200, for_staff=True)
    parts = _proven(opened(attachment))
    details = {"why": redact(why)[:200], "scan": attachment.scan_state}
    recording.record("file.open", by=by, on=attachment, details=details, case_id=case_id)
    return _download(attachment, parts)


def _refusal(attachment: Attachment) -> tuple[str, int] | None:
    if attachment.scan_state == Attachment.ScanState.INFECTED:
        return "attachments/infected.html", 403
    if is_configured() and attachment.scan_state != Attachment.ScanState.CLEAN:
        return "attachments/held.html", 409
    return None


def _proven(parts: Iterator[bytes]) -> Iterator[bytes]:
    # The first piece is opened before the answer begins: a file that does not open is an error, not half a file.
    first = next(parts)
    return itertools.chain([first], parts)


def _download(attachment: Attachment, parts: Iterator[bytes]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(parts, content_type=attachment.content_type)
    response["Content-Length"] = str(attachment.size)
    response["Content-Disposition"] = content_disposition_header(True, attachment.file_name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response


def _page(request: HttpRequest, template: str, status: int, *, for_staff: bool) -> HttpResponse:
    asked = [
        (name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"
    ]
    asked_by_get = [(name, value) for name, values in request.GET.lists() for value in values]
    context = {
        "fields": asked or asked_by_get,
        "method": (request.method or "GET").lower(),
        "warned": WARNED,
        "for_staff": for_staff,
    }
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
