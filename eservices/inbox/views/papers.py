"""The papers the portal makes of an application, for the staff who may read its answers."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from eservices.documents.handing_out import send
from eservices.documents.issuing import NotRegistered
from eservices.documents.models import IssuedPdf
from eservices.inbox.rules import rights_in
from eservices.inbox.views.base import StaffRequest, case_or_404, needs, refuse


@needs("case.read")
def pdf(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    """Send the summary, the stamped summary, the receipt or the copy to sign; the opening is recorded."""
    case = case_or_404(request, pk)
    application = case.applications.first()
    if kind not in IssuedPdf.Kind.values or application is None:
        raise Http404
    if not rights_in(case, request.user).answers:
        return refuse(request, "pdf.open", f"case {pk}", case)
    try:
        return send(application, kind, by=request.user, why="case")
    except NotRegistered:
        messages.warning(request, _("The application has no number yet."))
        return redirect("inbox:case", pk)
