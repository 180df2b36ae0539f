"""Handing a PDF of ours to the person or the member of staff who may have it."""

from typing import TYPE_CHECKING

from django.http import HttpResponse

from eservices.applications.models import Application
from eservices.documents import issuing
from eservices.documents.models import IssuedPdf
from portal.audit.recording import record

if TYPE_CHECKING:
    from portal.people.models import StaffUser

FILE_NAMES = {
    IssuedPdf.Kind.SUMMARY: "iesniegums",
    IssuedPdf.Kind.STAMPED: "iesniegums-registrets",
    IssuedPdf.Kind.TO_SIGN: "iesniegums-parakstisanai",
    IssuedPdf.Kind.LARGE: "iesniegums-lieliem-burtiem",
    IssuedPdf.Kind.RECEIPT: "apliecinajums",
}


def send(
    application: Application,
    kind: str,
    *,
    by: "StaffUser | None",
    why: str,
    secret: str | None = None,
    links: dict[str, str] | None = None,
    to_print: bool = False,
) -> HttpResponse:
    """Answer with a PDF to save, or to be shown and printed at once; the opening is recorded first.

    The application was found through the caller's rights. ``secret`` is given only for the receipt of somebody who
    has just submitted, or has just got a new one; ``links`` (address by person) with it. The file name says neither the service nor a person. Raises issuing.NotRegistered.
    """
    if secret and kind == IssuedPdf.Kind.RECEIPT:
        content = issuing.receipt_with_secret(application, secret, links)
    else:
        content = issuing.ready(application, kind)
    record("pdf.open", by=by, on=application, details={"kind": str(kind), "why": why}, case_id=application.case_id)
    name = f"{FILE_NAMES[IssuedPdf.Kind(kind)]}-{application.case.reference}.pdf"
    headers = {
        "Content-Disposition": f'{"inline" if to_print else "attachment"}; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "private, no-store",
    }
    if not to_print:
        # Not every browser's own viewer starts in a sandbox.
        headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return HttpResponse(content, content_type="application/pdf", headers=headers)
