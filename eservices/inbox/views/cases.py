"""One case: its whole screen, and the preview beside the list."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from eservices.applications.models import Authenticity
from eservices.cases.models import Case, Ending
from eservices.inbox.forms import ConfirmForm, RegisterForm
from eservices.inbox.queries import next_to_register, undoable
from eservices.inbox.reading import CaseShown, read_case
from eservices.inbox.rules import visible_case
from eservices.inbox.templatetags.inbox import case_name
from eservices.inbox.views.base import InboxView, StaffRequest, case_or_404, list_address
from portal.people.models import StaffUser
from portal.people.rights import may


class CaseView(InboxView):
    """`/admin/inbox/<id>/`."""

    template_name = "inbox/case.html"

    def get(self, request: StaffRequest, pk: int) -> HttpResponse:
        """Show the case as far as this person may see it; the reading is recorded."""
        case = case_or_404(request, pk)
        self.page_title = case_name(case)
        shown = read_case(case, request.user)
        may_register = may(request.user, "case.register")
        return self.show(
            shown=shown,
            done=undoable(request.user, shown.document) if may_register else None,
            next_pk=next_to_register(request.user, case) if may_register and not shown.rights.register else None,
            may_part=case.ending == Ending.JOINED and may(request.user, "case.join"),
            **forms_for(shown, request.user),
        )


class PreviewView(InboxView):
    """What the script puts beside the list; the same as `?open=` without a script."""

    def get(self, request: StaffRequest, pk: int) -> HttpResponse:
        """Answer the inside of the preview alone."""
        context = preview_context(request, case_or_404(request, pk))
        back = list_address(request.GET.get("back", "")) or reverse("inbox:list")
        return TemplateResponse(request, "inbox/preview.html", context | {"back": back})


def preview_context(request: StaffRequest, case: Case) -> dict:
    """What the preview shows of a case; reading it here is reading it."""
    shown = read_case(case, request.user, whole=False)
    return {"shown": shown, **forms_for(shown, request.user)}


def opened_in_list(request: StaffRequest) -> dict | None:
    """The preview of the case the list's address names, if the caller may know of it."""
    wanted = request.GET.get("open", "")
    case = visible_case(request.user, int(wanted)) if wanted.isdecimal() and len(wanted) < 18 else None
    return preview_context(request, case) if case else None


def forms_for(shown: CaseShown, user: StaffUser) -> dict:
    """The forms of the acts that are open to this person now."""
    forms: dict = {}
    if shown.rights.register:
        forms["register_form"] = RegisterForm.of(shown.case)
    if shown.rights.confirm and any(one.authenticity == Authenticity.UNSIGNED for one in shown.applications):
        forms["confirm_form"] = ConfirmForm(by=user)
    return forms
