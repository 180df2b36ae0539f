"""Messages to people: rows committed with their cause and sent by the worker."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eservices.cases.models import Case
from portal.due_work.models import DueRow
from portal.personal_data.fields import SealedJSONField, SealedTextField


class Kind(models.TextChoices):
    """What a message says; each kind has a text per language in ``templates/notifications/``."""

    RECEIVED = "received", pgettext_lazy("message", "application received")
    CONFIRM_NEEDED = "confirm_needed", pgettext_lazy("message", "application received, still to be signed")
    REGISTERED = "registered", pgettext_lazy("message", "application registered")
    RESUME_LINK = "resume_link", pgettext_lazy("message", "link to go on with a draft")
    PROVE_EMAIL = "prove_email", pgettext_lazy("message", "code to prove an address")
    LOST_NUMBER = "lost_number", pgettext_lazy("message", "lost number")
    OWN_LINK = "own_link", pgettext_lazy("message", "link of their own for an adult of the household")
    LIST = "list", pgettext_lazy("message", "list of what to bring")
    URGENT = "urgent", pgettext_lazy("message", "word to staff that something urgent has come")
    UNREAD = "unread", pgettext_lazy("message", "word to a head that something urgent is not read")


class Message(DueRow):
    """One message by e-mail. ``withheld`` says why one is not sent: then staff tell the person another way.

    ``once`` makes a cause send one message only. What the text is filled with is sealed and emptied once sent; without
    a case the address is too.
    """

    class Withheld(models.TextChoices):
        UNSAFE = "unsafe", pgettext_lazy("message withheld", "it is not safe to write to the client")
        NO_ADDRESS = "no_address", pgettext_lazy("message withheld", "no proven e-mail address")
        CLIENT_DIED = "client_died", pgettext_lazy("message withheld", "the client has died")
        TOO_LATE = "too_late", pgettext_lazy("message withheld", "it would be of no use any more")
        TAKEN_BACK = "taken_back", pgettext_lazy("message withheld", "what it says has been taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=20, choices=Kind)
    language = models.CharField(max_length=8, default="lv")
    to = SealedTextField(blank=True)
    context = SealedJSONField(default=dict)
    once = models.CharField(max_length=80, null=True, unique=True, editable=False)  # noqa: DJ001 - NULL is not unique
    useless_after = models.DateTimeField(null=True)
    withheld = models.CharField(max_length=12, choices=Withheld, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta(DueRow.Meta):
        abstract = False
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["created_at"]
        indexes = [
            models.Index(fields=["due_at"], name="message_due", condition=Q(state__in=["due", "leased"])),
            models.Index(fields=["created_at"], name="message_withheld", condition=~Q(withheld="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
