"""Deleting files nobody claimed."""

from django.db import transaction
from django.utils import timezone

from eservices.attachments import storing
from eservices.attachments.models import Attachment
from portal.due_work.registry import every


@every(3600, name="attachments.purge_unclaimed")
def purge_unclaimed() -> int:
    """Delete every file that is not claimed and no longer held; returns how many."""
    stale = Attachment.objects.filter(claimed_at=None, held_until__lt=timezone.now())
    return sum(_purge(attachment) for attachment in stale.iterator())


def _purge(attachment: Attachment) -> bool:
    # Marked first: from here on claiming it fails, so its content can go outside the transaction.
    with transaction.atomic():
        mine = Attachment.objects.select_for_update().filter(
            pk=attachment.pk, claimed_at=None, held_until__lt=timezone.now()
        )
        if not mine.update(sha256=""):
            return False
    storing.erase(attachment.storage_name)
    Attachment.objects.filter(pk=attachment.pk).delete()
    return True
