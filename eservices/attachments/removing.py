"""Taking a file away."""

from django.db import transaction

from eservices.attachments import storing
from eservices.attachments.models import Attachment


def remove(attachment: Attachment) -> None:
    """Delete a file and its row when the caller's transaction is committed; at once outside one.

    The content goes first: a process killed between the two leaves a row, which the purge finds again.
    """
    transaction.on_commit(lambda: _erase(attachment))


def _erase(attachment: Attachment) -> None:
    storing.erase(attachment.storage_name)
    Attachment.objects.filter(pk=attachment.pk).delete()
