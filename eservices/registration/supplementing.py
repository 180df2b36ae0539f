"""Registering a later paper of a case: a number of its own on the case that is already there."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from eservices.applications.models import Supplement
from eservices.cases import events
from eservices.cases.models import Case
from eservices.registration import registering
from eservices.registration.models import Journal, Letter, RegisteredDocument
from portal.audit.recording import record
from portal.people.models import StaffUser


def waiting(case: Case) -> list[Supplement | Letter]:
    """The papers of a case that still have no number, the earliest first; what opened the case is not among them."""
    supplements = Supplement.objects.filter(application__case=case, registered=False)
    numbered = RegisteredDocument.objects.filter(case=case, annulled_at__isnull=True, letter__isnull=False)
    letters = Letter.objects.filter(case=case, opens_case=False).exclude(pk__in=numbered.values("letter"))
    found: list[Supplement | Letter] = [*supplements, *(letter for letter in letters if not letter.is_note)]
    return sorted(found, key=lambda paper: paper.received_at if isinstance(paper, Supplement) else paper.entered_at)


def attach(
    paper: Supplement | Letter, *, by: StaffUser, journal: Journal | None = None, received_on: date | None = None
) -> RegisteredDocument:
    """Register a later paper.

    Effects, in one transaction: case locked; number given and the document written with its own day of receipt; one
    paper fewer waits; the case is found by this number too; history, audit. Status and clocks stay as they are.
    Raises AlreadyRegistered, RegisterRefused ``phone_note`` or ``received_in_future``.
    """
    case_id = paper.case_id if isinstance(paper, Letter) else paper.application.case_id
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
        _check(paper)
        columns = _columns(paper)
        if received_on is not None:
            registering.check_received(received_on)
            columns["received_on"] = received_on
        document = registering.enter(journal or registering.journal_for(), by=by, case=case, **columns)
        if isinstance(paper, Supplement):
            paper.registered = True
            paper.save(update_fields=["registered"])
        Case.objects.filter(pk=case.pk, papers_to_register__gt=0).update(papers_to_register=F("papers_to_register") - 1)
        registering.show_number(document)
        events.write(case, "supplement_registered", by=by, document=str(document.pk), number=document.number_text)
        record("document.registered", by=by, on=document, details={"number": document.number_text})
    return document


def _check(paper: Supplement | Letter) -> None:
    if isinstance(paper, Letter) and paper.is_note:
        raise registering.RegisterRefused("phone_note")
    document = paper.documents.filter(annulled_at__isnull=True).select_related("registered_by").first()
    if document is not None:
        raise registering.AlreadyRegistered(document)


def _columns(paper: Supplement | Letter) -> dict[str, Any]:
    if isinstance(paper, Letter):
        return registering.letter_columns(paper) | {"received_on": paper.received_on}
    case = paper.application.case
    return {
        "supplement": paper,
        "kind": paper.kind if paper.kind == Supplement.Kind.WITHDRAWAL else "supplement",
        "channel": paper.channel,
        "sender": case.applicant_name or case.client_name,
        "received_on": timezone.localdate(paper.received_at),
    }
