"""Bringing a promised paper or a signed copy after the submit: a received document of its own, to be registered."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from eservices.applications import filing
from eservices.applications.models import Application, ApplicationFile, Promise, Supplement
from eservices.attachments.claiming import claim
from eservices.attachments.limits import check_room
from eservices.attachments.models import Attachment
from eservices.cases import events
from eservices.cases.models import Case, Channel, Status
from portal.audit.recording import record
from portal.people.models import StaffUser

SIGNED_COPY_SLOT = "signed_copy"


class BringRefused(Exception):
    """Why it cannot be brought: ``closed`` (the case is), ``brought`` (it is already), ``unknown_slot`` or ``no_files``."""

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
    """Add files for a promised slot, or for ``SIGNED_COPY_SLOT``; a promise is kept once, by whoever was quicker.

    Effects, in one transaction: case locked; the paper received (``receive``), the files claimed and kept, the promise
    fulfilled and the missing counted anew. A signed copy does not confirm the application by itself: staff look at it
    first. Raises BringRefused.
    """
    with transaction.atomic():
        application.case = Case.objects.select_for_update(of=("self",)).get(pk=application.case_id)
        promise = promised(application, slot, row_id=row_id)
        attachments = _unclaimed(attachment_ids)
        kind = Supplement.Kind.PROMISED if promise else Supplement.Kind.SIGNED_COPY
        supplement = receive(application, kind, by=by, channel=channel, files=len(attachments))
        claim([attachment.pk for attachment in attachments])
        filed = [filing.Filed(attachment, _slot(promise), row_id) for attachment in attachments]
        rows = [filing.file_row(application, one, brought_later=True, supplement=supplement) for one in filed]
        ApplicationFile.objects.bulk_create(rows)
        if promise:
            Promise.objects.filter(pk=promise.pk).update(brought_at=timezone.now())
            filing.recount(application)
    return supplement


def receive(application: Application, kind: str, *, by: StaffUser | None, channel: str, files: int = 0) -> Supplement:
    """Note a later paper in the caller's transaction: one more waits to be registered, history, audit, signal."""
    case = application.case
    supplement = Supplement.objects.create(
        application=application, kind=kind, channel=channel, received_at=timezone.now()
    )
    Case.objects.filter(pk=case.pk).update(papers_to_register=F("papers_to_register") + 1)
    case.refresh_from_db(fields=["papers_to_register"])
    events.write(case, "supplement_received", by=by, supplement=str(supplement.pk), of=kind)
    record("supplement.received", by=by, on=supplement, details={"kind": kind, "files": files}, case_id=case.pk)
    events.supplement_received.send(Supplement, case=case, supplement=supplement)
    return supplement


def promised(application: Application, slot: str, *, row_id: str = "") -> Promise | None:
    """The promise still to be kept in this slot, None for ``SIGNED_COPY_SLOT``; asked before a file is taken, too.

    Raises BringRefused ``closed``, ``brought`` or ``unknown_slot``.
    """
    promise = application.promises.filter(slot=slot, row_id=row_id).first()
    if promise and promise.brought_at:
        raise BringRefused("brought")
    if application.case.status == Status.CLOSED:
        raise BringRefused("closed")
    if promise is None and slot != SIGNED_COPY_SLOT:
        raise BringRefused("unknown_slot")
    return promise


def check_room_to_bring(application: Application, new_size: int) -> None:
    """Refuse so many more bytes after the submit; what was submitted does not count. Raises AttachmentError."""
    brought = ApplicationFile.objects.filter(application__case=application.case_id, brought_later=True)
    check_room(new_size, beside=brought.values_list("attachment", flat=True))


def _unclaimed(attachment_ids: Sequence[UUID]) -> list[Attachment]:
    attachments = list(Attachment.objects.filter(pk__in=attachment_ids, claimed_at__isnull=True))
    if not attachments or len(attachments) != len(set(attachment_ids)):
        raise BringRefused("no_files")
    return attachments


def _slot(promise: Promise | None) -> dict:
    """What is known of the slot: the promise took it over from the form when the application was made."""
    if promise is None:
        return {"key": SIGNED_COPY_SLOT, "category": "identity"}
    return {
        "key": promise.slot,
        "document": promise.document_code,
        "category": promise.category,
        "whose": promise.whose,
    }
