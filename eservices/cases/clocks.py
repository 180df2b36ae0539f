"""The two terms of a case, side by side: the service's own and the law's (practice: deadlines).

The service's clock runs by the profile the case was opened with: ``start`` registered or received, ``decide`` as
``{"n": 10, "unit": "working_days" | "days" | "at_once"}``; day 1 is the next working day. The law's clock is one
month from receipt and runs whether anybody registers or not. A term in days or months that would end on a day off
ends on the next working day.
"""

from datetime import date, datetime, time

from django.utils import timezone

from eservices.cases.models import Case, Clock, ClockSegment
from portal.working_days import calendar
from portal.working_days.terms import due_on

LEGAL_MONTHS = 1


def legal_due_on(received: date) -> date:
    """Last day of the law's term for something received on this day."""
    return calendar.on_working_day(calendar.add_months(received, LEGAL_MONTHS))


def received_on(case: Case) -> date:
    """The day of receipt in the office's own time."""
    return timezone.localdate(case.received_at)


def moment_of(day: date) -> datetime:
    """The moment a paper of a past day counts as received: noon of that day, now if it is today."""
    if day == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(day, time(12)))


def start_legal(case: Case) -> None:
    """Start, or move to an earlier receipt, the law's clock; unchanged when it already runs from that day."""
    start = received_on(case)
    case.legal_due_on = legal_due_on(start)
    _run(case, Clock.LEGAL, start, case.legal_due_on, "received")
    case.save(update_fields=["legal_due_on"])


def start(case: Case, on: date) -> None:
    """Start both clocks at registration: the service's by its profile, the law's from the receipt."""
    start_legal(case)
    by_receipt = case.clock.get("start") == "received"
    first = received_on(case) if by_receipt else on
    case.due_on = due_on(case.clock, first)
    if case.due_on is not None:
        _run(case, Clock.SERVICE, first, case.due_on, "received" if by_receipt else "registered")
    case.save(update_fields=["due_on"])


def stop_service(case: Case, *, reason: str) -> None:
    """Registration is taken back: the service's clock is closed and its date goes; the law's runs on."""
    _close(case.clock_segments.filter(clock=Clock.SERVICE), reason)
    case.due_on = None
    case.save(update_fields=["due_on"])


def stop(case: Case, *, reason: str) -> None:
    """The case ends: both clocks are closed, the dates stay for the record."""
    _close(case.clock_segments.all(), reason)


def resume(case: Case) -> None:
    """An ending is taken back: the clocks run again from where they started, with the dates they had.

    A case registered only after it was closed has had no clock of the service: it starts from the registration.
    """
    if case.registered_on and case.due_on is None:
        start(case, case.registered_on)
        return
    for clock in Clock.values:
        last = case.clock_segments.filter(clock=clock).last()
        if last is None or (clock == Clock.SERVICE and case.due_on is None):
            continue
        ClockSegment.objects.create(
            case=case, clock=clock, started_on=last.started_on, ends_on=last.ends_on, reason="resumed"
        )


def _run(case: Case, clock: str, started_on: date, ends_on: date, reason: str) -> None:
    running = case.clock_segments.filter(clock=clock, closed_at__isnull=True)
    if running.filter(started_on=started_on, ends_on=ends_on).exists():
        return
    _close(running, reason)
    ClockSegment.objects.create(case=case, clock=clock, started_on=started_on, ends_on=ends_on, reason=reason)


def _close(segments, reason: str) -> None:
    segments.filter(closed_at__isnull=True).update(closed_at=timezone.now(), closed_reason=reason)
