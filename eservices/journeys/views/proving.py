"""Proving the e-mail address of a draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from .. import keeping, proving
from ..continuing import TooMany, count_mail
from ..forms import MailedCodeForm
from .base import DraftPage


class ProveEmailView(DraftPage):
    """Mail a code to the address given and check it. Nobody proves an address by telling it to staff."""

    for_staff = "hand_over"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Offer to send the code, or ask for it once it is sent."""
        return self.page(MailedCodeForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Send a code (``send``) or check the one typed."""
        if not proving.address_of(self.draft):
            return redirect(self.address("review"))
        try:
            return self.send() if "send" in request.POST else self.check()
        except TooMany:
            messages.warning(self.request, _("Too many codes were asked for. Please try again in an hour."))
        except keeping.Stale:
            messages.info(self.request, _("The form was saved in another tab. Please try once more."))
        return redirect(self.address("prove_email"))

    def send(self) -> HttpResponse:
        """Mail a new code."""
        count_mail(self.request)
        proving.ask(self.draft, language=self.shown_language)
        return redirect(self.address("prove_email"))

    def check(self) -> HttpResponse:
        """Check the code typed."""
        form = MailedCodeForm(self.request.POST)
        if form.is_valid() and proving.prove(self.draft, form.cleaned_data["code"]):
            messages.success(self.request, _("Thank you, your e-mail address is confirmed."))
            return redirect(self.address("review"))
        if form.is_valid():
            form.add_error("code", _("The code is wrong or too old. Check the digits or ask for a new code."))
        return self.page(form)

    def page(self, form: MailedCodeForm) -> HttpResponse:
        """Show the page."""
        context = {
            **self.context(),
            "form": form,
            "email": proving.address_of(self.draft),
            "proven": proving.proven_address(self.draft),
            "sent": "proof" in self.draft.content,
        }
        return render(self.request, "journeys/prove_email.html", context)
