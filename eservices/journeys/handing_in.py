"""Handing a draft in: what the draft's side adds to ``applications.submitting``."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from eservices.applications.confirming import confirm
from eservices.applications.models import Application
from eservices.applications.submitting import NotComplete, Submission, Submitted, submit
from eservices.definitions.versions import plan_for
from portal.people.models import StaffUser

from . import keeping, proving
from .models import Draft
from .progress import Progress

SECRET_SHOWN_FOR = timedelta(hours=24)


class NotFinished(Exception):
    """A step is not finished; ``step`` names the first one."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


@dataclass(frozen=True)
class HandOver:
    """What staff add to what somebody told them: why answers are missing, how it is confirmed (``how`` empty: later)."""

    incomplete_reason: str = ""
    interpreter_needed: bool = False
    how: str = ""
    reason: str = ""
    witness: StaffUser | None = None


def hand_in(draft: Draft, *, language: str, over: HandOver | None = None) -> Submitted:
    """Submit the draft as it was shown on the review page.

    In one transaction: the draft's row is locked and must still be the one that was read; every answer the form calls
    for is checked again and the application is made; the draft keeps nothing but the typed secret and the own links of
    others, sealed, so that this browser sees the same receipt for a day.

    Staff add what ``over`` says. A repeat gives the same application. Raises NotFinished, ``keeping.Stale``,
    ``SubmitRefused`` and, for staff, ``ConfirmRefused``.
    """
    place = Progress(draft).place
    if place:
        raise NotFinished(place)
    try:
        return submit(_submission(draft, language, over or HandOver()))
    except NotComplete as refused:
        raise NotFinished(_first_step(draft, refused)) from refused


def _submission(draft: Draft, language: str, over: HandOver) -> Submission:
    proven = proving.proven_address(draft)
    return Submission(
        key=draft.pk,
        version=draft.version,
        language=language,
        answers=draft.content["answers"],
        lock=lambda: keeping.lock(draft),
        settle=lambda submitted: settle(draft, submitted),
        vouch=lambda application: _vouch(application, draft, over),
        channel=draft.channel,
        entered_by=draft.entered_by,
        received_on=draft.received_on,
        scans=[UUID(each) for each in draft.content.get("scans", [])],
        incomplete_reason=over.incomplete_reason,
        interpreter_needed=over.interpreter_needed,
        proven_email=proven,
        email_proven_at=draft.email_proven_at if proven else None,
    )


def _vouch(application: Application, draft: Draft, over: HandOver) -> None:
    if over.how and draft.entered_by:
        confirm(application, over.how, by=draft.entered_by, reason=over.reason, witness=over.witness)


def _first_step(draft: Draft, refused: NotComplete) -> str:
    plan = plan_for(draft.version)
    steps = {lack.step for lack in refused.missing} | {plan.step_of[key] for key in refused.errors}
    return next(step for step in plan.steps if step in steps)


def settle(draft: Draft, submitted: Submitted) -> None:
    """Turn the draft into the memory of where it went; in the submit's transaction."""
    draft.state = Draft.SUBMITTED
    draft.application_id = submitted.application.pk
    draft.content = {"secret": submitted.secret} | ({"links": submitted.links} if submitted.links else {})
    draft.return_code_hash = draft.link_hash = None
    draft.expires_at = timezone.now() + SECRET_SHOWN_FOR
    draft.revision += 1
    draft.save()
