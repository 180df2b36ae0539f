"""Acts about the people of a case: who may see it, what is known of them, what is done at their word."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from eservices.applications import renewing, tracking
from eservices.applications.withdrawing import restore
from eservices.attachments.accepting import AttachmentError
from eservices.cases.closing_off import close_to, open_again
from eservices.cases.correcting import add_party, change_party, correct_contact, mark_contact
from eservices.cases.models import Case, Ending, Party
from eservices.cases.models import Role as PartyRole
from eservices.cases.queries import access_to
from eservices.documents import handing_out
from eservices.documents.models import IssuedPdf
from eservices.inbox.forms import ReasonForm
from eservices.inbox.people_forms import (
    ContactForm,
    NamedPeopleForm,
    NewPartyForm,
    PartyForm,
    SafetyForm,
    SecretForm,
    WithdrawalForm,
    parties_heard,
)
from eservices.inbox.views.base import CaseActView, Refused, StaffRequest, case_or_404, needs, refuse
from eservices.inbox.views.letters import accept_scans
from eservices.registration import withdrawal_letters
from eservices.registration.letters import Incoming
from portal.audit.denials import DeniedError
from portal.people.rights import may
from portal.personal_data import secrets


class CloseOffView(CaseActView):
    """`close-off/`: the client is a colleague's relative, or everybody knows her (practice: privacy inside)."""

    act = "case.close_off"
    page_title = gettext_lazy("Closing the case to named people")
    intro = gettext_lazy(
        "Only you and the people ticked will find and open the case. If it has no number yet, tick a registrar too."
    )
    form_id = "close-off"
    button = gettext_lazy("Close the case to others")

    def form(self, case: Case, *data: Any) -> NamedPeopleForm:
        """Those who have the case now are ticked."""
        return NamedPeopleForm(*data, case=case, by=self.request.user)

    def do(self, case: Case, form: Form) -> None:
        """Close it."""
        close_to(case, form.cleaned_data["people"], by=self.request.user, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("The case is closed to all but the people named."))


class OpenAgainView(CaseActView):
    """`open-again/`: everybody with the right sees the case."""

    act = "case.close_off"
    page_title = gettext_lazy("Opening the case to all")
    form_id = "open-again"
    button = gettext_lazy("Open the case to all")

    def form(self, case: Case, *data: Any) -> ReasonForm:
        """Ask why."""
        return ReasonForm(*data)

    def do(self, case: Case, form: Form) -> None:
        """Open it."""
        open_again(case, by=self.request.user, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("The case is open to all who work with it."))


class WithdrawView(CaseActView):
    """`withdraw/`: a withdrawal that came on paper, by phone or orally; the same act as the resident's own."""

    act = "case.withdraw"
    page_title = gettext_lazy("Withdrawing an application")
    intro = gettext_lazy(
        "Write down how the person withdrew. The paper gets a number, a note of a call does not; the case is closed as "
        "withdrawn. This can be taken back until there is a decision."
    )
    form_id = "withdraw-application"
    button = gettext_lazy("Withdraw")

    def form(self, case: Case, *data: Any) -> WithdrawalForm:
        """Who of the case withdrew, and how."""
        return WithdrawalForm(*data, parties=parties_heard(case))

    def do(self, case: Case, form: Form) -> None:
        """Keep the paper and close the case."""
        typed, who = form.cleaned_data, form.party()  # type: ignore[attr-defined]
        try:
            scans = accept_scans(typed["scans"], "other")
        except AttachmentError as refusal:
            raise Refused("scans", str(refusal)) from None
        incoming = Incoming(
            channel=typed["channel"],
            received_on=typed["received_on"],
            sender=who.full_name,
            kind=withdrawal_letters.KIND,
            note=typed["note"],
            attachments=scans,
        )
        numbered = may(self.request.user, "case.register")
        withdrawal_letters.write_in(case, incoming, who=who, by=self.request.user, numbered=numbered)
        messages.success(self.request, _("The application is withdrawn."))


class RestoreView(CaseActView):
    """`restore/`: a withdrawal is taken back."""

    act = "case.withdraw"
    page_title = gettext_lazy("Taking the withdrawal back")
    intro = gettext_lazy("The case returns to the stage it was in, with the terms it had.")
    form_id = "restore-case"
    button = gettext_lazy("Take the withdrawal back")

    def form(self, case: Case, *data: Any) -> ReasonForm:
        """Ask why."""
        return ReasonForm(*data)

    def do(self, case: Case, form: Form) -> None:
        """Take it back."""
        restore(case, by=self.request.user, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("The withdrawal is taken back."))


class SafetyView(CaseActView):
    """`safety/`: whether it is safe to write to or call the client."""

    act = "case.party"
    page_title = gettext_lazy("Safe contact")
    intro = gettext_lazy("As long as it is not safe, the portal sends nothing about this case.")
    form_id = "safe-contact"
    button = gettext_lazy("Save")

    def form(self, case: Case, *data: Any) -> SafetyForm:
        """What holds now; how to reach the client stands here only for those who see her contact details."""
        client = case.parties.filter(role=PartyRole.CLIENT).first()
        seen = client is not None and access_to(self.request.user, case).answers
        note = client.current_contact.get("safe_note", "") if client is not None and seen else None
        return SafetyForm(*data, case=case, note=note)

    def do(self, case: Case, form: Form) -> None:
        """Mark it."""
        typed = form.cleaned_data
        mark_contact(case, typed["safe"], note=typed.get("note"), reason=typed["reason"], by=self.request.user)
        messages.success(self.request, _("How the client may be contacted is noted."))


class SecretView(CaseActView):
    """`secret/`: a new access code at the counter, shown this once; the old one stops at once."""

    act = "case.party"
    page_title = gettext_lazy("New access code")
    intro = gettext_lazy(
        "Give it only to the person whose identity you have checked. The old code stops working at once."
    )
    form_id = "renew-secret"
    button = gettext_lazy("Make a new code")

    def form(self, case: Case, *data: Any) -> SecretForm:
        """To whom, and how she was recognised."""
        if case.ending == Ending.CLIENT_DIED or not case.applications.exists():
            raise Http404
        return SecretForm(*data, parties=parties_heard(case))

    def do(self, case: Case, form: Form) -> HttpResponse:
        """Show it in the answer to this very request: there is no address at which it could be seen again."""
        application = case.applications.first()
        if application is None:
            raise Http404
        who = form.party()  # type: ignore[attr-defined]
        secret = renewing.renew_secret(application, by=self.request.user, to=who, checked=form.cleaned_data["checked"])
        self.template_name = "inbox/secret.html"
        return self.show(
            case=case,
            who=who,
            secret=secrets.show_secret(secret),
            reference=secrets.show_reference(case.reference),
            may_print=access_to(self.request.user, case).answers,
            tracking=self.request.build_absolute_uri(reverse("tracking:index")),
        )


@require_POST
@needs("case.party")
def secret_pdf(request: StaffRequest, pk: int) -> HttpResponse:
    """The receipt with the code just made; it holds the answers, so only for those who may read them."""
    case = case_or_404(request, pk, "case.party")
    if not access_to(request.user, case).answers:
        return refuse(request, "pdf.open", f"case {pk}", case)
    secret = secrets.read_secret(request.POST.get("secret", "")) or ""
    application = tracking.find(case.reference, secret)
    if application is None:
        raise Http404
    return handing_out.send(application, IssuedPdf.Kind.RECEIPT, by=request.user, why="counter", secret=secret)


class PartyActView(CaseActView):
    """An act on one person of a case."""

    act = "case.party"

    def party(self, case: Case) -> Party:
        """The person the address names, among those of this case; a second role stands for the first."""
        party = case.parties.select_related("client", "same_as").filter(pk=self.kwargs["party"]).first()
        if party is None:
            raise Http404
        return party.same_as or party


class ContactView(PartyActView):
    """`contact/`: new contact details at somebody's word; they stand beside the first ones."""

    page_title = gettext_lazy("Contact details")
    intro = gettext_lazy(
        "Leave empty what stays as it is. The portal sends nothing to an e-mail address written here: the person has not "
        "proved it by a code. Tell her another way."
    )
    form_id = "correct-contact"
    button = gettext_lazy("Save")

    def form(self, case: Case, *data: Any) -> ContactForm:
        """What is known, to those who may see it."""
        party = self.party(case)
        known = party.current_contact if access_to(self.request.user, case).answers else {}
        heard = parties_heard(case)
        return ContactForm(*data, contact=known, parties=heard if party in heard else [*heard, party])

    def do(self, case: Case, form: Form) -> None:
        """Keep them."""
        changes = form.changes()  # type: ignore[attr-defined]
        typed = form.cleaned_data
        kept = correct_contact(
            self.party(case),
            changes,
            by=self.request.user,
            asked=form.party(),  # type: ignore[attr-defined]
            checked=typed["checked"],
            reason=typed["reason"],
        )
        if kept is None:
            raise Refused(None, _("Nothing was changed."))
        messages.success(self.request, _("The contact details are corrected."))


class PartyView(PartyActView):
    """`parties/<id>/`: somebody was named wrongly, or her authority is another."""

    page_title = gettext_lazy("A person of the case")
    intro = gettext_lazy(
        "For somebody the letter named wrongly. The form and the letter stay as they came; another name or code takes "
        "the link to the register of persons back."
    )
    form_id = "change-party"
    columns = True
    button = gettext_lazy("Save")

    def form(self, case: Case, *data: Any) -> PartyForm:
        """What is known; what one may not see one cannot correct."""
        if not access_to(self.request.user, case).answers:
            raise DeniedError(self.act, f"case {case.pk}")
        return PartyForm.of(self.party(case), *data)

    def do(self, case: Case, form: Form) -> None:
        """Change it."""
        party = self.party(case)
        columns = form.columns(party.authority)  # type: ignore[attr-defined]
        if not change_party(party, columns, by=self.request.user, reason=form.cleaned_data["reason"]):
            raise Refused(None, _("Nothing was changed."))
        messages.success(self.request, _("The person's details are changed."))


class NewPartyView(CaseActView):
    """`parties/add/`: somebody the letter did not name."""

    act = "case.party"
    page_title = gettext_lazy("Another person of the case")
    form_id = "add-party"
    columns = True
    button = gettext_lazy("Add")

    def form(self, case: Case, *data: Any) -> NewPartyForm:
        """An empty one."""
        return NewPartyForm(*data)

    def do(self, case: Case, form: Form) -> None:
        """Add the person."""
        add_party(case, form.person(), by=self.request.user, reason=form.cleaned_data["reason"])  # type: ignore[attr-defined]
        messages.success(self.request, _("The person is added."))
