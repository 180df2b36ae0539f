"""Originals of received papers: shown, kept, given back (practice: documents, cases, numbers)."""

from django.db import transaction
from django.utils import timezone

from eservices.applications.models import Original
from eservices.attachments.models import Attachment
from eservices.cases import events
from eservices.cases.models import Case
from portal.audit.recording import record
from portal.people.models import StaffUser

State = Original.State
# What may follow what: given back is only what was kept, and what is kept ends by being given back.
NEXT: dict[str, tuple[State, ...]] = {
    "": (State.SHOWN, State.COPY, State.KEPT),
    State.SHOWN: (State.COPY, State.KEPT),
    State.COPY: (State.SHOWN, State.KEPT),
    State.KEPT: (State.RETURNED,),
    State.RETURNED: (State.KEPT,),
}


class OriginalRefused(Exception):
    """Why it cannot be noted: ``not_next`` (it is in another state by now, or never was kept)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def note_original(case: Case, attachment: Attachment, state: str, *, by: StaffUser, note: str = "") -> Original:
    """Note what became of the original behind a file of this case: the row, history, audit, signal ``original_noted``.

    The case is locked first. ``note`` says to whom it was given back. Raises OriginalRefused.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        known = Original.objects.filter(attachment=attachment).first()
        if state not in NEXT[known.state if known else ""]:
            raise OriginalRefused("not_next")
        original = known or Original(case=case, attachment=attachment)
        original.state, original.by, original.at = state, by, timezone.now()
        original.note = note.strip() or None
        if state == State.KEPT:
            original.kept_at = original.at
        original.save()
        events.write(case, f"original_{state}", by=by, reason=note, attachment=str(attachment.pk))
        record(f"original.{state}", by=by, on=original, details={"attachment": str(attachment.pk)})
        events.original_noted.send(Original, case=case, original=original)
    return original
