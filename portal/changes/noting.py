"""Noting a change, and telling in one cheap statement whether there was one.

Rows are only added, so two who change different things never wait for each other. A row becomes visible with the
transaction it belongs to, in every process and on every server of the office at the same moment.
"""

from datetime import timedelta

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from portal.changes.models import Change

KEPT = timedelta(hours=1)


def note() -> None:
    """Write that something changed, in the transaction of the change."""
    Change.objects.create()


def state() -> str:
    """What is committed by now, as a value that never comes back after a change.

    The newest row alone would not do: of two changes the one begun first may be committed last.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT MIN(id), MAX(id), COUNT(*) FROM changes_change")
        return "-".join(map(str, cursor.fetchone()))


def prune() -> None:
    """Delete rows older than an hour, except the newest."""
    newest = Change.objects.aggregate(newest=Max("pk"))["newest"]
    Change.objects.filter(noted_at__lt=timezone.now() - KEPT, pk__lt=newest or 0).delete()
