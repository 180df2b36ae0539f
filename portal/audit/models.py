"""The record and the heads of its chains."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AuditChain(models.Model):
    """Where a chain stands: its last sequence and hash. Its row is locked while an entry is added."""

    name = models.CharField(max_length=40, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.name}:{self.sequence}"


class AuditEntry(models.Model):
    """One thing somebody saw or did. Triggers of the database forbid to change or delete it.

    The hash covers every column below and the previous entry's hash. Details hold keys and ids, never personal data.
    """

    chain = models.CharField(max_length=40)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField(pgettext_lazy("audit", "when"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("audit", "who"),
    )
    actor_text = models.CharField(max_length=150)
    act = models.CharField(pgettext_lazy("audit", "act"), max_length=80)
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=80, blank=True)
    case_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="audit_one_entry_a_place")]
        indexes = [
            models.Index(fields=["case_id", "at"], name="audit_case"),
            models.Index(fields=["object_type", "object_id"], name="audit_object"),
        ]
        ordering = ["chain", "sequence"]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")

    def __str__(self) -> str:
        return f"{self.chain}:{self.sequence} {self.act}"
