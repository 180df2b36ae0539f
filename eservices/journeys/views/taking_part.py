"""Pages behind a link of one's own: an adult of the household confirms, a supporter adds papers.

Looking changes nothing. A page shows what is its person's own and what is shared, and nothing of anybody else.
"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from eservices.applications import own_links, own_papers
from eservices.applications.bringing import BringRefused
from eservices.applications.cosigning import CosignRefused, confirm_by_link, decline, own_part
from eservices.applications.models import CoSigning, OwnLink
from eservices.applications.tracking import service_name
from eservices.attachments.errors import AttachmentError
from eservices.cases.models import Role
from eservices.definitions.versions import texts_for
from portal.people.office import office

from .. import words
from ..files import take_brought
from ..forms import BringForm
from .base import PrivatePage

State = CoSigning.State
SETTLED = {
    State.CONFIRMED: (_("Thank you, it is confirmed"), _("You need to do nothing more. You can close this page.")),
    State.DECLINED: (
        _("Thank you, we have written it down"),
        _("Only the staff of the office know about it. If you want to explain or to change it, call us."),
    ),
}


class OwnPage(PrivatePage):
    """A page behind somebody's own link; a link that opens nothing is answered the same whatever the reason."""

    role: str
    link: OwnLink

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the link."""
        found = own_links.follow(kwargs["token"], self.role)
        if found is None:
            return self.over()
        self.link, self.language = found, translation.get_language() or "lv"
        return super().dispatch(request, *args, **kwargs)

    def over(self) -> HttpResponse:
        """Say that the link no longer works."""
        return render(self.request, "taking_part/over.html", status=404)


class CosignView(OwnPage):
    """Confirm a joint application, or say that one does not agree."""

    role = Role.HOUSEHOLD

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show who asks, what for, and what is written about this person; or that it is settled."""
        cosigning = self.link.party.cosigning
        if cosigning.state in SETTLED:
            heading, meaning = SETTLED[State(cosigning.state)]
            return render(request, "taking_part/cosigned.html", {"heading": heading, "meaning": meaning})
        application, case = self.link.application, self.link.application.case
        texts, _language = texts_for(application.form_version, self.language)
        context = {
            "case": case,
            "person": self.link.party,
            "applicant": case.applicant_name,
            "title": texts["title"] if service_name(case, application) else "",
            "privacy": texts.get("privacy", ""),
            "slug": application.form_version.eservice if service_name(case, application) else "",
            "office": office(self.language),
            "steps": own_part(application, self.link.party.row_id, self.language),
        }
        return render(request, "taking_part/cosign.html", context)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Write it down, once."""
        act = {"confirm": confirm_by_link, "decline": decline}.get(request.POST.get("answer", ""))
        try:
            if act:
                act(self.link.party.cosigning)
        except CosignRefused as refused:
            if refused.code == "closed":
                return self.over()
        return redirect("tracking:cosign", token)


@dataclass(frozen=True)
class PaperShown:
    """A paper of the supporter by the name people call it."""

    slot: str
    name: str
    state: str


class OwnPapersView(OwnPage):
    """The papers of one supporter: what is asked, what is here."""

    role = Role.SUPPORTER

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """List them."""
        papers = [
            PaperShown(each.slot, words.paper_name(each.document, each.label), each.state)
            for each in own_papers.papers(self.link, self.language)
        ]
        context = {"person": self.link.party, "papers": papers, "token": token, "said": words.said(request.GET)}
        context["office"] = office(self.language)
        return render(request, "taking_part/papers.html", context)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Note that a paper will be brought."""
        try:
            own_papers.promise_own(self.link, self.paper(request.POST.get("later", "")))
        except BringRefused as refused:
            return self.saying("jau-sanemts" if refused.code == "brought" else "slegts")
        return self.saying("atnesisiet")

    def paper(self, slot: str) -> own_papers.Paper:
        """Return one of the papers asked of this person. Raises Http404."""
        found = next((each for each in own_papers.papers(self.link, self.language) if each.slot == slot), None)
        if found is None:
            raise Http404
        return found

    def saying(self, what: str) -> HttpResponse:
        """Lead to the list, which first says what ``words.SAID`` has for this."""
        return redirect(f"{reverse('tracking:own_papers', args=[self.kwargs['token']])}?{what}=1")


class OwnPaperView(OwnPapersView):
    """Add files for one paper."""

    def get(self, request: HttpRequest, token: str, slot: str = "") -> HttpResponse:
        """Ask for the files."""
        return self.page(BringForm(), self.paper(slot))

    def post(self, request: HttpRequest, token: str, slot: str = "") -> HttpResponse:
        """Keep the files and tell the office."""
        paper = self.paper(slot)
        form = BringForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, paper)
        if paper.state == "given":
            return self.saying("jau-sanemts")
        try:
            papers = form.cleaned_data["papers"]
            kept = take_brought(request, self.link.application, papers, slot=paper.slot, category=paper.category)
            own_papers.bring_own(self.link, paper, kept)
        except AttachmentError as error:
            form.add_error("papers", str(error))
            return self.page(form, paper)
        except BringRefused as refused:
            return self.saying("jau-sanemts" if refused.code == "brought" else "slegts")
        return self.saying("sanemts")

    def page(self, form: BringForm, paper: own_papers.Paper) -> HttpResponse:
        """Show the page."""
        shown = PaperShown(paper.slot, words.paper_name(paper.document, paper.label), paper.state)
        return render(
            self.request, "taking_part/paper.html", {"form": form, "paper": shown, "token": self.kwargs["token"]}
        )
