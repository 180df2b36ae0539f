"""The only writer of a case's status (design: things that are always true, 6)."""

from django.db import transaction

from eservices.cases import clocks, events
from eservices.cases.models import Case, Ending, Event, Status
from portal.audit.recording import record
from portal.people.models import StaffUser

S = Status
OPEN = frozenset(S.values) - {S.CLOSED}
ALLOWED: dict[str, frozenset[str]] = {
    S.RECEIVED: frozenset({S.REGISTERED, S.CLOSED}),
    S.REGISTERED: frozenset(
        {S.RECEIVED, S.IN_REVIEW, S.AWAITING_INFORMATION, S.SENT_FOR_DECISION, S.DECIDED, S.CLOSED}
    ),
    S.IN_REVIEW: frozenset({S.RECEIVED, S.AWAITING_INFORMATION, S.SENT_FOR_DECISION, S.DECIDED, S.CLOSED}),
    S.AWAITING_INFORMATION: frozenset({S.RECEIVED, S.IN_REVIEW, S.SENT_FOR_DECISION, S.DECIDED, S.CLOSED}),
    S.SENT_FOR_DECISION: frozenset({S.IN_REVIEW, S.DECIDED, S.CLOSED}),
    S.DECIDED: frozenset({S.NOTIFIED, S.CLOSED}),
    S.NOTIFIED: frozenset({S.DISPUTED, S.CLOSED}),
    S.DISPUTED: frozenset({S.IN_REVIEW, S.DECIDED, S.CLOSED}),
    S.CLOSED: frozenset(),
}
# An ending that may be taken back: the case returns to the stage it was closed from.
REVERSIBLE = frozenset({Ending.WITHDRAWN, Ending.JOINED})
# An outcome that needs a decision; all other endings need that there is none.
AFTER_DECISION = frozenset({S.DECIDED, S.NOTIFIED, S.DISPUTED})


class MoveNotAllowed(Exception):
    """A case cannot go from ``from_status`` to ``to_status`` (with this ending)."""

    code = "not_allowed"

    def __init__(self, from_status: str, to_status: str, ending: str = "") -> None:
        super().__init__(f"{from_status} -> {to_status} {ending}".strip())
        self.from_status, self.to_status, self.ending = from_status, to_status, ending


def move(case: Case, to: str, *, by: StaffUser | None, reason: str = "", ending: str | None = None, **details) -> Event:
    """Bring the case to status ``to``: row locked, status and ending written, clocks, history, audit; one transaction.

    Closing needs ``ending`` and stops both clocks; nothing else takes one. ``by`` is None when the resident acts.
    The passed object gets the new values. Raises MoveNotAllowed, ValueError for an ending without closing or
    the reverse.
    """
    if (to == S.CLOSED) != bool(ending):
        raise ValueError("a case is closed with an ending, and only then")
    with transaction.atomic():
        was = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        _check(was, to, ending or "")
        case.status, case.ending = to, ending or ""
        case.save(update_fields=["status", "ending"])
        if to == S.CLOSED:
            clocks.stop(case, reason=case.ending)
        elif was.status == S.CLOSED:
            clocks.resume(case)
        record("case.moved", by=by, on=case, details={"from": was.status, "to": to, "ending": case.ending})
        if case.ending:
            details["ending"] = case.ending
        return events.write(case, "moved", by=by, reason=reason, from_status=was.status, to_status=to, **details)


def stage_before_closing(case: Case) -> str:
    """The status a closed case was closed from, by its history; registered, if it got its number only afterwards."""
    last = Event.objects.filter(case=case, kind="moved", to_status=S.CLOSED).order_by("-at").first()
    stage = last.from_status if last else S.RECEIVED
    return S.REGISTERED if stage == S.RECEIVED and case.registered_on else stage


def _check(case: Case, to: str, ending: str) -> None:
    allowed = to in ALLOWED[case.status]
    if case.status == S.CLOSED:
        allowed = case.ending in REVERSIBLE and to == stage_before_closing(case)
    elif to == S.CLOSED and ending != Ending.CLIENT_DIED:
        allowed = (case.status in AFTER_DECISION) == (ending == Ending.DECIDED)
    if not allowed:
        raise MoveNotAllowed(case.status, to, ending)
