"""What the worker has given up, and setting it going again."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from portal.audit import recording
from portal.due_work.models import DueRow
from portal.due_work.registry import performers

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def dead_rows() -> Iterator[DueRow]:
    """Give every row given up, of every kind, oldest first within a kind."""
    for model in performers:
        yield from model._default_manager.filter(state=DueRow.State.DEAD).order_by("due_at", "pk")


def count_dead() -> int:
    """Count the rows given up."""
    return sum(model._default_manager.filter(state=DueRow.State.DEAD).count() for model in performers)


def revive(row: DueRow, *, by: "AbstractBaseUser | str | None") -> bool:
    """Set a dead row going again with its attempts forgotten, and record who did; False if it was not dead."""
    with transaction.atomic():
        dead = type(row)._default_manager.filter(pk=row.pk, state=DueRow.State.DEAD)
        revived = dead.update(state=DueRow.State.DUE, due_at=timezone.now(), attempts=0, last_error="")
        if revived:
            recording.record("work.revived", by=by, on=row)
    return bool(revived)
