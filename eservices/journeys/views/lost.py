"""A lost number or access code: the number is mailed to a proven address, a new code is taken by the link beside it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from eservices.applications import renewing
from portal.personal_data.secrets import show_reference, show_secret

from .. import following
from ..continuing import TooMany
from ..following import WrongDate
from ..forms import BirthDateForm, LostForm
from .base import PrivatePage
from .tracking import TOO_MANY


class LostView(PrivatePage):
    """Mail the number to a proven address; the page says the same whatever was typed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the address."""
        return render(request, "tracking/lost.html", {"form": LostForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Queue the mail."""
        form = LostForm(request.POST)
        if not form.is_valid():
            return render(request, "tracking/lost.html", {"form": form})
        try:
            following.send_lost_numbers(
                request, form.cleaned_data["email"], language=translation.get_language() or "lv"
            )
        except TooMany:
            form.add_error(None, TOO_MANY)
            return render(request, "tracking/lost.html", {"form": form})
        return render(request, "tracking/lost_sent.html")


class NewCodeView(PrivatePage):
    """The mailed link: looking changes nothing, the birth date and the button give a new access code."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Ask for the birth date, or say that the link no longer works."""
        application = renewing.linked(token)
        usable = application is not None and renewing.is_usable(application)
        return self.page(token, BirthDateForm()) if usable else self.over()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Put the new code in force and show it, this once."""
        form = BirthDateForm(request.POST)
        if not form.is_valid():
            return self.page(token, form)
        try:
            taken = following.take_new_code(token, request.POST.get("made", ""), form.cleaned_data["birth_date"])
        except WrongDate:
            form.add_error(
                "birth_date", _("This is not the date of birth given in the application. Check it or call us.")
            )
            return self.page(token, form)
        except TooMany:
            form.add_error(None, TOO_MANY)
            return self.page(token, form)
        return self.given(*taken) if taken else self.over()

    def page(self, token: str, form: BirthDateForm) -> HttpResponse:
        """Show the page with the code its button will put in force."""
        made = self.request.POST.get("made") or following.new_code_for(token)
        return render(self.request, "tracking/new_code.html", {"form": form, "made": made})

    def given(self, grant: following.Grant, secret: str) -> HttpResponse:
        """Show the new code; this browser follows the application from here."""
        context = {"reference": show_reference(grant.application.case.reference), "secret": show_secret(secret)}
        response = render(self.request, "tracking/new_code_given.html", context)
        following.write(response, grant)
        return response

    def over(self) -> HttpResponse:
        """Say that the link no longer works, the same for every reason."""
        return render(self.request, "tracking/new_code_over.html", status=404)
