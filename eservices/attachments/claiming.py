"""Keeping files: holding them for a draft, claiming them for what was submitted."""

import datetime
import uuid
from collections.abc import Iterable

from django.utils import timezone

from eservices.attachments.errors import AttachmentError
from eservices.attachments.models import Attachment


def hold(ids: Iterable[uuid.UUID | str], until: datetime.datetime) -> None:
    """Keep unclaimed files at least until then; as long as a live draft needs them."""
    held = Attachment.objects.filter(pk__in=list(ids), claimed_at=None, held_until__lt=until)
    # A row without its hash was never received whole, or is being purged.
    held.exclude(sha256="").update(held_until=until)


def claim(ids: Iterable[uuid.UUID | str]) -> None:
    """Take files over for good, in the caller's transaction; claiming twice changes nothing.

    Raises AttachmentError "gone" when one does not exist any more or was never received whole.
    """
    wanted = {str(key) for key in ids}
    # Locked, so that the purge cannot take one away between the count and the end of the transaction.
    found = Attachment.objects.select_for_update().filter(pk__in=wanted).exclude(sha256="")
    if len(found) != len(wanted):
        raise AttachmentError("gone")
    Attachment.objects.filter(pk__in=wanted, claimed_at=None).update(claimed_at=timezone.now())
