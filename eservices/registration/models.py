"""Journals, their counters and what was entered in them. A number belongs to a document, never to a case."""

import re
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eservices.applications.models import Application, Supplement
from eservices.attachments.models import Attachment
from eservices.cases.models import Case, Channel
from portal.personal_data.fields import SealedTextField


class Direction(models.TextChoices):
    """What kind of documents a journal numbers."""

    RECEIVED = "received", pgettext_lazy("journal", "received")
    SENT = "sent", pgettext_lazy("journal", "sent")
    DECISION = "decision", pgettext_lazy("journal", "decisions")
    CONTRACT = "contract", pgettext_lazy("journal", "contracts")


def check_template(template: str) -> None:
    """Refuse a number template without the running number, or with a field that is not known."""
    fields = set(re.findall(r"{(\w*)}", template))
    if "n" not in fields or not fields <= {"index", "yy", "yyyy", "n"}:
        raise ValidationError(_("The template holds {n} and may hold {index}, {yy} and {yyyy}."))


class Journal(models.Model):
    """A register of documents: its index in the nomenclature, how its numbers look, and who gives them."""

    wagtail_reference_index_ignore = True

    class Mode(models.TextChoices):
        WE_NUMBER = "we_number", _("we number")
        RECORDS_SYSTEM = "records_system", _("the records system numbers")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=200)
    index = models.CharField(_("index"), max_length=20)
    template = models.CharField(
        _("number template"), max_length=60, default="{index}/{yy}/{n}", validators=[check_template]
    )
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.RECEIVED)
    mode = models.CharField(_("who numbers"), max_length=16, choices=Mode, default=Mode.WE_NUMBER)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("journal")
        verbose_name_plural = _("journals")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title


class JournalCounter(models.Model):
    """The last number given in a journal in a year; the row is locked while a number is given."""

    wagtail_reference_index_ignore = True

    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="counters")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["journal", "year"], name="counter_once_per_year")]

    def __str__(self) -> str:
        return f"{self.journal_id} {self.year}: {self.last}"


class Letter(models.Model):
    """Anything that came to the office by another way than our forms. ``note`` is sealed: what it is about."""

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    opens_case = models.BooleanField()
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=20, choices=Channel)
    sender = models.CharField(max_length=330)
    sender_number = models.CharField(max_length=60, blank=True, default="")
    sender_date = models.DateField(null=True)
    received_on = models.DateField()
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = SealedTextField(null=True, blank=True)

    class Meta:
        ordering = ["entered_at"]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="letter_channel_known"),
            models.UniqueConstraint(fields=["case"], condition=Q(opens_case=True), name="letter_opens_case_once"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.received_on}"

    @property
    def is_note(self) -> bool:
        """Whether it is only a note of a call: kept with the case, never numbered."""
        return self.channel == Channel.PHONE


class LetterFile(models.Model):
    """A scan of a letter."""

    wagtail_reference_index_ignore = True

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="files")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="letter_file")
    category = models.CharField(max_length=20, default="other")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.attachment_id)


class RegisteredDocument(models.Model):
    """An entry of a journal. It is never deleted or renumbered: a mistake is annulled and keeps its number.

    One of ``application``, ``supplement``, ``letter`` says what was entered. ``number`` is empty while a journal
    numbered by the records system waits for its number. ``service_name`` is the service as it was called that day.
    """

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="documents")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(null=True)
    number_text = models.CharField(max_length=60, blank=True, default="", db_index=True)
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.RECEIVED)
    kind = models.CharField(max_length=20, default="application")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    opens_case = models.BooleanField(default=False)
    service_name = models.CharField(max_length=200, blank=True, default="")
    application = models.ForeignKey(Application, null=True, on_delete=models.PROTECT, related_name="documents")
    supplement = models.ForeignKey(Supplement, null=True, on_delete=models.PROTECT, related_name="documents")
    letter = models.ForeignKey(Letter, null=True, on_delete=models.PROTECT, related_name="documents")
    received_on = models.DateField()
    registered_on = models.DateField()
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20, choices=Channel)
    sender = models.CharField(max_length=330, blank=True, default="")
    sender_number = models.CharField(max_length=60, blank=True, default="")
    sender_date = models.DateField(null=True)
    annulled_at = models.DateTimeField(null=True)
    annulled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    annulled_reason = SealedTextField(null=True, blank=True)

    class Meta:
        verbose_name = _("registered document")
        verbose_name_plural = _("registered documents")
        ordering = ["registered_at"]
        constraints = [
            models.UniqueConstraint(fields=["journal", "year", "number"], name="document_number_unique"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(opens_case=True, annulled_at__isnull=True), name="document_opens_case_once"
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(annulled_at__isnull=True), name="document_of_application_once"
            ),
            models.UniqueConstraint(
                fields=["supplement"], condition=Q(annulled_at__isnull=True), name="document_of_supplement_once"
            ),
            models.UniqueConstraint(
                fields=["letter"], condition=Q(annulled_at__isnull=True), name="document_of_letter_once"
            ),
            models.CheckConstraint(
                condition=Q(received_on__lte=F("registered_on")), name="document_received_before_registered"
            ),
            models.CheckConstraint(
                condition=Q(annulled_at__isnull=True) | Q(annulled_by__isnull=False),
                name="document_annulled_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["journal", "registered_on"], name="document_by_journal_day")]

    def __str__(self) -> str:
        return self.number_text or str(self.pk)
