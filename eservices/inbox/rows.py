"""One line of the list, made ready so that the template only writes it down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eservices.applications.models import Promise
from eservices.cases.models import Case, Status
from portal.personal_data.secrets import show_reference
from portal.working_days.calendar import today, working_days_between

SOON = 2
# Working days after receipt by which everything has a number (practice: documents, cases, numbers).
TO_BE_REGISTERED_WITHIN = 1
FINISHED = frozenset({Status.DECIDED, Status.NOTIFIED, Status.CLOSED})


@dataclass(frozen=True)
class Due:
    """The date of a clock, how it feels ("late", "soon" or nothing) and how far away it is."""

    day: date
    tone: str = ""
    note: str = ""

    @property
    def iso(self) -> str:
        """For machines."""
        return self.day.isoformat()

    @property
    def short(self) -> str:
        """For the list: the year only where it is not this one."""
        return short_day(self.day, today())


@dataclass(frozen=True)
class Row:
    """A case as the list shows it."""

    pk: int
    url: str
    received: str
    received_iso: str
    waits_long: bool
    number: str
    reference: str
    service: str
    client: str
    applicant: str
    channel: str
    unit: str
    status: str
    status_word: str
    to_be_confirmed: bool
    urgent: bool
    closed_to_named: bool
    papers: int
    due: Due | None
    missing: str
    missing_all: str


def rows_of(cases: Sequence[Case]) -> list[Row]:
    """Turn cases into lines; one statement for all of them, for the papers still missing."""
    labels: dict[int, list[str]] = {}
    lacking = [case.pk for case in cases if case.missing_count]
    if lacking:
        found = Promise.objects.filter(application__case__in=lacking, brought_at=None).order_by("pk")
        for case_id, label in found.values_list("application__case_id", "label"):
            labels.setdefault(case_id, []).append(label)
    day = today()
    return [_row(case, labels.get(case.pk, []), day) for case in cases]


def _row(case: Case, missing: list[str], day: date) -> Row:
    received = timezone.localtime(case.received_at)
    return Row(
        pk=case.pk,
        url=reverse("inbox:case", args=[case.pk]),
        received=short_moment(received, day),
        received_iso=received.isoformat(timespec="minutes"),
        waits_long=case.status == Status.RECEIVED
        and working_days_between(received.date(), day) > TO_BE_REGISTERED_WITHIN,
        number=case.register_number,
        reference=show_reference(case.reference),
        service=case.title,
        client=case.client_name or _("not stated"),
        applicant=case.applicant_name,
        channel=case.get_channel_display(),
        unit=case.unit.name if case.unit else "",
        status=case.status,
        status_word=status_word(case),
        to_be_confirmed=case.to_be_confirmed,
        urgent=case.urgent,
        closed_to_named=case.closed_to_named,
        papers=case.papers_to_register,
        due=due_of(case.due_on, case.status, day),
        missing=_in_brief(missing, case.missing_count),
        missing_all="; ".join(missing),
    )


def status_word(case: Case) -> str:
    """The word of a status; a closed case says how it ended."""
    return case.get_ending_display() if case.ending else case.get_status_display()


def short_day(day: date, now: date) -> str:
    """Day and month, with the year where it is another one."""
    return date_format(day, "d.m." if day.year == now.year else "d.m.Y.")


def short_moment(moment: datetime, now: date) -> str:
    """The time of day for today, otherwise the day."""
    return date_format(moment, "H:i") if moment.date() == now else short_day(moment.date(), now)


def due_of(day: date | None, status: str, now: date) -> Due | None:
    """The date of a clock beside today; a finished case is neither late nor near."""
    if day is None:
        return None
    if status in FINISHED:
        return Due(day)
    if day < now:
        return Due(day, "late", _("overdue"))
    if day == now:
        return Due(day, "soon", _("today"))
    left = working_days_between(now, day)
    return Due(day, "soon" if left <= SOON else "", _in_working_days(left))


def _in_working_days(n: int) -> str:
    return ngettext("%(n)s working day left", "%(n)s working days left", n) % {"n": n}


def _in_brief(labels: list[str], count: int) -> str:
    if not labels:
        return ngettext("%(n)s document", "%(n)s documents", count) % {"n": count} if count else ""
    rest = max(count, len(labels)) - 1
    return f"{labels[0]} +{rest}" if rest else labels[0]
