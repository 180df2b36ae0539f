"""A file somebody handed in, and its scan."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.due_work.models import DueRow
from portal.personal_data.fields import SealedTextField


class Attachment(models.Model):
    """One file, sealed in the private storage under a random name.

    ``content_type`` is what the content was proved to be, ``sha256`` and ``size`` are those of the file as it was
    handed in. Until ``claimed_at`` it lives only to ``held_until``.
    """

    class ScanState(models.TextChoices):
        OFF = "off", _("not scanned for viruses")
        WAITING = "waiting", _("waiting for the virus scan")
        CLEAN = "clean", _("scanned, no virus found")
        INFECTED = "infected", _("a virus was found")
        FAILED = "failed", _("the virus scan did not succeed, it will be tried again")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slot = models.CharField(max_length=100)
    category = models.CharField(max_length=20)
    file_name = SealedTextField()
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=100, unique=True)
    scan_state = models.CharField(max_length=8, choices=ScanState.choices, default=ScanState.OFF)
    uploaded_at = models.DateTimeField(default=timezone.now)
    held_until = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        # The purge reads this one every hour; what is claimed, in time nearly everything, does not stand in it.
        indexes = [
            models.Index(fields=["held_until"], name="attachment_unclaimed", condition=Q(claimed_at__isnull=True))
        ]

    def __str__(self) -> str:
        return str(self.id)


class Scan(DueRow):
    """One file the virus scanner must see."""

    attachment = models.OneToOneField(Attachment, models.CASCADE, related_name="scan")

    def __str__(self) -> str:
        return f"{self.attachment_id} {self.state}"
