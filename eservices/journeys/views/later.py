"""Leaving a draft for later, and coming back to it by code or link."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from portal.personal_data.secrets import show_secret

from .. import access, continuing, keeping, proving
from ..continuing import TooMany
from ..forms import GuardForm, MailedCodeForm, MailLinkForm, ReturnCodeForm
from ..models import Draft
from .base import DraftPage, PrivatePage

WAITING = "resuming"


class SaveLaterView(DraftPage):
    """Say until when the draft is kept; give a return code or mail a link. Staff find theirs among the unfinished."""

    for_staff = "counter:new"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the ways to come back."""
        return self.page()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Give a code or mail a link."""
        try:
            return self.mail() if "mail-link" in request.POST else self.give()
        except keeping.Stale:
            messages.info(request, _("The form was saved in another tab. Please try once more."))
            return redirect(self.address("save_later"))

    def give(self) -> HttpResponse:
        """Show a new return code, this once."""
        form = None if continuing.guards(self.draft) else GuardForm(self.request.POST)
        if form and not form.is_valid():
            return self.page(guard_form=form)
        code = continuing.give_code(self.draft, form.cleaned_data["birth_date"] if form else None)
        return self.page(code=show_secret(code))

    def mail(self) -> HttpResponse:
        """Queue the mail with a link, where that is safe."""
        form = MailLinkForm(self.request.POST)
        if not continuing.may_mail_link(self.draft) or not form.is_valid():
            return self.page(mail_form=form)
        try:
            continuing.count_mail(self.request)
            continuing.mail_link(self.draft, form.cleaned_data["email"], language=self.shown_language)
        except TooMany:
            form.add_error("email", _("Several links were already sent. Please try again in an hour."))
            return self.page(mail_form=form)
        return self.page(sent_to=form.cleaned_data["email"])

    def page(self, **more: Any) -> HttpResponse:
        """Show the page."""
        has_guard = bool(continuing.guards(self.draft))
        context = {
            **self.context(),
            "guard_form": None if has_guard else GuardForm(),
            "mail_form": MailLinkForm(initial={"email": proving.address_of(self.draft)}),
            "may_mail_link": continuing.may_mail_link(self.draft),
            "resume_address": self.request.build_absolute_uri(reverse("journeys:resume")),
            **more,
        }
        return render(self.request, "journeys/save_later.html", context)


class ResumeView(PrivatePage):
    """Open a draft by its return code and a second fact."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for both."""
        return render(request, "journeys/resume.html", {"form": ReturnCodeForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open the draft, or mail a code to its proven address; a wrong code says nothing more."""
        form = ReturnCodeForm(request.POST)
        if form.is_valid():
            try:
                draft = continuing.by_code(request, form.cleaned_data["code"])
            except TooMany:
                form.add_error(None, _("Too many attempts. Please try again in an hour or call us."))
            else:
                if "mail-code" in request.POST:
                    return self.mail_code(draft)
                born = form.cleaned_data["birth_date"]
                if draft and born and continuing.knows_birth_date(draft, born):
                    return enter(request, draft)
                self.refuse(form, born is None)
        return render(request, "journeys/resume.html", {"form": form})

    @staticmethod
    def refuse(form: ReturnCodeForm, no_date: bool) -> None:
        """Say what to check, the same whether the code or the date is wrong."""
        if no_date:
            form.add_error("birth_date", _("Write the date of birth given in the form."))
        else:
            form.add_error("code", _("The code and the date do not match, or the form's time is over. Check both."))

    def mail_code(self, draft: Draft | None) -> HttpResponse:
        """Queue a code where there is a proven address; lead on in any case."""
        kept: dict[str, Any] = {}
        address = proving.proven_address(draft) if draft else ""
        try:
            if draft and address:
                continuing.count_mail(self.request)
                language = translation.get_language() or "lv"
                kept = {"draft": draft.pk.hex, "proof": proving.send_code(address, language=language)}
        except TooMany:
            kept = {}
        self.request.session[WAITING] = kept
        return redirect("journeys:resume_by_mail")


class ResumeByMailView(PrivatePage):
    """The second fact by a mailed code."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the code."""
        return render(request, "journeys/resume_by_mail.html", {"form": MailedCodeForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open the draft if the code is right."""
        form = MailedCodeForm(request.POST)
        if form.is_valid():
            draft = self.proved(form)
            if draft:
                del request.session[WAITING]
                return enter(request, draft)
        return render(request, "journeys/resume_by_mail.html", {"form": form})

    def proved(self, form: MailedCodeForm) -> Draft | None:
        """Return the draft whose mailed code was typed; otherwise write the error into the form."""
        kept = self.request.session.get(WAITING) or {}
        draft = continuing.by_id(kept["draft"]) if "draft" in kept else None
        try:
            if draft and proving.matches(kept["proof"], proving.proven_address(draft), form.cleaned_data["code"]):
                return draft
        except TooMany:
            pass
        form.add_error("code", _("The code is wrong or too old. Check the digits or ask for a new code."))
        return None


class LinkView(PrivatePage):
    """A mailed link: looking changes nothing, the button opens."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the button, or that the link no longer works."""
        draft = continuing.by_link(token)
        return render(request, "journeys/link.html", {"valid": draft is not None}, status=200 if draft else 404)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Let this browser open the draft."""
        draft = continuing.by_link(token)
        return enter(request, draft) if draft else redirect("journeys:link", token=token)


def enter(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Let this browser open the draft and lead to where it was left, in its language."""
    with translation.override(draft.language):
        response = redirect("journeys:continue", slug=draft.slug, draft=draft.pk)
    access.allow(request, response, draft.pk, lasting=not draft.version.schema.get("violence"))
    return response
