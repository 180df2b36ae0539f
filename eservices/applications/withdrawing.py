"""Withdrawing what was asked for, in writing or orally, and taking that back until a decision (practice: endings)."""

from django.db import transaction

from eservices.cases import events
from eservices.cases.models import Case, Channel, Ending, Party, Status
from eservices.cases.moving import AFTER_DECISION, MoveNotAllowed, move, stage_before_closing
from portal.people.models import StaffUser


def may_withdraw(case: Case) -> bool:
    """Whether there is still something to withdraw: the case is open and not decided."""
    return case.status != Status.CLOSED and case.status not in AFTER_DECISION


def withdraw(
    case: Case,
    *,
    by: StaffUser | None = None,
    how: str = Channel.PORTAL,
    who: Party | None = None,
    reason: str = "",
) -> None:
    """Close the case as withdrawn: status, clocks, history, audit, signal ``application_withdrawn``.

    ``how`` is the channel the person's wish came by. ``by`` is None when she did it in the portal, else the member of
    staff who wrote it down, of ``who``. Raises MoveNotAllowed once there is a decision, ValueError for no channel.
    """
    if how not in Channel.values:
        raise ValueError(f"unknown way to withdraw: {how}")
    details = {"how": str(how)} | ({"party": str(who.pk)} if who else {})
    with transaction.atomic():
        move(case, Status.CLOSED, by=by, reason=reason, ending=Ending.WITHDRAWN, **details)
        events.application_withdrawn.send(Case, case=case)


def restore(case: Case, *, by: StaffUser, reason: str) -> None:
    """Take the withdrawal back: the case returns to the stage it was closed from, its clocks run as before.

    Raises MoveNotAllowed when the case is not closed as withdrawn.
    """
    if case.ending != Ending.WITHDRAWN:
        raise MoveNotAllowed(case.status, "reopened", case.ending)
    move(case, stage_before_closing(case), by=by, reason=reason)
