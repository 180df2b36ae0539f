"""Any incoming letter, by whichever channel, into a new case or an existing one."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from eservices.attachments.accepting import AttachmentError, accept
from eservices.cases.models import Case
from eservices.cases.models import Role as PartyRole
from eservices.cases.opening import PartyData
from eservices.inbox import counting, refusals
from eservices.inbox.forms import LetterForm, NewCaseForm
from eservices.inbox.rules import visible_case
from eservices.inbox.views.base import InboxView, StaffRequest, case_or_404
from eservices.registration.letters import Incoming, LetterRefused, receive
from eservices.registration.models import Letter, RegisteredDocument
from eservices.registration.registering import RegisterRefused, register
from eservices.registration.supplementing import attach
from portal.people.rights import may

SLOT = "letter"
HELD = timedelta(hours=24)


def accept_scans(files: list, category: str) -> list:
    """Check and seal each scan; those of a letter that is refused afterwards are purged like any unclaimed file."""
    until = timezone.now() + HELD
    return [accept(file, slot=SLOT, category=category, held_until=until).pk for file in files]


class LetterView(InboxView):
    """`letter/`: entering a paper, giving it its number in one go where one may, or writing down a call."""

    act = "case.letter"
    template_name = "inbox/letter.html"
    page_title = gettext_lazy("Incoming letter")

    def get(self, request: StaffRequest, pk: int | None = None) -> HttpResponse:
        """An empty form with today's date; below a case, the case is named; ``channel`` and ``service`` may be preset."""
        case = self.find(request, pk)
        return self.show(case=case, form=LetterForm() if case else NewCaseForm(preset=request.GET))

    def post(self, request: StaffRequest, pk: int | None = None) -> HttpResponse:
        """Keep the letter with its scans and register it; what was typed stays where something is refused."""
        case = self.find(request, pk)
        form = (LetterForm if case else NewCaseForm)(request.POST, request.FILES)
        letter = self.enter(form, case) if form.is_valid() else None
        if letter is None:
            return self.show(422, case=case, form=form)
        counting.forget()
        if visible_case(request.user, letter.case_id) is None:
            messages.info(request, _("The case is in the registrars' list now."))
            return redirect("inbox:list")
        return redirect("inbox:case", letter.case_id)

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """The form, with the button that gives a number for those who may."""
        return super().show(status, may_register=may(self.request.user, "case.register"), **context)

    def find(self, request: StaffRequest, pk: int | None) -> Case | None:
        """The case of the address, if there is one."""
        return case_or_404(request, pk, self.act) if pk else None

    def enter(self, form: LetterForm, case: Case | None) -> Letter | None:
        """Store the scans, then letter and number in one transaction; refusals go to the form."""
        try:
            scans = accept_scans(form.cleaned_data["scans"], "health" if form.cleaned_data["health"] else "other")
            with transaction.atomic():
                letter = self.receive(form.cleaned_data, scans, case)
                document = self.number(letter)
        except AttachmentError as refusal:
            form.add_error("scans", str(refusal))
        except (LetterRefused, RegisterRefused) as refusal:
            form.add_error(None, refusals.text(refusal))
        else:
            self.tell(document)
            return letter
        return None

    def receive(self, data: dict[str, Any], scans: list, case: Case | None) -> Letter:
        """Enter the letter into the case, or into a new one with the client and the sender."""
        incoming = Incoming(
            attachments=scans,
            **{
                name: data[name]
                for name in ("channel", "received_on", "kind", "sender", "sender_number", "sender_date", "note")
            },
        )
        if case is not None:
            return receive(incoming, by=self.request.user, case=case)
        return receive(
            incoming,
            by=self.request.user,
            service=data["service"],
            unit=data["unit"],
            urgent=data["urgent"],
            parties=parties_of(data),
        )

    def number(self, letter: Letter) -> RegisteredDocument | None:
        """A number at once, if that was asked for; a note of a call never gets one."""
        if "register" not in self.request.POST or letter.is_note or not may(self.request.user, "case.register"):
            return None
        if letter.opens_case:
            return register(letter.case, by=self.request.user)
        return attach(letter, by=self.request.user)

    def tell(self, document: RegisteredDocument | None) -> None:
        """What became of it; the first number of a case stands in the case itself, with its undo."""
        if document is None:
            messages.success(self.request, _("The letter is entered."))
        elif not document.opens_case:
            messages.success(self.request, _("Registered: %(numbers)s") % {"numbers": document.number_text})


def parties_of(data: dict[str, Any]) -> list[PartyData]:
    """The client as named on the letter; the sender is the applicant where it is somebody else."""
    first, last = data["client_first_name"].strip(), data["client_last_name"].strip()
    if not (first or last):
        return [PartyData(role=PartyRole.CLIENT, last_name=data["sender"].strip())]
    client = PartyData(role=PartyRole.CLIENT, first_name=first, last_name=last, personal_code=data["client_code"])
    sender = data["sender"].strip()
    if not sender or sender.casefold() == f"{first} {last}".casefold():
        return [client]
    return [client, PartyData(role=PartyRole.APPLICANT, last_name=sender)]
