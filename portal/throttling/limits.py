"""Allowing so many attempts in so much time.

Time is cut into windows as long as the limit's period; the attempts of the window before count by the share of it that
still lies within the period. So nobody gets twice the limit by trying on both sides of a boundary. Call outside a
transaction: an attempt that is rolled back was not counted.
"""

import datetime

from django.db import transaction
from django.utils import timezone

from portal.due_work.registry import every
from portal.personal_data.blind_index import blind
from portal.throttling.models import AttemptWindow


def allow(purpose: str, subject: str, *, limit: int, seconds: int) -> bool:
    """Count one attempt and say whether it is within ``limit`` attempts in ``seconds``.

    A refused attempt is not counted: a flood costs no writes, and one who waits the period is free again.
    """
    key, now = _key(purpose, subject, seconds), timezone.now()
    if _used(key, now, seconds) >= limit:
        return False
    with transaction.atomic():
        row, _ = AttemptWindow.objects.get_or_create(
            key=key,
            window=_window(now, seconds),
            defaults={"expires_at": now + datetime.timedelta(seconds=2 * seconds)},
        )
        row = AttemptWindow.objects.select_for_update().get(pk=row.pk)
        if _used(key, now, seconds) >= limit:
            return False
        row.count += 1
        row.save(update_fields=["count"])
    return True


def remaining(purpose: str, subject: str, *, limit: int, seconds: int) -> int:
    """Say how many attempts are left now, without counting one."""
    used = _used(_key(purpose, subject, seconds), timezone.now(), seconds)
    return max(0, limit - int(-(-used // 1)))


def clear(purpose: str, subject: str, *, seconds: int) -> None:
    """Forget the attempts of a subject, as after a right secret."""
    AttemptWindow.objects.filter(key=_key(purpose, subject, seconds)).delete()


@every(3600, name="throttling.purge_expired")
def purge_expired() -> int:
    """Delete windows that no longer count; returns how many."""
    return AttemptWindow.objects.filter(expires_at__lt=timezone.now()).delete()[0]


def _key(purpose: str, subject: str, seconds: int) -> str:
    return blind("throttle", f"{purpose}\x00{seconds}\x00{subject}")


def _window(now: datetime.datetime, seconds: int) -> int:
    return int(now.timestamp() // seconds)


def _used(key: str, now: datetime.datetime, seconds: int) -> float:
    current = _window(now, seconds)
    counts = dict(
        AttemptWindow.objects.filter(key=key, window__in=(current - 1, current)).values_list("window", "count")
    )
    passed = now.timestamp() / seconds - current
    return counts.get(current, 0) + counts.get(current - 1, 0) * (1 - passed)
