"""Opening a file of a case."""

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from eservices.applications.models import ApplicationFile
from eservices.attachments.serving import send
from eservices.cases.models import Case
from eservices.inbox.forms import ReasonForm
from eservices.inbox.reading import HEALTH
from eservices.inbox.rules import rights_in
from eservices.inbox.views.base import InboxView, StaffRequest, case_or_404, refuse
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


def file_of(case: Case, key: UUID) -> ApplicationFile | LetterFile:
    """The file with this key among those of the case: of its forms, of papers brought later, of letters."""
    for rows in (ApplicationFile.objects.filter(application__case=case), LetterFile.objects.filter(letter__case=case)):
        found = rows.select_related("attachment").filter(attachment=key).first()
        if found is not None:
            return found
    raise Http404
