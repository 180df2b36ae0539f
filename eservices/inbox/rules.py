"""What a member of staff may do to one case, from the rights of the office and the state of the case."""

from dataclasses import dataclass

from eservices.applications.withdrawing import may_withdraw
from eservices.cases.models import Case, Ending, Status
from eservices.cases.queries import access_to, visible_to
from portal.people.models import StaffUser
from portal.people.rights import may


@dataclass(frozen=True)
class CaseRights:
    """The settled rights, spelled out for one person and one case; templates show acts by these and nothing else."""

    answers: bool
    health_needs_reason: bool
    register: bool
    papers: bool
    annul: bool
    annul_papers: bool
    join: bool
    letter: bool
    confirm: bool
    link: bool
    people: bool
    withdraw: bool
    restore: bool
    close_off: bool


def rights_in(case: Case, user: StaffUser) -> CaseRights:
    """Work out what ``user`` may see and do in a case already visible to her."""
    access = access_to(user, case)
    numbered, ended = case.registered_on is not None, case.status == Status.CLOSED
    return CaseRights(
        answers=access.answers,
        health_needs_reason=access.health_needs_reason,
        register=not numbered and may(user, "case.register"),
        papers=may(user, "case.register"),
        annul=numbered and not ended and may(user, "case.annul"),
        annul_papers=not ended and may(user, "case.annul"),
        join=not ended and may(user, "case.join"),
        letter=not ended and may(user, "case.letter"),
        confirm=case.to_be_confirmed and not ended and may(user, "case.party"),
        link=may(user, "client.link"),
        people=may(user, "case.party"),
        withdraw=may_withdraw(case) and may(user, "case.withdraw"),
        restore=case.ending == Ending.WITHDRAWN and may(user, "case.withdraw"),
        close_off=may(user, "case.close_off"),
    )


def visible_case(user: StaffUser, pk: int) -> Case | None:
    """The case, if this person may know of it, with what every screen of a case needs, in one statement."""
    rows = visible_to(user).select_related("service", "unit", "handler", "joined_into")
    return rows.filter(pk=pk).first()
