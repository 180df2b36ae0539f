"""What every screen of the inbox shares: the right to it, the case it is about, and a plain refusal."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from eservices.cases.models import Case
from eservices.inbox import counting, refusals
from eservices.inbox.rules import visible_case
from portal.audit import recording
from portal.people.models import StaffUser
from portal.people.rights import may, remember


class StaffRequest(HttpRequest):
    """A request inside the admin: Wagtail has let in only those who are logged in."""

    user: StaffUser


def refuse(request: StaffRequest, act: str, on_text: str = "inbox", case: Case | None = None) -> HttpResponse:
    """Answer 403 in plain words and leave a trace of the attempt.

    Wagtail would turn a PermissionDenied into a redirect; a refusal has to look like one to people and to scripts.
    """
    recording.record_denied(act, by=request.user, on_text=on_text, case_id=case.pk if case else None)
    return TemplateResponse(request, "inbox/refused.html", {"header_title": _("Not for you")}, status=403)


def needs(act: str) -> Callable:
    """Let a view run only for those whom the matrix of rights allows ``act``."""

    def around(view):
        @never_cache
        @wraps(view)
        def guarded(request, *args, **kwargs):
            remember(request.user)
            if not may(request.user, act):
                return refuse(request, act)
            return view(request, *args, **kwargs)

        return guarded

    return around


def case_or_404(request: StaffRequest, pk: int, act: str = "case.read") -> Case:
    """The case, or "not found" for a case that does not exist and for one that is not this person's to know of."""
    case = visible_case(request.user, pk)
    if case is None:
        recording.record_denied(act, by=request.user, on_text=f"case {pk}", case_id=pk)
        raise Http404
    return case


def list_address(address: str) -> str:
    """An address of the list as a page sent it along; empty for anything that would lead elsewhere."""
    inside = url_has_allowed_host_and_scheme(address, allowed_hosts=None) and urlsplit(address).path == reverse(
        "inbox:list"
    )
    return address if inside else ""


class Refused(Exception):
    """An act was refused in words of the screen: ``field`` they belong to (None for the form), ``text``."""

    def __init__(self, field: str | None, text: str) -> None:
        super().__init__(text)
        self.field, self.text = field, text


@method_decorator(never_cache, name="dispatch")
class InboxView(WagtailAdminTemplateMixin, View):
    """A screen of the inbox in Wagtail's furniture; ``act`` is the right without which it is not shown."""

    act = "case.list"
    header_icon = "mail"
    page_title: Any = _("Received applications")
    request: StaffRequest

    def dispatch(self, request, *args, **kwargs):
        """Rights first, before any object is looked for; the roles are read once for the whole request."""
        remember(request.user)
        if not may(request.user, self.act):
            return refuse(request, self.act)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        """Home, the inbox, this screen."""
        items = [*super().get_breadcrumbs_items(), {"url": reverse("inbox:list"), "label": InboxView.page_title}]
        if self.page_title != InboxView.page_title:
            items.append({"url": "", "label": self.get_page_title()})
        return items

    def show(self, status: int = 200, **context) -> HttpResponse:
        """Render the screen's template in the furniture."""
        return TemplateResponse(
            self.request, self.get_template_names(), self.get_context_data(view=self, **context), status=status
        )


class CaseActView(InboxView):
    """An act on one case with a form of its own: ask, do it, back to the case.

    A subclass says how its ``form`` is made (called with the posted data, if any) and what ``do`` does with a valid one;
    ``do`` may answer by itself. What the act refuses is said above the form, and what was typed stays.
    """

    template_name = "inbox/act.html"
    intro: Any = ""
    columns = False
    form_id: str
    button: Any
    kwargs: dict[str, Any]

    def form(self, case: Case, *data: Any) -> Form:
        """The form, empty or with what was posted."""
        raise NotImplementedError

    def do(self, case: Case, form: Form) -> HttpResponse | None:
        """Do it. Raises one of ``refusals.REFUSALS``, or Refused."""
        raise NotImplementedError

    def get(self, request: StaffRequest, pk: int, **keys: Any) -> HttpResponse:
        """Ask."""
        case = case_or_404(request, pk, self.act)
        return self.show(case=case, form=self.form(case))

    def post(self, request: StaffRequest, pk: int, **keys: Any) -> HttpResponse:
        """Do it and go to the case."""
        case = case_or_404(request, pk, self.act)
        form = self.form(case, request.POST, request.FILES)
        if form.is_valid():
            try:
                answer = self.do(case, form)
            except refusals.REFUSALS as refusal:
                form.add_error(None, refusals.text(refusal))
            except Refused as refused:
                form.add_error(refused.field, refused.text)
            else:
                counting.forget()
                return answer or redirect("inbox:case", pk)
        return self.show(422, case=case, form=form)
