"""`/admin/inbox/new/`: an application that somebody tells, or that came on paper."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from eservices.applications.filing import PAPER_SLOT
from eservices.attachments.accepting import accept
from eservices.attachments.errors import AttachmentError
from eservices.counter.forms import FindForm, HowItCameForm
from eservices.counter.offering import Offered, address_of, offered, unfinished
from eservices.inbox.views.base import InboxView, StaffRequest
from eservices.journeys import entering, finding
from eservices.journeys.models import Draft
from portal.people.rights import may


class NewView(InboxView):
    """Which e-service; above it, what was begun and not handed in."""

    act = entering.ACT
    template_name = "counter/new.html"
    page_title = _("New application")

    def get(self, request: StaffRequest) -> HttpResponse:
        """Show the e-services that are open; the words typed narrow them, with a script as they are typed."""
        form = FindForm(request.GET)
        return self.show(
            form=form,
            offered=offered(form.typed()),
            unfinished=unfinished(request.user),
            may_note=may(request.user, "case.letter"),
        )


class BeginView(InboxView):
    """How the application came; then the first step of the form."""

    act = entering.ACT
    template_name = "counter/begin.html"
    page_title = _("New application")

    @cached_property
    def eservice(self) -> Offered:
        """The e-service of the address; one that takes no applications now is not found."""
        found = next((each for each in offered() if each.slug == self.kwargs["slug"]), None)
        if found is None:
            raise Http404
        return found

    def get(self, request: StaffRequest, slug: str) -> HttpResponse:
        """Ask; what it opens with suits whoever stands at the counter."""
        return self.page(HowItCameForm())

    def post(self, request: StaffRequest, slug: str) -> HttpResponse:
        """Begin the draft and lead to its first step."""
        eservice, form = self.eservice, HowItCameForm(request.POST, request.FILES)
        draft = self.begin(eservice, form) if form.is_valid() else None
        if draft is None:
            return self.page(form, 422)
        return redirect(address_of(draft))

    def begin(self, eservice: Offered, form: HowItCameForm) -> Draft | None:
        """Keep the scans and begin; a refused scan is told at its field."""
        version, told = finding.offered_at(eservice.slug), form.cleaned_data
        if version is None:
            raise Http404
        try:
            scans = [accept(each, slot=PAPER_SLOT, category="other").pk for each in told.pop("scans")]
        except AttachmentError as refused:
            form.add_error("scans", str(refused))
            return None
        return entering.begin(version, eservice.slug, by=self.request.user, scans=scans, **told)

    def page(self, form: HowItCameForm, status: int = 200) -> HttpResponse:
        """Show the form."""
        context: dict[str, Any] = {"eservice": self.eservice, "may_note": may(self.request.user, "case.letter")}
        return self.show(status, form=form, **context)
