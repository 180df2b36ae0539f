"""Acts about those who take part in somebody's application: adults of a household, supporters."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from eservices.applications import own_links
from eservices.applications.cosigning import confirm_by_staff, skip
from eservices.applications.models import CoSigning
from eservices.cases.models import Case
from eservices.inbox.people_forms import CosignForm, SkipForm
from eservices.inbox.views.people import PartyActView


class CosigningView(PartyActView):
    """An act on the confirmation of one adult of the household."""

    def cosigning(self, case: Case) -> CoSigning:
        """The confirmation asked of the person the address names."""
        found = CoSigning.objects.filter(party=self.party(case)).select_related("application", "party").first()
        if found is None:
            raise Http404
        return found


class CosignView(CosigningView):
    """`cosigned/`: an adult of the household signed at the counter or on paper."""

    page_title = gettext_lazy("Confirmed by an adult of the household")
    intro = gettext_lazy("Check the person's identity document, or the signature on the printed application.")
    form_id = "cosign"
    button = gettext_lazy("Confirm")

    def form(self, case: Case, *data: Any) -> CosignForm:
        """Ask how."""
        return CosignForm(*data, who=self.cosigning(case).party)

    def do(self, case: Case, form: Form) -> None:
        """Confirm."""
        typed = form.cleaned_data
        confirm_by_staff(self.cosigning(case), typed["how"], by=self.request.user, note=typed["reason"])
        messages.success(self.request, _("The confirmation is noted."))


class SkipView(CosigningView):
    """`not-asked/`: it is decided not to ask an adult of the household."""

    page_title = gettext_lazy("Not asking an adult of the household")
    intro = gettext_lazy(
        "The person's link stops at once, and nothing is sent to the person. The case goes on without."
    )
    form_id = "skip-cosigner"
    button = gettext_lazy("Do not ask this person")

    def form(self, case: Case, *data: Any) -> SkipForm:
        """Ask why."""
        return SkipForm(*data, who=self.cosigning(case).party)

    def do(self, case: Case, form: Form) -> None:
        """Decide it."""
        typed = form.cleaned_data
        skip(self.cosigning(case), typed["ground"], by=self.request.user, reason=typed["reason"])
        messages.success(self.request, _("The decision is noted."))


class OwnLinkView(PartyActView):
    """`own-link/`: a link for the person, shown this once."""

    page_title = gettext_lazy("A link for the person")
    intro = gettext_lazy("Give it only to the person. A link given before stops working.")
    form_id = "own-link"
    button = gettext_lazy("Make a link")

    def form(self, case: Case, *data: Any) -> Form:
        """Nothing is asked."""
        self.party(case)
        return Form(*data)

    def do(self, case: Case, form: Form) -> HttpResponse:
        """Show it in the answer to this very request: there is no address at which it could be seen again."""
        party = self.party(case)
        token = own_links.give_out(party, by=self.request.user)
        application = case.applications.first()
        self.template_name = "inbox/own_link.html"
        language = application.language if application else "lv"
        return self.show(case=case, who=party, link=own_links.address(party.role, token, language))
