"""What the portal's ground adds to the Wagtail admin: calendar, audit record, work that did not succeed."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from laces.components import Component
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from portal import oversight
from portal.audit import recording
from portal.due_work.dead_letters import count_dead
from portal.people.rights import may
from portal.working_days.models import CalendarException


class _CreateException(generic.CreateView):
    def save_instance(self) -> CalendarException:
        return _recorded(super().save_instance(), self.request)


class _EditException(generic.EditView):
    def save_instance(self) -> CalendarException:
        return _recorded(super().save_instance(), self.request)


class _DeleteException(generic.DeleteView):
    def delete_action(self) -> None:
        _recorded(self.object, self.request, deleted=True)
        super().delete_action()


def _recorded(day: CalendarException, request: HttpRequest, *, deleted: bool = False) -> CalendarException:
    details = {"day": day.day.isoformat(), "working": day.working, "deleted": deleted}
    recording.record("calendar.edit", by=request.user, on=day, details=details)  # type: ignore[arg-type]
    return day


class CalendarViewSet(ModelViewSet):
    """Days on which the office's calendar differs from the country's; each change is recorded."""

    model = CalendarException
    name = "calendar_exceptions"
    menu_label = _("Working days")
    icon = "calendar"
    add_to_settings_menu = True
    add_to_reference_index = False
    form_fields = ["day", "working", "note"]
    list_display = ["day", "working", "note"]
    add_view_class = _CreateException
    edit_view_class = _EditException
    delete_view_class = _DeleteException
    copy_view_enabled = False


class GivenUpPanel(Component):
    """On the admin's first page: that the worker has given up on something."""

    name = "given_up"
    template_name = "oversight/given_up_panel.html"
    order = 10

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Count the rows."""
        return {"count": count_dead()}


class _RightsMenuItem(MenuItem):
    def __init__(self, *args: Any, act: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.act = act

    def is_shown(self, request: HttpRequest) -> bool:
        return may(request.user, self.act)  # type: ignore[arg-type]


@hooks.register("register_admin_viewset")
def register_calendar() -> CalendarViewSet:
    """The calendar's exceptions, under settings."""
    return CalendarViewSet()


@hooks.register("register_admin_urls")
def register_oversight() -> list[URLPattern]:
    """The audit record and the given-up work."""
    return [
        path("audit/", oversight.record, name="audit_record"),
        path("given-up/", oversight.given_up, name="given_up"),
        path("given-up/try-again/", oversight.try_again, name="given_up_try_again"),
    ]


@hooks.register("register_admin_menu_item")
def audit_menu_item() -> MenuItem:
    """The audit record, for those who may read it."""
    return _RightsMenuItem(_("Audit record"), reverse("audit_record"), icon_name="history", order=900, act="audit.read")


@hooks.register("construct_homepage_panels")
def warn_of_given_up_work(request: HttpRequest, panels: list[Component]) -> None:
    """Tell the administrator on the first page."""
    if may(request.user, "users.manage") and count_dead():  # type: ignore[arg-type]
        panels.append(GivenUpPanel())
