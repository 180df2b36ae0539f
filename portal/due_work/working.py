"""Doing what is due.

A row is leased, done outside any transaction, and closed, each step its own short transaction. A worker that is killed
leaves a lease that runs out, and another takes the row; a worker that was only slow finds its lease token replaced and
leaves the row to the other.
"""

import datetime
import logging
import traceback
import uuid
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.audit import recording
from portal.due_work import alerting
from portal.due_work.models import DueRow, Heartbeat, TimedAct
from portal.due_work.registry import GivenUp, Performer, Postponed, Timed, performers, timed_acts

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 10
FIRST_WAIT = datetime.timedelta(seconds=30)
LONGEST_WAIT = datetime.timedelta(hours=6)
_TIMED_LEASE = datetime.timedelta(minutes=30)
_ROWS_A_ROUND = 20


def work_once(now: datetime.datetime | None = None, *, stop: Callable[[], bool] = lambda: False) -> int:
    """Do everything due at ``now`` (at most 20 rows of a kind); returns how many rows and acts were tried.

    ``stop`` is asked between rows: the row in hand is always finished.
    """
    tried = 0
    for performer in list(performers.values()):
        for _ in range(_ROWS_A_ROUND):
            if stop() or not _do_next(performer, now or timezone.now()):
                break
            tried += 1
    for timed in list(timed_acts.values()):
        if not stop():
            tried += _run_timed(timed, now or timezone.now())
    return tried


def beat(name: str = "worker") -> None:
    """Note that the worker is alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def wait_after(attempts: int) -> datetime.timedelta:
    """Give the pause after so many failed attempts: 30 s doubling, at most 6 h."""
    return min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)


def _do_next(performer: Performer, now: datetime.datetime) -> bool:
    row = _lease(performer, now)
    if row is None:
        return False
    beat()
    if row.attempts > MAX_ATTEMPTS:
        _give_up(row, now, row.last_error or "worker died")
        return True
    try:
        performer.function(row)
    except Postponed as outcome:
        _close(
            row,
            state=DueRow.State.DUE,
            due_at=now + datetime.timedelta(seconds=outcome.seconds),
            attempts=row.attempts - 1,
            last_error=outcome.reason[:200],
        )
    except GivenUp as outcome:
        _give_up(row, now, outcome.reason)
    except Exception as fault:
        _failed(row, now, fault)
    else:
        _close(row, state=DueRow.State.DONE, done_at=timezone.now(), last_error="")
    return True


def _due(model: type[DueRow], now: datetime.datetime) -> QuerySet[DueRow]:
    waiting = Q(state=DueRow.State.DUE, due_at__lte=now)
    abandoned = Q(state=DueRow.State.LEASED, leased_until__lte=now)
    return model._default_manager.filter(waiting | abandoned).order_by("due_at", "pk")


def _lease(performer: Performer, now: datetime.datetime) -> DueRow | None:
    # Asked without a lock first: on SQLite a transaction of ours takes the write lock, and mostly nothing is due.
    if not _due(performer.model, now).exists():
        return None
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        row = _due(performer.model, now).select_for_update(skip_locked=skip, of=_of()).first()
        if row is None:
            return None
        row.state = DueRow.State.LEASED
        row.leased_until = now + performer.lease
        row.lease_token = uuid.uuid4()
        row.attempts += 1
        row.save(update_fields=["state", "leased_until", "lease_token", "attempts"])
    return row


def _of() -> tuple[str, ...]:
    return ("self",) if connection.features.has_select_for_update_of else ()


def _failed(row: DueRow, now: datetime.datetime, fault: Exception) -> None:
    kind = kind_of(fault)
    logger.warning("%s %s failed, attempt %s: %s", row._meta.label, row.pk, row.attempts, kind)
    if row.attempts >= MAX_ATTEMPTS:
        _give_up(row, now, kind)
    else:
        _close(row, state=DueRow.State.DUE, due_at=now + wait_after(row.attempts), last_error=kind)


def _give_up(row: DueRow, now: datetime.datetime, reason: str) -> None:
    with transaction.atomic():
        if not _close(row, state=DueRow.State.DEAD, last_error=reason[:200]):
            return
        recording.record("work.given_up", by=recording.SYSTEM, on=row, details={"attempts": row.attempts})
    alerting.alert(row)


def _close(row: DueRow, **values: object) -> bool:
    values = {"leased_until": None, "lease_token": None, **values}
    mine = type(row)._default_manager.filter(pk=row.pk, lease_token=row.lease_token)
    for name, value in values.items():
        setattr(row, name, value)
    return bool(mine.update(**values))


def kind_of(fault: BaseException) -> str:
    """Name a fault without its text, which may quote data: the class, and the last line of ours it came through."""
    ours = [frame for frame in traceback.extract_tb(fault.__traceback__) if "site-packages" not in frame.filename]
    where = f" at {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    return f"{type(fault).__name__}{where}"[:200]


def _run_timed(timed: Timed, now: datetime.datetime) -> int:
    if not _lease_timed(timed, now):
        return 0
    beat()
    error = ""
    try:
        timed.function()
    except Exception as fault:
        error = kind_of(fault)
        logger.exception("%s failed: %s", timed.name, error)
    act = TimedAct.objects.get(name=timed.name)
    act.failures = act.failures + 1 if error else 0
    act.last_error, act.last_run_at, act.leased_until = error, now, None
    act.next_at = now + wait_after(act.failures) if error else timed.next_after(now)
    act.save()
    return 1


def _lease_timed(timed: Timed, now: datetime.datetime) -> bool:
    act = TimedAct.objects.filter(name=timed.name).first()
    if act is None:
        # A daily act waits for its hour; one of every few seconds starts now.
        first = timed.next_after(now) if timed.daily else now
        act, _ = TimedAct.objects.get_or_create(name=timed.name, defaults={"next_at": first})
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    return bool(
        TimedAct.objects.filter(free, name=timed.name, next_at__lte=now).update(leased_until=now + _TIMED_LEASE)
    )
