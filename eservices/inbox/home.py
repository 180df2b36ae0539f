"""The start page of the admin: to each person what waits for her."""

from dataclasses import dataclass
from typing import cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.ui.components import Component

from eservices.cases.models import Status
from eservices.cases.queries import visible_to
from eservices.inbox import counting
from eservices.inbox.filtering import narrow_to_due, narrow_to_tab
from eservices.notifications.queries import not_delivered
from portal.people.models import StaffUser
from portal.people.rights import may


@dataclass(frozen=True)
class Work:
    """So many of something, and where they are."""

    count: int
    label: str | Promise
    address: str

    @property
    def shown(self) -> str:
        """The figure, capped as in the menu."""
        return counting.shown(self.count)


def works_of(user: StaffUser) -> list[Work]:
    """What waits for a person, the most pressing first; a figure of nothing is left out. Each is one capped count."""
    cases = visible_to(user)
    listing = reverse("inbox:list")
    running = cases.exclude(status__in=[Status.RECEIVED, Status.CLOSED])
    works = [
        Work(counting.waiting(user), _("to register"), f"{listing}?tab=new"),
        Work(counting.papers(user), _("later papers to register"), f"{listing}?tab=papers"),
        Work(_count(narrow_to_due(running, "late")), _("past their due date"), f"{listing}?tab=all&due=late"),
        Work(_count(narrow_to_due(running, "three")), _("due within 3 working days"), f"{listing}?tab=all&due=three"),
        Work(_count(narrow_to_tab(cases, "unconfirmed")), _("to be confirmed"), f"{listing}?tab=unconfirmed"),
        Work(_count(not_delivered(user)), _("messages not sent"), reverse("inbox:messages")),
    ]
    return [work for work in works if work.count]


def _count(rows: QuerySet) -> int:
    return rows.order_by()[: counting.LIMIT + 1].count()


class WorkPanel(Component):
    """What waits, as a few large figures; shown to those who work with cases."""

    name = "inbox_work"
    template_name = "inbox/home_panel.html"
    order = 50

    def __init__(self, user: StaffUser) -> None:
        self.user = user

    def get_context_data(self, parent_context: dict) -> dict:
        """The figures."""
        return {"works": works_of(self.user)}


def add_panel(request: HttpRequest, panels: list) -> None:
    """Put the figures first for those who may list cases; the others never learn of them."""
    if may(request.user, "case.list"):
        panels.insert(0, WorkPanel(cast(StaffUser, request.user)))


# Of no use to those who do not edit pages: Wagtail's reports on pages and its guide for editors.
FOR_EDITORS = frozenset({"reports", "help"})


def narrow_menu(request: HttpRequest, items: list) -> None:
    """Leave in the menu of those who do not edit pages only what is theirs."""
    if not user_has_any_page_permission(request.user):
        items[:] = [item for item in items if item.name not in FOR_EDITORS]
