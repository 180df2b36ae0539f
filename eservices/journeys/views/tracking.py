"""Following an application that was handed in: status by reference and secret, more after a second fact."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from eservices.applications import own_links, tracking
from eservices.applications.bringing import SIGNED_COPY_SLOT, BringRefused, bring, promised
from eservices.applications.models import Application, Promise
from eservices.applications.withdrawing import AlreadyWithdrawn, may_withdraw, withdraw
from eservices.attachments.errors import AttachmentError
from eservices.cases.correcting import correct_contact
from eservices.cases.models import Ending
from eservices.cases.moving import MoveNotAllowed
from eservices.documents import handing_out
from eservices.documents.models import IssuedPdf
from portal.personal_data.secrets import read_secret, show_reference

from .. import following, words
from ..continuing import TooMany, count_mail
from ..files import take_brought
from ..following import Grant
from ..forms import BirthDateForm, BringForm, ContactForm, MailedCodeForm, TrackingForm
from .base import PrivatePage

TOO_MANY = translation.gettext_lazy("Too many attempts. Please try again in an hour or call us.")


class OpenView(PrivatePage):
    """The way in: reference and secret, by POST."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for both."""
        return render(request, "tracking/open.html", {"form": TrackingForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open the status page; anything wrong is answered the same."""
        form = TrackingForm(request.POST)
        if form.is_valid():
            try:
                grant = following.open_with(request, form.cleaned_data["reference"], form.cleaned_data["secret"])
            except TooMany:
                form.add_error(None, TOO_MANY)
            else:
                if grant:
                    return leading("tracking:status", grant)
                form.add_error("reference", _("The number and the code do not belong together. Check both."))
        return render(request, "tracking/open.html", {"form": form})


def leading(to: str, grant: Grant) -> HttpResponse:
    """Redirect and let this browser follow the application for another hour."""
    response = redirect(to)
    following.write(response, grant)
    return response


class FollowedPage(PrivatePage):
    """A page about the application this browser follows; others are led to the way in."""

    needs_second_fact = True
    grant: Grant

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the application through what this browser has shown."""
        grant = following.read(request)
        if grant is None:
            return redirect("tracking:index")
        self.grant = grant
        # For the frame: such a page can be left at once.
        request.about_violence = grant.application.form_version.schema.get("violence")  # type: ignore[attr-defined]
        if self.needs_second_fact and not grant.proven:
            return redirect("tracking:second_fact")
        if self.needs_second_fact and grant.application.case.ending == Ending.CLIENT_DIED:
            return redirect("tracking:status")
        return super().dispatch(request, *args, **kwargs)

    @property
    def application(self) -> Application:
        """The application followed."""
        return self.grant.application


class StatusView(FollowedPage):
    """Status and dates in plain words, and what can be done."""

    needs_second_fact = False

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        status = tracking.status_for_resident(self.application.case)
        context = {
            "status": status,
            "told": words.told(status.code),
            "reference": show_reference(status.reference),
            "proven": self.grant.proven,
            "unit": self.application.case.unit,
            "said": words.said(request.GET),
            "link_takers": own_links.people_to_give(self.application.case) if self.grant.proven else [],
        }
        return render(request, "tracking/status.html", context)


class OwnLinkView(FollowedPage):
    """A link of their own for somebody named in the application, to be passed on; shown this once."""

    def post(self, request: HttpRequest, party: UUID) -> HttpResponse:
        """Make it."""
        found = get_object_or_404(self.application.case.parties, pk=party)
        try:
            token = own_links.give_out(found, by=None)
        except own_links.LinkRefused:
            return saying("bez-saites")
        link = own_links.address(found.role, token, self.application.language)
        return render(request, "tracking/own_link.html", {"party": found, "link": link})


class SecondFactView(FollowedPage):
    """A code to the proven address, or where there is none, the birth date given."""

    needs_second_fact = False

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the fact this case can be opened with."""
        return self.page()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Check it, or mail a code."""
        try:
            if "send" in request.POST:
                count_mail(request)
                language = translation.get_language() or "lv"
                return leading("tracking:second_fact", following.send_code(self.grant, language=language))
            form = self.form(request.POST)
            proven = self.prove(form) if form.is_valid() else None
        except TooMany:
            form = self.form(request.POST)
            form.add_error(None, TOO_MANY)
            return self.page(form)
        return leading("tracking:status", proven) if proven else self.page(form)

    def prove(self, form: django_forms.Form) -> Grant | None:
        """Return the grant with its second fact; otherwise write the error into the form."""
        if self.by_mail:
            proven = following.prove_by_code(self.grant, form.cleaned_data["code"])
            if not proven:
                form.add_error("code", _("The code is wrong or too old. Check the digits or ask for a new code."))
        else:
            proven = following.prove_by_birth_date(self.grant, form.cleaned_data["birth_date"])
            if not proven:
                form.add_error(
                    "birth_date", _("This is not the date of birth given in the application. Check it or call us.")
                )
        return proven

    @property
    def by_mail(self) -> bool:
        """Tell whether an address was proved in this case."""
        return bool(tracking.proven_emails(self.application))

    def form(self, data: Any = None) -> django_forms.Form:
        """Return the form for the fact asked."""
        return MailedCodeForm(data) if self.by_mail else BirthDateForm(data)

    def page(self, form: django_forms.Form | None = None) -> HttpResponse:
        """Show the page."""
        context = {"form": form or self.form(), "by_mail": self.by_mail, "sent": self.grant.proof is not None}
        return render(self.request, "tracking/second_fact.html", context)


def saying(what: str) -> HttpResponse:
    """Lead to the status page, which first says what ``words.SAID`` has for this.

    In the address, not a message: a page sent with progress is loaded twice.
    """
    return redirect(f"{reverse('tracking:status')}?{what}=1")


class BringView(FollowedPage):
    """Bring a promised paper, or the signed copy of the application."""

    promise: Promise | None = None
    slot, row_id, category = SIGNED_COPY_SLOT, "", "identity"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead back, saying why, where nothing can be brought: before a file is taken, or when somebody was quicker."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except BringRefused as refused:
            return saying("jau-sanemts" if refused.code == "brought" else "slegts")

    def get(self, request: HttpRequest, promise: int | None = None) -> HttpResponse:
        """Ask for the files."""
        self.find(promise)
        return self.page(BringForm())

    def post(self, request: HttpRequest, promise: int | None = None) -> HttpResponse:
        """Keep the files and tell the office."""
        self.find(promise)
        form = BringForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form)
        try:
            papers = form.cleaned_data["papers"]
            kept = take_brought(request, self.to, papers, slot=self.slot, category=self.category)
            bring(self.to, self.slot, kept, row_id=self.row_id)
        except AttachmentError as error:
            form.add_error("papers", str(error))
            return self.page(form)
        return saying("sanemts")

    def find(self, promise: int | None) -> None:
        """Find what is brought and to which application of the case. Raises Http404, BringRefused."""
        self.to = self.application
        if promise is not None:
            found = Promise.objects.select_related("application__case").filter(application__case=self.to.case_id)
            self.promise = get_object_or_404(found, pk=promise)
            self.to, self.category = self.promise.application, self.promise.category
            self.slot, self.row_id = self.promise.slot, self.promise.row_id
        promised(self.to, self.slot, row_id=self.row_id)

    def page(self, form: BringForm) -> HttpResponse:
        """Show the page."""
        return render(self.request, "tracking/bring.html", {"form": form, "promise": self.promise})


class ContactView(FollowedPage):
    """Correct contact details: the correction stands beside what was first given."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask what has changed."""
        return render(request, "tracking/contact.html", {"form": ContactForm(parties=self.parties())})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it."""
        parties = self.parties()
        form = ContactForm(request.POST, parties=parties)
        if not form.is_valid():
            return render(request, "tracking/contact.html", {"form": form})
        party = next(each for each in parties if str(each.pk) == form.cleaned_data["party"])
        correct_contact(party, form.changes())
        messages.success(request, _("Thank you, we have written down the new contact details."))
        return redirect("tracking:status")

    def parties(self) -> list[Any]:
        """Return the people whose details may be corrected here: who applied and for whom, not the supporters."""
        roles = ("client", "applicant", "representative", "helper", "institution")
        return list(self.application.case.parties.filter(role__in=roles, same_as=None))


class WithdrawView(FollowedPage):
    """Withdraw the application."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask once."""
        case = self.application.case
        if case.ending == Ending.WITHDRAWN:
            return saying("jau-atsaukts")
        return render(request, "tracking/withdraw.html") if may_withdraw(case) else saying("nevar-atsaukt")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Withdraw it."""
        try:
            withdraw(self.application.case)
        except AlreadyWithdrawn:
            return saying("jau-atsaukts")
        except MoveNotAllowed:
            return saying("nevar-atsaukt")
        return redirect("tracking:status")


class SummaryView(FollowedPage):
    """The application as a document to sign."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Download it."""
        return handing_out.send(
            self.application, IssuedPdf.Kind.TO_SIGN, by=None, why="tracking", to_print=self.to_print
        )


class ReceiptView(FollowedPage):
    """The confirmation as a PDF, with the access code that was shown a moment ago and is kept nowhere."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Download it."""
        secret = read_secret(request.POST.get("secret", "")) or ""
        if not tracking.find(self.application.case.reference, secret):
            return redirect("tracking:status")
        return handing_out.send(
            self.application, IssuedPdf.Kind.RECEIPT, by=None, why="renewed", secret=secret, to_print=self.to_print
        )


class EndView(FollowedPage):
    """Stop following in this browser."""

    needs_second_fact = False

    def post(self, request: HttpRequest) -> HttpResponse:
        """Forget it here."""
        response = redirect("tracking:index")
        following.end(response)
        response["Clear-Site-Data"] = '"cache"'
        return response
