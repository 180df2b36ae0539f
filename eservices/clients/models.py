"""Persons the office knows, each kept once; a merge is a record that can be taken back."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.personal_data import blind_index, names
from portal.personal_data.fields import SealedTextField

CODE_PURPOSE = "personal_code"


def index_code(code: str) -> str:
    """The blind index by which a personal code is found; an empty code has an empty index."""
    return blind_index.blind(CODE_PURPOSE, code) if code else ""


class Client(models.Model):
    """A person of the register. ``merged_into`` names the record that stands for this one since a merge."""

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first_name = models.CharField(_("first name"), max_length=120)
    last_name = models.CharField(_("last name"), max_length=200)
    name_folded = models.CharField(max_length=330, editable=False, db_index=True)
    sort_key = models.CharField(max_length=names.SORT_KEY_LENGTH, editable=False, db_index=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    personal_code = SealedTextField(_("personal code"), blank=True)
    code_index = models.CharField(max_length=64, editable=False, blank=True, default="", db_index=True)
    merged_into = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="absorbed"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="client_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args, **kwargs) -> None:
        """Save, with the columns that lists and searches use derived from the names and the code."""
        self.name_folded = names.fold(self.full_name)
        self.sort_key = names.sort_key(f"{self.last_name} {self.first_name}".strip())
        self.code_index = index_code(self.personal_code)
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        """First and last name as written."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def survivor(self) -> "Client":
        """The record that stands for this person now."""
        client = self
        while client.merged_into is not None:
            client = client.merged_into
        return client


class FormerName(models.Model):
    """A name the person bore until a day; searches find the person by it still."""

    wagtail_reference_index_ignore = True

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="former_names")
    first_name = models.CharField(max_length=120)
    last_name = models.CharField(max_length=200)
    folded = models.CharField(max_length=330, editable=False, db_index=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["until", "pk"]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def save(self, *args, **kwargs) -> None:
        """Save with the folded name searches use."""
        self.folded = names.fold(str(self))
        super().save(*args, **kwargs)


class ClientMerge(models.Model):
    """That two records were found to be one person: by whom, when, why; and when that was taken back."""

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    absorbed = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="merges")
    survivor = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="merges_received")
    merged_at = models.DateTimeField(auto_now_add=True)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = SealedTextField(null=True, blank=True)
    unmerged_at = models.DateTimeField(null=True)
    unmerged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=Q(unmerged_at__isnull=True), name="client_merged_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} -> {self.survivor_id}"
