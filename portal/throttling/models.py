"""How often something was tried."""

from django.db import models


class AttemptWindow(models.Model):
    """Attempts of one subject for one purpose in one stretch of time; the key is a keyed hash of both."""

    key = models.CharField(max_length=64)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="throttling_one_row_a_window")]

    def __str__(self) -> str:
        return f"{self.key[:8]}… {self.count}"
