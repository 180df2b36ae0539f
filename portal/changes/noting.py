"""Noting a change, and telling in one cheap statement whether there was one.

Rows are only added, so two who change different things never wait for each other. A row becomes visible with the
transaction it belongs to, in every process and on every server of the office at the same moment.
"""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from portal.changes.models import Change

KEPT = timedelta(minutes=10)


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


@transaction.atomic
def prune() -> None:
    """Delete rows older than ten minutes, since each is counted before every answer.

    A change committed late has a low number and would be deleted next time: the state would be what it was before. So
    deleting is a change as well.
    """
    old = Change.objects.filter(noted_at__lt=timezone.now() - KEPT)
    if old.count() > 1:
        note()
        old.delete()
