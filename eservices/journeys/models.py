"""Drafts."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from eservices.cases.models import Channel
from portal.personal_data.fields import SealedJSONField


class Draft(models.Model):
    """An application being filled in; nobody in the office reads it, but for the one who writes it down for somebody.

    Then ``entered_by`` says who, ``channel`` how the application came and ``received_on`` when.

    ``slug`` is the service's place in the address. ``content`` (sealed): ``answers`` by question key; ``typed`` by step, what stood in the fields when a step
    was left without being checked; ``done`` by step, the revision it was last completed at; ``saved`` by step,
    the revision its answers last changed at; ``email`` and ``birth_date`` given only to guard the return code;
    ``easy`` where it is filled in the easy way; ``scans``, the files of the paper it is entered from; after handing in only ``secret``, until the draft is cleared.
    """

    OPEN, SUBMITTED, CLEARED = "open", "submitted", "cleared"
    STATES = [(OPEN, "open"), (SUBMITTED, "submitted"), (CLEARED, "cleared")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey("definitions.FormVersion", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=255)
    language = models.CharField(max_length=10, default="lv")
    content = SealedJSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=STATES, default=OPEN)
    current_step = models.CharField(max_length=100, blank=True)
    return_code_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique, so null
    link_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique, so null
    email_proven_at = models.DateTimeField(null=True)
    application_id = models.UUIDField(null=True, unique=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=20, choices=Channel, default=Channel.PORTAL)
    received_on = models.DateField(null=True)
    started_at = models.DateTimeField(default=timezone.now)
    last_saved_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=["open", "submitted", "cleared"]), name="draft_state"),
            models.CheckConstraint(
                condition=models.Q(entered_by__isnull=True, received_on__isnull=True, channel="portal")
                | models.Q(entered_by__isnull=False, received_on__isnull=False)
                & ~models.Q(channel__in=["portal", "phone"]),
                name="draft_entered_by_staff_whole",
            ),
        ]
