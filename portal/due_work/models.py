"""Rows that must be done, and what the worker remembers."""

from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy


class DueRow(models.Model):
    """Base of every row the worker must do: a message, a scan, a PDF, a hand-over.

    It is inserted in the transaction of what caused it. ``last_error`` names the kind of fault and where it happened,
    never its text. ``attempts`` counts every time a worker took the row, also one that did not live to finish.
    """

    class State(models.TextChoices):
        DUE = "due", pgettext_lazy("due row", "due")
        LEASED = "leased", pgettext_lazy("due row", "being done")
        DONE = "done", pgettext_lazy("due row", "done")
        DEAD = "dead", pgettext_lazy("due row", "given up")

    state = models.CharField(max_length=6, choices=State.choices, default=State.DUE, db_index=True)
    due_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class TimedAct(models.Model):
    """When an act of the clock runs next; the row is leased so that of several workers one runs it."""

    name = models.CharField(max_length=80, primary_key=True)
    next_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    last_run_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """When a worker was last alive."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.name} {self.at:%H:%M:%S}"
