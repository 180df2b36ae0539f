"""Withdrawing what was asked for, in writing or orally, and taking that back until a decision (practice: endings)."""

from django.db import transaction

from eservices.applications.bringing import receive
from eservices.applications.models import Supplement
from eservices.cases import events
from eservices.cases.models import Case, Channel, Ending, Party, Status
from eservices.cases.moving import AFTER_DECISION, MoveNotAllowed, move, stage_before_closing
from portal.people.models import StaffUser


class AlreadyWithdrawn(MoveNotAllowed):
    """The application is withdrawn already: a second click, or somebody was quicker."""


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
    staff who wrote it down, of ``who``. What was said in the portal is a paper of its own that waits for its number;
    what was withdrawn before it was registered is registered all the same (``registering``). The case is locked first.
    Raises AlreadyWithdrawn, MoveNotAllowed once there is a decision, ValueError for no channel.
    """
    if how not in Channel.values:
        raise ValueError(f"unknown way to withdraw: {how}")
    details = {"how": str(how)} | ({"party": str(who.pk)} if who else {})
    with transaction.atomic():
        locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        if locked.ending == Ending.WITHDRAWN:
            raise AlreadyWithdrawn(locked.status, Status.CLOSED, locked.ending)
        application = case.applications.first() if how == Channel.PORTAL else None
        if application:
            receive(application, Supplement.Kind.WITHDRAWAL, by=by, channel=how)
        move(case, Status.CLOSED, by=by, reason=reason, ending=Ending.WITHDRAWN, **details)
        events.application_withdrawn.send(Case, case=case)


def restore(case: Case, *, by: StaffUser, reason: str) -> None:
    """Take the withdrawal back: the case returns to its stage, its clocks run as before.

    Raises MoveNotAllowed when the case is not closed as withdrawn.
    """
    if case.ending != Ending.WITHDRAWN:
        raise MoveNotAllowed(case.status, "reopened", case.ending)
    move(case, stage_before_closing(case), by=by, reason=reason)
