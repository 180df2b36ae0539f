"""Opening a file of a case."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from eservices.applications.models import ApplicationFile
from eservices.applications.originals import OriginalRefused, note_original
from eservices.attachments.serving import send
from eservices.cases.models import Case
from eservices.inbox import refusals
from eservices.inbox.forms import OriginalForm, ReasonForm
from eservices.inbox.reading import HEALTH
from eservices.inbox.rules import rights_in
from eservices.inbox.views.base import InboxView, StaffRequest, case_or_404, needs, refuse
from eservices.registration.models import LetterFile


class FileView(InboxView):
    """A file of the case; health data ask why, unless the case is assigned to the reader."""

    act = "file.open"
    template_name = "inbox/file_reason.html"
    page_title = _("Health data")

    def get(self, request: StaffRequest, pk: int, file: UUID) -> HttpResponseBase:
        """Send the file, or ask for the reason first."""
        return self.answer(request, pk, file, ReasonForm())

    def post(self, request: StaffRequest, pk: int, file: UUID) -> HttpResponseBase:
        """Send the file with the reason given; the reason stands in the record."""
        return self.answer(request, pk, file, ReasonForm(request.POST))

    def answer(self, request: StaffRequest, pk: int, key: UUID, form: ReasonForm) -> HttpResponseBase:
        """Rights, then the file among those of this case, then the reason, then the one door out."""
        case = case_or_404(request, pk, self.act)
        rights = rights_in(case, request.user)
        if not rights.answers:
            return refuse(request, self.act, f"file {key}", case)
        row = file_of(case, key)
        if row.category != HEALTH or not rights.health_needs_reason:
            why = "assigned" if case.handler_id == request.user.pk else "case"
        elif form.is_valid():
            why = form.cleaned_data["reason"]
        else:
            return self.show(422 if form.is_bound else 200, case=case, name=row.attachment.file_name, form=form)
        return send(row.attachment, by=request.user, why=why, request=request, case_id=case.pk)


@require_POST
@needs("file.original")
def note(request: StaffRequest, pk: int, file: UUID) -> HttpResponse:
    """`files/<id>/original/`: what became of the original, noted where the file stands."""
    case = case_or_404(request, pk, "file.original")
    if not rights_in(case, request.user).answers:
        return refuse(request, "file.original", f"file {file}", case)
    told = OriginalForm(request.POST)
    if not told.is_valid():
        messages.error(request, _("Choose what became of the original."))
        return redirect("inbox:case", pk)
    try:
        note_original(case, file_of(case, file).attachment, by=request.user, **told.cleaned_data)
    except OriginalRefused as refusal:
        messages.error(request, refusals.text(refusal))
    return redirect("inbox:case", pk)


def file_of(case: Case, key: UUID) -> ApplicationFile | LetterFile:
    """The file with this key among those of the case: of its forms, of papers brought later, of letters."""
    for rows in (ApplicationFile.objects.filter(application__case=case), LetterFile.objects.filter(letter__case=case)):
        found = rows.select_related("attachment").filter(attachment=key).first()
        if found is not None:
            return found
    raise Http404
