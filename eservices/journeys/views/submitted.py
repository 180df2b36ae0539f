"""After handing in: the number, the secret, what happens next, the documents to keep."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from eservices.applications import own_links, tracking
from eservices.applications.models import Application
from eservices.applications.signing import signer
from eservices.cases.models import Case, Role
from eservices.documents import handing_out
from eservices.documents.models import IssuedPdf
from eservices.notifications import telling
from portal.personal_data.secrets import show_reference, show_secret
from portal.working_days.terms import decision_day

from ..models import Draft
from .base import DraftPage


class AfterPage(DraftPage):
    """A page about an application this browser has handed in. Staff print for whoever stands before them."""

    states = (Draft.SUBMITTED,)

    @property
    def to_print(self) -> bool:
        """Tell whether papers are shown to be printed here instead of saved."""
        return super().to_print or bool(self.draft.entered_by_id)

    def application(self) -> Application:
        """Return the application the draft became."""
        found = Application.objects.select_related("case__service", "case__unit", "form_version")
        return found.get(pk=self.draft.application_id)

    def links(self) -> dict[str, str]:
        """Return the own links this page may still show: tokens by person."""
        return self.draft.content.get("links") or {}


class SubmittedView(AfterPage):
    """The confirmation; the same however often it is asked for."""

    for_staff = "handed_over"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it."""
        application = self.application()
        case, schema = application.case, application.form_version.schema
        context = {
            **self.context(),
            "application": application,
            "reference": show_reference(case.reference),
            "secret": show_secret(self.draft.content.get("secret") or ""),
            "status": tracking.status_for_resident(case),
            "cosigners": cosigners(application, self.links()),
            "to_be_signed_by": signer_to_find(case),
            "safe_contact": case.safe_contact,
            "unit": case.unit,
            "decision": decision_day(schema["clock"], timezone.localdate(application.submitted_at)),
            "duty": schema.get("duty") if schema.get("crisis") or case.urgent else None,
        }
        return render(request, "journeys/submitted.html", context)


@dataclass(frozen=True)
class Cosigner:
    """An adult of the household who has yet to confirm: by the link mailed, the link to be passed on, or without one."""

    key: str
    name: str
    link: str
    mailed: bool


def cosigners(application: Application, tokens: dict[str, str]) -> list[Cosigner]:
    """Return who has yet to confirm and how; a link that another has replaced, or that was mailed, is not shown."""
    waiting = tracking.status_for_resident(application.case).to_cosign
    mailed = telling.mailed_own_links(application.case) if waiting else set()
    links = own_links.still_good(application.case, tokens)
    return [
        Cosigner(key, each.party.full_name, "" if key in mailed else links.get(key, ""), key in mailed)
        for each in waiting
        if (key := str(each.party_id))
    ]


def signer_to_find(case: Case) -> str:
    """Return who has to sign, where that is somebody else than the person at this screen; otherwise nothing."""
    who = signer(case)
    return who.full_name if who and who.role == Role.CLIENT and case.applicant_name else ""


class ReceiptView(AfterPage):
    """The receipt as a PDF, with the typed secret as long as this page shows it."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Download it."""
        application, secret = self.application(), self.draft.content.get("secret")
        links = {each.key: each.link for each in cosigners(application, self.links()) if each.link}
        return handing_out.send(
            application,
            IssuedPdf.Kind.RECEIPT,
            by=self.draft.entered_by,
            why="submitted",
            secret=secret,
            links=links,
            to_print=self.to_print,
        )


class SummaryView(AfterPage):
    """The application as a PDF to sign."""

    kind = IssuedPdf.Kind.TO_SIGN

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Download it."""
        return handing_out.send(
            self.application(), self.kind, by=self.draft.entered_by, why="submitted", to_print=self.to_print
        )


class LargeSummaryView(SummaryView):
    """The same in letters that tired eyes can read."""

    kind = IssuedPdf.Kind.LARGE
