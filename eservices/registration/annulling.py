"""Annulling a registration: the number stays in the register as annulled, the document waits to be registered again."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from eservices.applications.models import Supplement
from eservices.cases import clocks, events
from eservices.cases.models import Case, Status
from eservices.cases.moving import ALLOWED, move
from eservices.registration.models import RegisteredDocument
from portal.audit.recording import record
from portal.people.models import StaffUser


class AnnulRefused(Exception):
    """Why it cannot be annulled: ``reason_needed``, ``already``, ``closed`` (the case is) or ``too_late`` (there is a
    decision, or an hour is over).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def annul(document: RegisteredDocument, *, by: StaffUser, reason: str) -> None:
    """Annul an entry with a reason.

    Effects, in one transaction: case locked; who, when and why on the entry, its number kept; what opened the case
    takes it back to received, without number and due date, the service's clock closed (the law's runs on from the
    receipt); a later paper waits to be registered again; history, audit, signal ``registration_annulled``.
    Raises AnnulRefused.
    """
    if not reason.strip():
        raise AnnulRefused("reason_needed")
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=document.case_id)
        document.refresh_from_db()
        if document.annulled_at is not None:
            raise AnnulRefused("already")
        if case.status == Status.CLOSED:
            raise AnnulRefused("closed")
        if document.opens_case and Status.RECEIVED not in ALLOWED[case.status]:
            raise AnnulRefused("too_late")
        document.annulled_at, document.annulled_by, document.annulled_reason = timezone.now(), by, reason.strip()
        document.save(update_fields=["annulled_at", "annulled_by", "annulled_reason"])
        if document.opens_case:
            _take_case_back(case, document, by, reason)
        else:
            _wait_again(case, document, by, reason)
        record("document.annulled", by=by, on=document, details={"number": document.number_text})
        document.case = case
        events.registration_annulled.send(RegisteredDocument, case=case, document=document)


def _take_case_back(case: Case, document: RegisteredDocument, by: StaffUser, reason: str) -> None:
    move(case, Status.RECEIVED, by=by, reason=reason, document=str(document.pk), annulled=True)
    case.registered_on, case.register_number = None, ""
    case.save(update_fields=["registered_on", "register_number"])
    clocks.stop_service(case, reason="annulled")


def _wait_again(case: Case, document: RegisteredDocument, by: StaffUser, reason: str) -> None:
    if document.supplement_id:
        Supplement.objects.filter(pk=document.supplement_id).update(registered=False)
    Case.objects.filter(pk=case.pk).update(papers_to_register=F("papers_to_register") + 1)
    events.write(case, "supplement_annulled", by=by, reason=reason, document=str(document.pk))
