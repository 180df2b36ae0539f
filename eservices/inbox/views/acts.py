"""The registrar's acts: registering one or several, undoing, annulling, confirming, joining."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from eservices.applications.confirming import CONFIRMED, ConfirmRefused, confirm
from eservices.cases.correcting import mark_translated
from eservices.cases.models import Case
from eservices.cases.queries import visible_to
from eservices.inbox import counting, refusals, searching
from eservices.inbox.forms import ConfirmForm, JoinForm, NumberForm, ReasonForm, RegisterForm
from eservices.inbox.queries import next_to_register, possible_duplicates
from eservices.inbox.views.base import (
    CaseActView,
    InboxView,
    Refused,
    StaffRequest,
    case_or_404,
    list_address,
    needs,
)
from eservices.registration.annulling import AnnulRefused, annul
from eservices.registration.joining import JoinRefused, join, part
from eservices.registration.models import RegisteredDocument
from eservices.registration.number_entering import NumberKnown, enter_number
from eservices.registration.registering import AlreadyRegistered, RegisterRefused, register
from eservices.registration.supplementing import attach, waiting
from eservices.registration.undoing import undo
from portal.personal_data.secrets import show_reference

TOGETHER = 100


class RegisterView(InboxView):
    """`register/`: two clicks, or one Enter from the preview."""

    act = "case.register"
    template_name = "inbox/register.html"
    page_title = gettext_lazy("Registering")

    def get(self, request: StaffRequest, pk: int) -> HttpResponse:
        """Show the form with its presets; for a case that has a number, who gave it and when."""
        case = case_or_404(request, pk, self.act)
        if case.registered_on is not None:
            return self.show(case=case, document=document_of(case))
        return self.show(case=case, register_form=RegisterForm.of(case))

    def post(self, request: StaffRequest, pk: int) -> HttpResponse:
        """Give the number and go to the case, or on to the next letter where the form stood beside the list."""
        case = case_or_404(request, pk, self.act)
        form = RegisterForm.of(case, request.POST)
        if not form.is_valid():
            return self.show(422, case=case, register_form=form, back=list_address(request.POST.get("back", "")))
        try:
            document = register(case, by=request.user, **form.cleaned_data)
        except AlreadyRegistered as found:
            return self.show(409, case=case, document=found.document, refused=str(found))
        except RegisterRefused as refusal:
            form.add_error(None, refusals.text(refusal))
            return self.show(422, case=case, register_form=form, back=list_address(request.POST.get("back", "")))
        counting.forget()
        return redirect(after_registering(request, case, document))

    def show(self, status: int = 200, **context) -> HttpResponse:
        """The next letter is offered wherever this one cannot be registered any more."""
        if "document" in context:
            context["next_pk"] = next_to_register(self.request.user, context["case"])
        return super().show(status, **context)


def document_of(case: Case) -> RegisteredDocument | None:
    """The registration in force of what opened the case."""
    standing = case.documents.filter(opens_case=True, annulled_at=None)
    return standing.select_related("registered_by").first()


def after_registering(request: StaffRequest, case: Case, document: RegisteredDocument) -> str:
    """Back to the list with the next letter open and this one's number above it, or to the case itself."""
    back = list_address(request.POST.get("back", ""))
    if not back:
        return reverse("inbox:case", args=[case.pk])
    following = next_to_register(request.user, case)
    address = f"{back}{'&' if '?' in back else '?'}done={document.pk}"
    return f"{address}&open={following}" if following else address


@require_POST
@needs("case.register")
def register_selected(request: StaffRequest) -> HttpResponse:
    """Register the ticked letters with their presets, each in a transaction of its own."""
    keys = [int(key) for key in request.POST.getlist("case")[:TOGETHER] if key.isdecimal() and len(key) < 18]
    numbers, refused = [], []
    for case in visible_to(request.user).filter(pk__in=keys).order_by("received_at", "pk"):
        if case.unit_id is None:
            refused.append(_("%(name)s: choose a unit first") % {"name": case.client_name or case.reference})
            continue
        try:
            numbers.append(register(case, by=request.user).number_text)
        except RegisterRefused as refusal:
            refused.append(f"{case.client_name or case.reference}: {refusals.text(refusal)}")
    counting.forget()
    if numbers:
        messages.success(request, _("Registered: %(numbers)s") % {"numbers": ", ".join(numbers)})
    for line in refused:
        messages.warning(request, line)
    if not keys:
        messages.warning(request, _("Nothing was chosen."))
    return redirect("inbox:list")


@require_POST
@needs("case.register")
def register_paper(request: StaffRequest, pk: int, paper: UUID) -> HttpResponse:
    """Give a paper that came later its own number."""
    case = case_or_404(request, pk, "case.register")
    found = next((each for each in waiting(case) if each.pk == paper), None)
    if found is None:
        messages.warning(request, _("This paper has been registered already."))
        return redirect("inbox:case", pk)
    try:
        document = attach(found, by=request.user)
    except RegisterRefused as refusal:
        messages.error(request, refusals.text(refusal))
    else:
        messages.success(request, _("Registered: %(numbers)s") % {"numbers": document.number_text})
    return redirect("inbox:case", pk)


def standing_document(case: Case, key: UUID) -> RegisteredDocument:
    """An entry of this case; another case's entry is not found here."""
    document = case.documents.filter(pk=key).first()
    if document is None:
        raise Http404
    return document


@require_POST
@needs("case.register")
def undo_registration(request: StaffRequest, pk: int, document: UUID) -> HttpResponse:
    """Take a slip back within the hour."""
    case = case_or_404(request, pk, "case.register")
    try:
        undo(standing_document(case, document), by=request.user)
    except AnnulRefused as refusal:
        messages.error(request, refusals.text(refusal))
    else:
        messages.success(request, _("The registration is undone; the number stays in the register as annulled."))
    counting.forget()
    return redirect("inbox:case", pk)


class EnterNumberView(CaseActView):
    """`documents/<id>/number/`: the number the records system gave to an entry that waits for one."""

    act = "case.register"
    page_title = gettext_lazy("Number of the records system")
    form_id = "records-number"
    button = gettext_lazy("Enter")

    def form(self, case: Case, *data: Any) -> NumberForm:
        """Ask for it."""
        return NumberForm(*data)

    def do(self, case: Case, form: Form) -> None:
        """Enter it; where another case has it, only when it was said that this is right."""
        entry, typed = standing_document(case, self.kwargs["document"]), form.cleaned_data
        try:
            enter_number(entry, typed["number"], by=self.request.user, once_more=typed["once_more"])
        except NumberKnown as known:
            form.ask_again()  # type: ignore[attr-defined]
            raise Refused("number", self.known_at(known.document.case_id)) from None
        except ValueError:
            raise Refused("number", _("Another number is here already; it is entered once.")) from None

    def known_at(self, key: int) -> str:
        """Which case has the number; one that is closed to this person is not named."""
        other = visible_to(self.request.user).filter(pk=key).first()
        if other is None:
            return _("Another case has this number already. Check it.")
        name = other.client_name or other.title
        return _("The case %(reference)s (%(name)s) has this number already. Check it.") % {
            "reference": show_reference(other.reference),
            "name": name,
        }


class AnnulView(CaseActView):
    """Annulling asks for a reason; the number stays."""

    act = "case.annul"
    page_title = gettext_lazy("Annulling a registration")
    form_id = "annul-registration"
    button = gettext_lazy("Annul")

    def form(self, case: Case, *data: Any) -> ReasonForm:
        """Ask why."""
        self.document = standing_document(case, self.kwargs["document"])
        return ReasonForm(*data)

    def do(self, case: Case, form: Form) -> None:
        """Annul."""
        annul(self.document, by=self.request.user, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("No. %(number)s is annulled.") % {"number": self.document.number_text})


class ConfirmView(CaseActView):
    """Signed at the counter, on paper, read aloud, or accepted under the head's rule."""

    act = "case.party"
    page_title = gettext_lazy("Confirming authenticity")
    form_id = "confirm-application"
    button = gettext_lazy("Confirm")

    def form(self, case: Case, *data: Any) -> ConfirmForm:
        """Ask how."""
        return ConfirmForm(*data, by=self.request.user)

    def do(self, case: Case, form: Form) -> None:
        """The unsigned application that came first; one at a time, as each has its own signature."""
        unsigned = case.applications.exclude(authenticity__in=CONFIRMED).first()
        if unsigned is None:
            raise ConfirmRefused("already")
        confirm(unsigned, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Authenticity is confirmed."))


@require_POST
@needs("case.party")
def mark_as_translated(request: StaffRequest, pk: int) -> HttpResponse:
    """`translated/`: what was written in another language is in the case in Latvian now."""
    mark_translated(case_or_404(request, pk, "case.party"), by=request.user)
    return redirect("inbox:case", pk)


class JoinView(InboxView):
    """A case that repeats another: it is closed as joined, the earlier receipt counts."""

    act = "case.join"
    template_name = "inbox/join.html"
    page_title = gettext_lazy("Joining a duplicate")

    def get(self, request: StaffRequest, pk: int) -> HttpResponse:
        """Ask which; cases that look the same are offered."""
        case = case_or_404(request, pk, self.act)
        return self.show(case=case, form=JoinForm(), alike=possible_duplicates(request.user, case))

    def post(self, request: StaffRequest, pk: int) -> HttpResponse:
        """Join and go to the case that goes on."""
        case = case_or_404(request, pk, self.act)
        form = JoinForm(request.POST)
        into = self.found(form)
        if into is not None:
            try:
                join(case, into, by=request.user, reason=form.cleaned_data["reason"])
            except JoinRefused as refusal:
                form.add_error("into", refusals.text(refusal))
            else:
                counting.forget()
                messages.success(request, _("The case is joined to this one."))
                return redirect("inbox:case", into.pk)
        return self.show(422, case=case, form=form, alike=possible_duplicates(request.user, case))

    def found(self, form: JoinForm) -> Case | None:
        """The case meant, among those the person may see."""
        if not form.is_valid():
            return None
        cases = visible_to(self.request.user)
        keys = searching.exact(cases, form.cleaned_data["into"])
        if not keys:
            form.add_error("into", _("There is no case with this number or reference."))
            return None
        return cases.get(pk=keys[0])


class PartView(CaseActView):
    """Taking a joining back."""

    act = "case.join"
    page_title = gettext_lazy("Taking the joining back")
    form_id = "part-case"
    button = gettext_lazy("Take back")

    def form(self, case: Case, *data: Any) -> ReasonForm:
        """Ask why."""
        return ReasonForm(*data)

    def do(self, case: Case, form: Form) -> None:
        """Part the two cases."""
        part(case, by=self.request.user, reason=form.cleaned_data["reason"])
