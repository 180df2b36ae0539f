"""Who does which due row, and what the clock starts.

Packages register in a module their AppConfig.ready() imports::

    @performs(Message)
    def deliver(message: Message) -> None: ...

    @every(daily="03:10", name="attachments.purge_unclaimed")
    def purge_unclaimed() -> None: ...
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils import timezone

from portal.due_work.models import DueRow

Row = TypeVar("Row", bound=DueRow)
LEASE = datetime.timedelta(minutes=5)


class Postponed(Exception):
    """The row cannot be done now through no fault of its own; it comes back later and no attempt is counted."""

    def __init__(self, reason: str, *, seconds: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.seconds = seconds


class GivenUp(Exception):
    """The row can never be done; it is dead at once. The reason is a code, never personal data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Performer:
    """The function that does rows of one model, and how long it may take for one."""

    model: type[DueRow]
    function: Callable[[Any], None]
    lease: datetime.timedelta


@dataclass(frozen=True)
class Timed:
    """An act of the clock: every so many seconds, or daily at a Riga time."""

    name: str
    function: Callable[[], Any]
    seconds: int | None
    daily: datetime.time | None

    def next_after(self, now: datetime.datetime) -> datetime.datetime:
        """Give the next time after ``now``."""
        if self.daily is None:
            return now + datetime.timedelta(seconds=self.seconds or 0)
        today = timezone.localdate(now)
        at = self._on(today)
        return at if at > now else self._on(today + datetime.timedelta(days=1))

    def _on(self, day: datetime.date) -> datetime.datetime:
        # In UTC: a local time in the hour that comes twice in autumn does not compare.
        local = datetime.datetime.combine(day, self.daily or datetime.time())
        return timezone.make_aware(local).astimezone(datetime.UTC)


performers: dict[type[DueRow], Performer] = {}
timed_acts: dict[str, Timed] = {}


def performs(
    model: type[Row], *, lease: datetime.timedelta = LEASE
) -> Callable[[Callable[[Row], None]], Callable[[Row], None]]:
    """Register the function that does one row of ``model``.

    It runs outside a transaction and may run twice for one row (a worker killed at the end), so it must have one
    effect when run twice. Returning means done; Postponed and GivenUp are outcomes; any other exception is an attempt
    that failed.
    """

    def register(function: Callable[[Row], None]) -> Callable[[Row], None]:
        performers[model] = Performer(model, function, lease)
        return function

    return register


def every(
    seconds: int | None = None, *, daily: str | None = None, name: str
) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Register an act of the clock: every ``seconds``, or ``daily="HH:MM"`` in Riga."""
    if (seconds is None) == (daily is None):
        raise ValueError("Say either seconds or daily.")

    def register(function: Callable[[], Any]) -> Callable[[], Any]:
        timed_acts[name] = Timed(name, function, seconds, datetime.time.fromisoformat(daily) if daily else None)
        return function

    return register
