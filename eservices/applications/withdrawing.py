"""Withdrawing an application, in writing or orally, and taking that back until a decision (practice: endings)."""

from django.db import transaction

from eservices.applications.models import Application
from eservices.cases import events
from eservices.cases.models import Case, Ending, Status
from eservices.cases.moving import AFTER_DECISION, MoveNotAllowed, move, stage_before_closing
from portal.people.models import StaffUser

HOW = frozenset({"portal", "written", "oral"})


def may_withdraw(case: Case) -> bool:
    """Whether there is still something to withdraw: the case is open and not decided."""
    return case.status != Status.CLOSED and case.status not in AFTER_DECISION


def withdraw(application: Application, *, by: StaffUser | None = None, how: str = "portal", reason: str = "") -> None:
    """Close the case as withdrawn: status, clocks, history (how, and by whom where staff wrote it down), audit, signal.

    ``by`` is None when the person did it in the portal. Raises MoveNotAllowed once there is a decision, ValueError
    for an unknown ``how``.
    """
    if how not in HOW:
        raise ValueError(f"unknown way to withdraw: {how}")
    with transaction.atomic():
        case = application.case
        move(
            case, Status.CLOSED, by=by, reason=reason, ending=Ending.WITHDRAWN, how=how, application=str(application.pk)
        )
        events.application_withdrawn.send(Application, case=case, application=application)


def restore(application: Application, *, by: StaffUser, reason: str) -> None:
    """Take the withdrawal back: the case returns to the stage it was closed from, its clocks run as before.

    Raises MoveNotAllowed when the case is not closed as withdrawn.
    """
    case = application.case
    if case.ending != Ending.WITHDRAWN:
        raise MoveNotAllowed(case.status, "reopened", case.ending)
    move(case, stage_before_closing(case), by=by, reason=reason, application=str(application.pk))
