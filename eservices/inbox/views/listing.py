"""The list of cases with the preview beside it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.widgets.button import HeaderButton

from eservices.cases.models import Status
from eservices.cases.queries import matching, visible_to
from eservices.inbox import counting, filtering, searching
from eservices.inbox.forms import SearchForm
from eservices.inbox.paging import Page, page_of, read_cursor
from eservices.inbox.queries import made_lately
from eservices.inbox.rows import rows_of
from eservices.inbox.views.base import InboxView, StaffRequest, needs
from eservices.inbox.views.cases import opened_in_list
from eservices.notifications.queries import not_delivered
from portal.people.rights import may

PAGE_SIZE = 50
UNSENT_COUNTED = 99
TABS_OF_REGISTRAR = ("new", "papers", "unconfirmed", "today", "all")
URGENT_FIRST = ("new", "all")
TABS_OF_OTHERS = ("all", "unconfirmed", "today")
KEPT = ("tab", "find", "q", "status", "unit", "service", "channel", "due", "confirm")


@dataclass(frozen=True)
class Question:
    """What the address of the list asks for."""

    params: QueryDict
    may_register: bool

    @property
    def typed(self) -> str:
        """What was searched for, from either form of the address."""
        typed = self.params.get("q") or searching.opened(self.params.get("find", ""))
        return typed[: searching.LONGEST].strip()

    @property
    def tab(self) -> str:
        """The standing list: a search or a filter looks through everything, otherwise what waits for this person."""
        chosen = self.params.get("tab", "")
        if chosen in filtering.TABS:
            return chosen
        narrowed = any(self.params.get(name) for name in KEPT)
        return "new" if self.may_register and not narrowed else "all"

    def address(self, **changes: str) -> str:
        """The list's address with the same narrowings and these changes; an empty value drops a part."""
        kept = {name: self.params.get(name, "") for name in KEPT} | changes
        asked = urlencode({name: value for name, value in kept.items() if value})
        return f"{reverse('inbox:list')}?{asked}" if asked else reverse("inbox:list")


def find_page(question: Question, filters: filtering.FilterForm, user) -> Page:
    """The page of cases the address asks for, within the caller's rights.

    Whatever else matches, a case whose exact reference or number was typed stands first; in a list nobody searches in,
    what is urgent and not registered yet does. What is asked for by its due date is ordered by it, the most pressing
    first.
    """
    cases = visible_to(user).select_related("service", "unit")
    cases = filters.narrow(filtering.narrow_to_tab(cases, question.tab))
    cursor = read_cursor(question.params.get("page", ""))
    known: list[int] = []
    if question.typed:
        known = searching.exact(cases, question.typed)
        cases = matching(cases, question.typed).exclude(pk__in=known)
    elif question.tab in URGENT_FIRST:
        known = searching.pressing(cases)
        cases = cases.exclude(pk__in=known) if known else cases
    by_due = "due" in filters.chosen()
    field, oldest_first = ("due_on", True) if by_due else ("received_at", question.tab == "new")
    page = page_of(cases, field=field, cursor=cursor, size=PAGE_SIZE, oldest_first=oldest_first)
    if known and cursor is None:
        found = visible_to(user).select_related("service", "unit").in_bulk(known)
        return Page([found[pk] for pk in known] + page.rows, page.before, page.after)
    return page


class ListView(InboxView):
    """`/admin/inbox/`: works by links alone; the script only moves the preview without loading the page again."""

    template_name = "inbox/list.html"

    def get(self, request: StaffRequest) -> HttpResponse:
        """Show one page of the list and, where `open` names a case of it, its preview."""
        question = Question(request.GET, may(request.user, "case.register"))
        filters = filtering.FilterForm(request.GET)
        page = find_page(question, filters, request.user)
        here = question.address(page=request.GET.get("page", ""))
        rows = rows_of(page.rows)
        return self.show(
            rows=rows,
            registrable=question.may_register and any(row.status == Status.RECEIVED for row in rows),
            question=question,
            filters=filters,
            tabs=self.tabs(question),
            earlier=question.address(page=str(page.before)) if page.before else "",
            later=question.address(page=str(page.after)) if page.after else "",
            here=here,
            open_address=f"{here}{'&' if '?' in here else '?'}open=",
            done=made_lately(request.user, request.GET.get("done", "")),
            opened=opened_in_list(request),
            unsent=not_delivered(request.user)[:UNSENT_COUNTED].count(),
        )

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """What is done beside the list, to whom it is open."""
        buttons = []
        if may(self.request.user, "application.enter"):
            buttons.append(
                HeaderButton(_("Enter an application"), reverse("counter:new"), icon_name="edit", priority=5)
            )
        if may(self.request.user, "case.letter"):
            buttons.append(HeaderButton(_("Enter a letter"), reverse("inbox:letter"), icon_name="plus", priority=10))
        if may(self.request.user, "register.export"):
            buttons.append(
                HeaderButton(_("Register export"), reverse("inbox:export"), icon_name="download", priority=20)
            )
        return buttons

    def tabs(self, question: Question) -> list[filtering.Tab]:
        """The standing lists this person has a use for; what waits for a number is counted."""
        user = self.request.user
        counts = {"new": counting.waiting(user), "papers": counting.papers(user)} if question.may_register else {}
        mine = TABS_OF_REGISTRAR if question.may_register else TABS_OF_OTHERS
        return [
            filtering.Tab(code, filtering.TABS[code], counting.shown(counts[code]) if counts.get(code) else "")
            for code in mine
        ]


@require_POST
@needs("case.list")
def search(request: StaffRequest) -> HttpResponse:
    """Turn what was typed into an address that names nobody: names and codes would stay in logs and histories."""
    typed = SearchForm(request.POST).typed()
    return redirect(f"{reverse('inbox:list')}?find={searching.seal(typed)}" if typed else reverse("inbox:list"))
