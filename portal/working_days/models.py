"""Days on which the office's calendar differs from the country's."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CalendarException(models.Model):
    """One day that is, or is not, a working day whatever the public calendar says."""

    day = models.DateField(pgettext_lazy("calendar", "day"), unique=True)
    working = models.BooleanField(_("working day"), default=False)
    note = models.CharField(pgettext_lazy("calendar", "reason"), max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("calendar exception")
        verbose_name_plural = _("calendar exceptions")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}."
