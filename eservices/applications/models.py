"""A filled-in form as it was submitted, its files, and the papers promised for later."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from eservices.attachments.models import Attachment
from eservices.cases.models import Case, Channel, Party
from eservices.definitions.models import FormVersion, FormVersionTexts
from portal.personal_data.fields import SealedJSONField, SealedTextField


class Authenticity(models.TextChoices):
    """How it is known that the application is the person's own (practice: what makes an application valid)."""

    UNSIGNED = "unsigned", pgettext_lazy("authenticity", "unsigned")
    E_SIGNED = "e_signed", pgettext_lazy("authenticity", "e-signed")
    IDENTIFIED = "identified", pgettext_lazy("authenticity", "identified by login")
    SIGNED_COUNTER = "signed_counter", pgettext_lazy("authenticity", "signed at the counter or at home")
    SIGNED_PAPER = "signed_paper", pgettext_lazy("authenticity", "signed paper received")
    ACCEPTED_RULE = "accepted_rule", pgettext_lazy("authenticity", "accepted under the head's rule")
    READ_ALOUD = "read_aloud", pgettext_lazy("authenticity", "read aloud, before two members of staff")


class Application(models.Model):
    """Answers by key, and as shown: in Latvian (``shown_lv``) and, where another was used, in that language (``shown``).

    ``entered_by`` wrote it down for the person, ``incomplete_reason`` says why it was handed in with answers left out;
    ``authenticity_witness`` was there when it was read aloud.
    ``submission_key`` makes submitting happen once; ``content_hash`` is of the answers and files, not of their form.
    ``renewal_hash`` is of the link by which a lost secret is renewed, until ``renewal_until`` and once.
    """

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="applications")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="applications")
    form_texts = models.ForeignKey(FormVersionTexts, null=True, on_delete=models.PROTECT, related_name="applications")
    language = models.CharField(max_length=8)
    answers = SealedJSONField()
    shown_lv = SealedJSONField()
    shown = SealedJSONField(null=True)
    channel = models.CharField(max_length=20, choices=Channel, default=Channel.PORTAL)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    authenticity = models.CharField(max_length=20, choices=Authenticity, default=Authenticity.UNSIGNED)
    authenticity_at = models.DateTimeField(null=True)
    authenticity_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    authenticity_reason = SealedTextField(null=True, blank=True)
    authenticity_witness = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    incomplete_reason = SealedTextField(null=True, blank=True)
    submission_key = models.UUIDField(unique=True)
    submitted_at = models.DateTimeField()
    declaration_version = models.CharField(max_length=40)
    privacy_version = models.CharField(max_length=40)
    secret_hash = models.CharField(max_length=64)
    renewal_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique, so null
    renewal_until = models.DateTimeField(null=True)
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["submitted_at"]
        constraints = [
            models.CheckConstraint(condition=Q(authenticity__in=Authenticity.values), name="authenticity_known"),
            models.CheckConstraint(
                condition=~Q(authenticity__in=["signed_counter", "signed_paper", "accepted_rule", "read_aloud"])
                | Q(authenticity_by__isnull=False),
                name="authenticity_accepted_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(authenticity="read_aloud")
                | Q(authenticity_witness__isnull=False) & ~Q(authenticity_witness=F("authenticity_by")),
                name="authenticity_read_aloud_before_two",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Supplement(models.Model):
    """A paper brought after the submit. It is a received document of its own and waits for its own number."""

    wagtail_reference_index_ignore = True

    class Kind(models.TextChoices):
        PROMISED = "promised", pgettext_lazy("supplement", "promised paper")
        SIGNED_COPY = "signed_copy", pgettext_lazy("supplement", "signed copy")
        WITHDRAWAL = "withdrawal", pgettext_lazy("supplement", "withdrawal of the application")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="supplements")
    kind = models.CharField(max_length=12, choices=Kind)
    channel = models.CharField(max_length=20, choices=Channel, default=Channel.PORTAL)
    received_at = models.DateTimeField()
    registered = models.BooleanField(default=False)

    class Meta:
        ordering = ["received_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.received_at:%Y-%m-%d}"


class ApplicationFile(models.Model):
    """A file of an application, in the slot it was put into; ``supplement`` is set for one brought later."""

    wagtail_reference_index_ignore = True

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="files")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="application_file")
    slot = models.CharField(max_length=100)
    row_id = models.CharField(max_length=40, blank=True, default="")
    document_code = models.CharField(max_length=60, blank=True, default="")
    category = models.CharField(max_length=20, default="other")
    whose = models.CharField(max_length=20, default="client")
    brought_later = models.BooleanField(default=False)
    supplement = models.ForeignKey(Supplement, null=True, on_delete=models.PROTECT, related_name="files")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.slot}: {self.attachment_id}"


class Original(models.Model):
    """What became of the original behind a received file: shown, never there, kept by the office, given back."""

    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        SHOWN = "shown", pgettext_lazy("original", "original shown")
        COPY = "copy", pgettext_lazy("original", "copy")
        KEPT = "kept", pgettext_lazy("original", "original kept here")
        RETURNED = "returned", pgettext_lazy("original", "original given back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="originals")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="original")
    state = models.CharField(max_length=10, choices=State)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(null=True)
    note = SealedTextField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["shown", "copy", "kept", "returned"]), name="original_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["kept", "returned"]) | Q(kept_at__isnull=False),
                name="original_returned_only_after_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id}: {self.state}"


class Promise(models.Model):
    """A paper still missing: the person said "later", or went on without it. ``label`` is as shown in Latvian."""

    wagtail_reference_index_ignore = True

    class Kind(models.TextChoices):
        LATER = "later", pgettext_lazy("missing paper", "promised")
        MISSING = "missing", pgettext_lazy("missing paper", "not brought")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="promises")
    slot = models.CharField(max_length=100)
    row_id = models.CharField(max_length=40, blank=True, default="")
    document_code = models.CharField(max_length=60, blank=True, default="")
    label = models.CharField(max_length=300)
    label_shown = models.CharField(max_length=300, blank=True, default="")
    category = models.CharField(max_length=20, default="other")
    whose = models.CharField(max_length=20, default="client")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.LATER)
    brought_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["application", "slot", "row_id"], name="promise_once_per_slot")]

    def __str__(self) -> str:
        return self.label


class OwnLink(models.Model):
    """The link by which a person named in an application takes part: 256 bits, kept as a hash. A new one ends the old."""

    wagtail_reference_index_ignore = True

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="own_links")
    party = models.OneToOneField(Party, on_delete=models.CASCADE, related_name="own_link")
    link_hash = models.CharField(max_length=64, unique=True)
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.party_id)


class CoSigning(models.Model):
    """That an adult of the household has to confirm the application, and what became of it: how, when, by whom."""

    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("co-signing", "not confirmed yet")
        CONFIRMED = "confirmed", pgettext_lazy("co-signing", "confirmed")
        DECLINED = "declined", pgettext_lazy("co-signing", "does not agree, or is somebody else")
        SKIPPED = "skipped", pgettext_lazy("co-signing", "not asked, by decision")

    class How(models.TextChoices):
        LINK = "link", pgettext_lazy("co-signing", "by the own link")
        COUNTER = "counter", pgettext_lazy("co-signing", "at the counter or at home")
        PAPER = "paper", pgettext_lazy("co-signing", "signed paper received")
        UNSAFE = "unsafe", pgettext_lazy("co-signing", "asking would not be safe")
        UNREACHABLE = "unreachable", pgettext_lazy("co-signing", "cannot be reached")
        OTHER = "other", pgettext_lazy("co-signing", "another reason")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="cosignings")
    party = models.OneToOneField(Party, on_delete=models.CASCADE, related_name="cosigning")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    how = models.CharField(max_length=12, choices=How, blank=True, default="")
    at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = SealedTextField(null=True, blank=True)

    class Meta:
        ordering = ["party__order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["asked", "confirmed", "declined", "skipped"]), name="cosigning_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="skipped") | Q(by__isnull=False), name="cosigning_skipped_by_someone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.state}"

    @property
    def is_waiting(self) -> bool:
        """Whether nothing can be decided yet for want of this person's word."""
        return self.state in WAITING


# Nothing is decided while one of these stands.
WAITING = (CoSigning.State.ASKED, CoSigning.State.DECLINED)
