"""The row of a change."""

from django.db import models


class Change(models.Model):
    """Something shown in public was changed; what it was is nobody's question."""

    noted_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.pk)
