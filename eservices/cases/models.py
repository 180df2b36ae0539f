"""The case (lieta), who takes part in it, what happened to it and which clocks run.

Names and dates that lists need are readable columns of the case; codes, contacts and reasons are sealed.
"""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eservices.catalogue.models import Service
from eservices.clients.models import Client, index_code
from portal.people.models import Unit
from portal.personal_data import names
from portal.personal_data.fields import SealedJSONField, SealedTextField


class Status(models.TextChoices):
    """Where a case stands; only ``moving.move`` writes it."""

    RECEIVED = "received", pgettext_lazy("case status", "received")
    REGISTERED = "registered", pgettext_lazy("case status", "registered")
    IN_REVIEW = "in_review", pgettext_lazy("case status", "in review")
    AWAITING_INFORMATION = "awaiting_information", pgettext_lazy("case status", "documents requested")
    SENT_FOR_DECISION = "sent_for_decision", pgettext_lazy("case status", "sent for decision")
    DECIDED = "decided", pgettext_lazy("case status", "decided")
    NOTIFIED = "notified", pgettext_lazy("case status", "decision notified")
    DISPUTED = "disputed", pgettext_lazy("case status", "disputed")
    CLOSED = "closed", pgettext_lazy("case status", "closed")


# Nothing is due any more in the others. Said status by status, so that SQLite too finds the index below by it.
RUNNING = ~Q(status=Status.CLOSED) & ~Q(status=Status.DECIDED) & ~Q(status=Status.NOTIFIED)


class Ending(models.TextChoices):
    """How a closed case ended."""

    DECIDED = "decided", pgettext_lazy("case ending", "decided")
    WITHDRAWN = "withdrawn", pgettext_lazy("case ending", "withdrawn")
    LEFT_UNEXAMINED = "left_unexamined", pgettext_lazy("case ending", "left without examination")
    TERMINATED = "terminated", pgettext_lazy("case ending", "terminated")
    FORWARDED = "forwarded", pgettext_lazy("case ending", "forwarded to the competent institution")
    CLIENT_DIED = "client_died", pgettext_lazy("case ending", "client died")
    JOINED = "joined", pgettext_lazy("case ending", "joined to another case")


class Channel(models.TextChoices):
    """By which way something came to the office."""

    PORTAL = "portal", pgettext_lazy("channel", "this portal")
    COUNTER = "counter", pgettext_lazy("channel", "in person")
    ORAL = "oral", pgettext_lazy("channel", "orally")
    POST = "post", pgettext_lazy("channel", "post")
    DROP_BOX = "drop_box", pgettext_lazy("channel", "document box")
    EMAIL = "email", pgettext_lazy("channel", "e-mail")
    EADDRESS = "eaddress", pgettext_lazy("channel", "e-address")
    LATVIJA_LV = "latvija_lv", pgettext_lazy("channel", "latvija.lv")
    OTHER_PORTAL = "other_portal", pgettext_lazy("channel", "another e-service portal")
    INSTITUTION = "institution", pgettext_lazy("channel", "another institution")
    PHONE = "phone", pgettext_lazy("channel", "phone (note only)")


class Kind(models.TextChoices):
    """What a person wants of the office."""

    APPLICATION = "application", pgettext_lazy("case kind", "application")
    COMPLAINT = "complaint", pgettext_lazy("case kind", "complaint")
    DATA_REQUEST = "data_request", pgettext_lazy("case kind", "data request")
    PRAISE = "praise", pgettext_lazy("case kind", "praise")
    TIP = "tip", pgettext_lazy("case kind", "anonymous tip")
    OTHER = "other", pgettext_lazy("case kind", "other letter")


class SafeContact(models.TextChoices):
    """Whether it is safe to write or call the client."""

    YES = "yes", pgettext_lazy("safe contact", "safe")
    CAREFUL = "careful", pgettext_lazy("safe contact", "only as agreed")
    NO = "no", pgettext_lazy("safe contact", "do not contact")


class Checked(models.TextChoices):
    """How staff made sure that the right person was asking; kept with what was done at her word."""

    DOCUMENT = "document", pgettext_lazy("checked", "identity document shown")
    KNOWN = "known", pgettext_lazy("checked", "known to the office in person")
    CALLED_BACK = "called_back", pgettext_lazy("checked", "called back on the number in the case")
    SIGNED = "signed", pgettext_lazy("checked", "signed letter")


class Case(models.Model):
    """One request and all that belongs to it.

    ``received_at`` is when the office received it (a paper's earlier day at noon), ``due_on`` the service's own clock,
    ``legal_due_on`` the law's. ``clock`` is the clock profile as it stood when the case was opened.
    """

    wagtail_reference_index_ignore = True

    reference = models.CharField(max_length=8, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.APPLICATION)
    service = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="cases")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="cases")
    eservice = models.CharField(max_length=100, blank=True, default="")
    channel = models.CharField(max_length=20, choices=Channel, default=Channel.PORTAL)
    clock = models.JSONField(default=dict)

    status = models.CharField(max_length=24, choices=Status, default=Status.RECEIVED, editable=False)
    ending = models.CharField(max_length=24, choices=Ending, blank=True, default="", editable=False)
    received_at = models.DateTimeField()
    registered_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    legal_due_on = models.DateField(null=True)
    register_number = models.CharField(max_length=60, blank=True, default="", db_index=True)

    urgent = models.BooleanField(default=False)
    to_be_confirmed = models.BooleanField(default=False)
    interpreter_needed = models.BooleanField(default=False)
    translation_needed = models.BooleanField(default=False)
    safe_contact = models.CharField(max_length=8, choices=SafeContact, default=SafeContact.YES)
    closed_to_named = models.BooleanField(default=False)
    missing_count = models.PositiveSmallIntegerField(default=0)
    papers_to_register = models.PositiveSmallIntegerField(default=0)
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="cases")
    joined_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="joined")

    client_name = models.CharField(max_length=330, blank=True, default="")
    client_folded = models.CharField(max_length=330, blank=True, default="")
    client_sort = models.CharField(max_length=names.SORT_KEY_LENGTH, blank=True, default="")
    applicant_name = models.CharField(max_length=330, blank=True, default="")
    applicant_folded = models.CharField(max_length=330, blank=True, default="")
    search_text = models.TextField(blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="case_status_known"),
            models.CheckConstraint(condition=Q(ending__in=["", *Ending.values]), name="case_ending_known"),
            models.CheckConstraint(
                condition=(Q(status="closed") & ~Q(ending="")) | (~Q(status="closed") & Q(ending="")),
                name="case_ending_only_when_closed",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["received", "closed"]) | Q(registered_on__isnull=False),
                name="case_registered_before_review",
            ),
            models.CheckConstraint(condition=~Q(joined_into=F("id")), name="case_not_joined_into_itself"),
        ]
        indexes = [
            models.Index(fields=["received_at", "id"], name="case_by_receipt"),
            models.Index(fields=["status", "received_at", "id"], name="case_by_status"),
            models.Index(fields=["unit", "received_at", "id"], name="case_by_unit"),
            models.Index(fields=["unit", "status", "received_at", "id"], name="case_by_unit_status"),
            models.Index(fields=["handler", "status", "received_at", "id"], name="case_by_handler"),
            models.Index(fields=["service", "received_at", "id"], name="case_by_service"),
            models.Index(fields=["due_on", "id"], name="case_running_by_due", condition=RUNNING),
            models.Index(fields=["unit", "due_on", "id"], name="case_running_by_unit_due", condition=RUNNING),
            models.Index(fields=["registered_on", "received_at", "id"], name="case_by_registration"),
            models.Index(
                fields=["received_at", "id"],
                name="case_to_be_confirmed",
                condition=Q(to_be_confirmed=True) & ~Q(status="closed"),
            ),
            models.Index(fields=["received_at", "id"], name="case_with_papers", condition=Q(papers_to_register__gt=0)),
            models.Index(
                fields=["received_at", "id"], name="case_pressing", condition=Q(urgent=True, status="received")
            ),
            models.Index(fields=["client_folded"], name="case_by_client"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def title(self) -> str:
        """What the case is about, as lists name it: the service, else the kind of letter."""
        return self.service.name if self.service else self.get_kind_display()


class CaseAccess(models.Model):
    """That a member of staff may open a case closed to named people."""

    wagtail_reference_index_ignore = True

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="accesses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="case_access_once")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.user_id}"


class Role(models.TextChoices):
    """As what a person takes part in a case."""

    CLIENT = "client", pgettext_lazy("party role", "client")
    APPLICANT = "applicant", pgettext_lazy("party role", "applicant")
    HELPER = "helper", pgettext_lazy("party role", "contact person")
    REPRESENTATIVE = "representative", pgettext_lazy("party role", "representative")
    SUPPORTER = "supporter", pgettext_lazy("party role", "legally liable supporter")
    HOUSEHOLD = "household", pgettext_lazy("party role", "adult of the household")
    PAYER = "payer", pgettext_lazy("party role", "payer")
    INSTITUTION = "institution", pgettext_lazy("party role", "institution")


class Party(models.Model):
    """One person in one role. The same person in a second role names the first row in ``same_as``.

    ``row_id`` is the row of the form's group the person was named in: a supporter's, or one of the household's.

    ``contact`` keys: phone, email, address, safe_note, birth_date, identity, reply, proven_email; all optional.
    ``authority`` keys: capacity, kind, number, valid_until, institution_number; of a helper may_receive (status, papers,
    decision). A personal code here is only a claim.
    """

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=20, choices=Role)
    order = models.PositiveSmallIntegerField(default=0)
    row_id = models.CharField(max_length=40, blank=True, default="")
    same_as = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="other_roles")
    first_name = models.CharField(max_length=120, blank=True, default="")
    last_name = models.CharField(max_length=200, blank=True, default="")
    relation = models.CharField(max_length=60, blank=True, default="")
    folded = models.CharField(max_length=330, blank=True, default="", editable=False, db_index=True)
    personal_code = SealedTextField(blank=True)
    code_index = models.CharField(max_length=64, blank=True, default="", editable=False, db_index=True)
    contact = SealedJSONField(blank=True, default=dict)
    authority = models.JSONField(blank=True, default=dict)
    email_proven_at = models.DateTimeField(null=True)
    proven_email_index = models.CharField(max_length=64, blank=True, default="", editable=False, db_index=True)
    client = models.ForeignKey(Client, null=True, on_delete=models.PROTECT, related_name="parties")
    identity_checked_at = models.DateTimeField(null=True)
    identity_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    may_receive = models.BooleanField(default=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.CheckConstraint(condition=Q(role__in=Role.values), name="party_role_known")]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args, **kwargs) -> None:
        """Save with the derived columns."""
        self.derive()
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        """First and last name as written; an institution has only the latter."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def birth_date(self) -> date | None:
        """Date of birth as stated."""
        text = self.contact.get("birth_date")
        return date.fromisoformat(text) if text else None

    @property
    def proven_email(self) -> str:
        """The address proved by a code to be this person's, or empty."""
        return self.contact.get("proven_email", "") if self.email_proven_at else ""

    @property
    def current_contact(self) -> dict[str, Any]:
        """The contact data with the person's later corrections laid over; the original stays in ``contact``."""
        merged = dict(self.contact)
        for correction in self.corrections.all():
            merged |= correction.contact
        return merged

    def derive(self) -> None:
        """Fill the columns searches use from the names and the code."""
        self.folded = names.fold(self.full_name)
        self.code_index = index_code(self.personal_code)


class ContactCorrection(models.Model):
    """What a person later gave as the right contact data; it stands beside the original, not over it."""

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="corrections")
    contact = SealedJSONField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.at:%Y-%m-%d}"


class Event(models.Model):
    """One thing that happened to a case. ``details`` holds keys and codes only; a written reason is sealed."""

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    from_status = models.CharField(max_length=24, blank=True, default="")
    to_status = models.CharField(max_length=24, blank=True, default="")
    reason = SealedTextField(null=True, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["case", "at"], name="event_by_case")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class Clock(models.TextChoices):
    """The two clocks that run side by side."""

    SERVICE = "service", pgettext_lazy("clock", "working term")
    LEGAL = "legal", pgettext_lazy("clock", "legal term")


class ClockSegment(models.Model):
    """A stretch of one clock: from a day to its due day; closed when another stretch replaces it or the case ends."""

    wagtail_reference_index_ignore = True

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clock_segments")
    clock = models.CharField(max_length=8, choices=Clock)
    started_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=40)
    closed_at = models.DateTimeField(null=True)
    closed_reason = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "clock"], condition=Q(closed_at__isnull=True), name="clock_runs_once_per_case"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("started_on")), name="clock_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.clock}: {self.started_on} - {self.ends_on}"
