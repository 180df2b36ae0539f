"""Bringing a promised paper or a signed copy after the submit: a received document of its own, to be registered."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from eservices.applications import filing
from eservices.applications.models import Application, ApplicationFile, Supplement
from eservices.attachments.claiming import claim
from eservices.attachments.models import Attachment
from eservices.cases import events
from eservices.cases.models import Case, Channel, Status
from portal.audit.recording import record
from portal.people.models import StaffUser

SIGNED_COPY_SLOT = "signed_copy"


class BringRefused(Exception):
    """Why it cannot be brought: ``closed`` (the case is), ``unknown_slot`` or ``no_files``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def bring(
    application: Application,
    slot: str,
    attachment_ids: Sequence[UUID],
    *,
    row_id: str = "",
    by: StaffUser | None = None,
    channel: str = Channel.PORTAL,
) -> Supplement:
    """Add files for a promised slot, or for ``SIGNED_COPY_SLOT``.

    Effects, in one transaction: the files claimed and kept, the promise fulfilled and the missing counted anew, one
    more paper of the case waits to be registered, history, audit, signal ``supplement_received``. A signed copy does
    not confirm the application by itself: staff look at it first. Raises BringRefused.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=application.case_id)
        application.case = case
        attachments = _check(application, slot, attachment_ids)
        kind = Supplement.Kind.SIGNED_COPY if slot == SIGNED_COPY_SLOT else Supplement.Kind.PROMISED
        supplement = Supplement.objects.create(
            application=application, kind=kind, channel=channel, received_at=timezone.now()
        )
        claim([attachment.pk for attachment in attachments])
        filed = [filing.Filed(attachment, _slot(application, slot), row_id) for attachment in attachments]
        rows = [filing.file_row(application, one, brought_later=True, supplement=supplement) for one in filed]
        ApplicationFile.objects.bulk_create(rows)
        _fulfil(application, slot, row_id)
        Case.objects.filter(pk=case.pk).update(papers_to_register=F("papers_to_register") + 1)
        case.refresh_from_db(fields=["papers_to_register"])
        events.write(case, "supplement_received", by=by, supplement=str(supplement.pk), of=kind)
        record("supplement.received", by=by, on=supplement, details={"kind": kind, "files": len(rows)})
        events.supplement_received.send(Supplement, case=case, supplement=supplement)
    return supplement


def _check(application: Application, slot: str, attachment_ids: Sequence[UUID]) -> list[Attachment]:
    if application.case.status == Status.CLOSED:
        raise BringRefused("closed")
    if slot != SIGNED_COPY_SLOT and not application.promises.filter(slot=slot).exists():
        raise BringRefused("unknown_slot")
    attachments = list(Attachment.objects.filter(pk__in=attachment_ids, claimed_at__isnull=True))
    if not attachments or len(attachments) != len(set(attachment_ids)):
        raise BringRefused("no_files")
    return attachments


def _slot(application: Application, slot: str) -> dict:
    """What is known of the slot: the promise took it over from the form when the application was made."""
    if slot == SIGNED_COPY_SLOT:
        return {"key": slot, "category": "identity"}
    promise = application.promises.filter(slot=slot)[0]
    return {"key": slot, "document": promise.document_code, "category": promise.category, "whose": promise.whose}


def _fulfil(application: Application, slot: str, row_id: str) -> None:
    application.promises.filter(slot=slot, row_id=row_id, brought_at__isnull=True).update(brought_at=timezone.now())
    filing.recount(application)
