"""The narrowings of the list: tabs, filters, and what was searched for."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from eservices.cases.models import RUNNING, Case, Channel, Status
from eservices.catalogue.models import Service
from eservices.inbox.forms import units
from portal.working_days.calendar import add_working_days, today

ANY = [("", _("all"))]
DUE = [
    ("late", _("overdue")),
    ("today", _("today")),
    ("three", _("within 3 working days")),
    ("ten", _("within 10 working days")),
]
TABS = {
    "new": _("To register"),
    "papers": _("Papers brought later"),
    "unconfirmed": _("To be confirmed"),
    "today": _("Registered today"),
    "all": _("All"),
}


class FilterForm(forms.Form):
    """Six narrowings, each optional; an unknown value is no narrowing."""

    status = forms.ChoiceField(label=_("Status"), required=False, choices=ANY + Status.choices)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    service = forms.ChoiceField(label=_("Service"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False, choices=ANY + Channel.choices)
    due = forms.ChoiceField(label=_("Due"), required=False, choices=ANY + DUE)
    confirm = forms.ChoiceField(
        label=_("Authenticity"), required=False, choices=[*ANY, ("yes", _("to be confirmed")), ("no", _("confirmed"))]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("unit", units().values_list("pk", "name"))
        self.offer("service", Service.objects.order_by("name").values_list("pk", "name"))

    def offer(self, name: str, rows: Any) -> None:
        """Set what can be chosen in a field, "all" first."""
        cast(forms.ChoiceField, self.fields[name]).choices = [*ANY, *rows]

    def chosen(self) -> dict[str, str]:
        """The narrowings in force, by name; whatever does not validate is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, cases: QuerySet[Case]) -> QuerySet[Case]:
        """Apply what was chosen."""
        for name, value in self.chosen().items():
            cases = cases.filter(_condition(name, value))
        return cases


def narrow_to_due(cases: QuerySet[Case], value: str) -> QuerySet[Case]:
    """Cases still running whose own clock ends then."""
    return cases.filter(_due(value))


def _condition(name: str, value: str) -> Q:
    if name == "due":
        return _due(value)
    if name == "confirm":
        return Q(to_be_confirmed=value == "yes")
    return Q(**{name if name in ("status", "channel") else f"{name}_id": value})


def _due(value: str) -> Q:
    day = today()
    if value == "late":
        return RUNNING & Q(due_on__lt=day)
    if value == "today":
        return RUNNING & Q(due_on=day)
    return RUNNING & Q(due_on__gte=day, due_on__lte=add_working_days(day, 3 if value == "three" else 10))


@dataclass(frozen=True)
class Tab:
    """One of the standing lists above the table."""

    code: str
    label: Any
    count: str = ""


def narrow_to_tab(cases: QuerySet[Case], tab: str) -> QuerySet[Case]:
    """What stands under a tab."""
    if tab == "new":
        return cases.filter(status=Status.RECEIVED)
    if tab == "papers":
        return cases.filter(papers_to_register__gt=0)
    if tab == "unconfirmed":
        return cases.filter(to_be_confirmed=True).exclude(status=Status.CLOSED)
    if tab == "today":
        return cases.filter(registered_on=today())
    return cases
