"""Joining a duplicate to the case it repeats; the earliest receipt counts for the one that goes on."""

from django.db import transaction
from django.utils import timezone

from eservices.cases import clocks, events
from eservices.cases.models import Case, Ending, Status
from eservices.cases.moving import AFTER_DECISION, move, stage_before_closing
from portal.audit.recording import record
from portal.people.models import StaffUser


class JoinRefused(Exception):
    """Why it cannot be joined: ``same``, ``closed``, ``decided``, ``joined`` or ``not_joined``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def join(duplicate: Case, into: Case, *, by: StaffUser, reason: str = "") -> None:
    """Close ``duplicate`` as joined into ``into``.

    Effects, in one transaction: both locked; the duplicate keeps its papers, numbers and secret and is closed as
    joined; the other takes the earlier receipt, and the clocks that count from receipt move with it; history of both,
    audit. Raises JoinRefused.
    """
    with transaction.atomic():
        _lock(duplicate, into)
        _check(duplicate, into)
        duplicate.joined_into = into
        duplicate.save(update_fields=["joined_into"])
        if duplicate.received_at < into.received_at:
            _take_receipt(into, duplicate)
        events.write(into, "duplicate_joined", by=by, reason=reason, other=duplicate.pk)
        move(duplicate, Status.CLOSED, by=by, reason=reason, ending=Ending.JOINED, into=into.pk)
        record("case.joined", by=by, on=duplicate, details={"into": into.pk})


def part(duplicate: Case, *, by: StaffUser, reason: str) -> None:
    """Take a joining back: the duplicate returns to its stage. A receipt that moved stays: it was known to be earlier.

    Raises JoinRefused ``not_joined``.
    """
    with transaction.atomic():
        duplicate.refresh_from_db()
        into = duplicate.joined_into
        if into is None:
            raise JoinRefused("not_joined")
        _lock(duplicate, into)
        if duplicate.joined_into_id != into.pk:
            raise JoinRefused("not_joined")
        duplicate.joined_into = None
        duplicate.save(update_fields=["joined_into"])
        events.write(into, "duplicate_parted", by=by, reason=reason, other=duplicate.pk)
        move(duplicate, stage_before_closing(duplicate), by=by, reason=reason, parted_from=into.pk)
        record("case.parted", by=by, on=duplicate, details={"from": into.pk})


def _lock(*cases: Case) -> None:
    """Lock in the order of the keys, so that two joinings cannot wait for each other."""
    list(Case.objects.select_for_update(of=("self",)).filter(pk__in=[case.pk for case in cases]).order_by("pk"))
    for case in cases:
        case.refresh_from_db()


def _check(duplicate: Case, into: Case) -> None:
    if duplicate.pk == into.pk:
        raise JoinRefused("same")
    if duplicate.joined_into_id or into.joined_into_id or duplicate.joined.exists():
        raise JoinRefused("joined")
    if Status.CLOSED in (duplicate.status, into.status):
        raise JoinRefused("closed")
    if duplicate.status in AFTER_DECISION:
        raise JoinRefused("decided")


def _take_receipt(into: Case, duplicate: Case) -> None:
    was = into.received_at
    into.received_at = duplicate.received_at
    into.save(update_fields=["received_at"])
    if into.registered_on is None:
        clocks.start_legal(into)
    else:
        clocks.start(into, into.registered_on)
    events.write(
        into, "receipt_corrected", was=timezone.localdate(was).isoformat(), now=clocks.received_on(into).isoformat()
    )
