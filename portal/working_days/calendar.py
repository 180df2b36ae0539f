"""Counting in Latvian working days.

Working days are Monday to Friday without public holidays; days moved by the government count (a Monday off, a
Saturday worked). The public calendar knows moved days of the years the ``holidays`` package knows; later ones, and the
office's own days, are ``CalendarException`` rows, which always win.
"""

import calendar as months
import datetime
import functools
import time
from collections.abc import Mapping
from typing import Any

import holidays
from django.db import transaction
from django.utils import timezone

from portal.remembering import current_state
from portal.working_days.models import CalendarException

_ONE_DAY = datetime.timedelta(days=1)
# Another process's change of the exceptions is seen after this many seconds, or by whoever asks for the state of changes.
_EXCEPTIONS_KEPT = 60
_known: tuple[float, str | None, dict[datetime.date, bool]] | None = None


def today() -> datetime.date:
    """Give the date in Riga."""
    return timezone.localdate()


def is_working_day(day: datetime.date) -> bool:
    """Whether the office works on this day."""
    return works_on(day, exceptions())


def works_on(day: datetime.date, known: Mapping[datetime.date, bool]) -> bool:
    """Whether the office works on this day by the public calendar and these exceptions, already read by the caller."""
    exception = known.get(day)
    return _publicly_working(day) if exception is None else exception


def next_working_day(day: datetime.date) -> datetime.date:
    """Give the first working day strictly after this one."""
    day += _ONE_DAY
    while not is_working_day(day):
        day += _ONE_DAY
    return day


def on_working_day(day: datetime.date) -> datetime.date:
    """Give this day if it is a working day, else the next one: where a term that ends on a day off ends."""
    return day if is_working_day(day) else next_working_day(day)


def add_working_days(start: datetime.date, n: int) -> datetime.date:
    """Give the n-th working day after ``start``: day 1 is the next working day; n = 0 gives ``start`` itself."""
    day = start
    for _ in range(n):
        day = next_working_day(day)
    return day


def add_months(day: datetime.date, n: int) -> datetime.date:
    """Give the same day n months later, or the month's last day where it has no such day.

    Whether an end on a day off moves is the term's own rule: see ``on_working_day``.
    """
    years, month = divmod(day.month - 1 + n, 12)
    year, month = day.year + years, month + 1
    return datetime.date(year, month, min(day.day, months.monthrange(year, month)[1]))


def working_days_between(a: datetime.date, b: datetime.date) -> int:
    """Count the working days after ``a`` up to and including ``b``; negative when b is before a.

    ``working_days_between(start, add_working_days(start, n)) == n``.
    """
    if b < a:
        return -working_days_between(b, a)
    return sum(is_working_day(a + _ONE_DAY * offset) for offset in range(1, (b - a).days + 1))


def holiday_name(day: datetime.date) -> str | None:
    """Give the Latvian name of a public holiday or moved day off."""
    return _year(day.year)[0].get(day)


def forget() -> None:
    """Read the exceptions again at the next question."""
    global _known
    _known = None


def on_change(**signal: Any) -> None:
    """Forget at once, and again when the change is committed: a reader in between has read the old rows."""
    forget()
    transaction.on_commit(forget)


def _publicly_working(day: datetime.date) -> bool:
    free, worked_weekends = _year(day.year)
    return day in worked_weekends or (day.weekday() < 5 and day not in free)


@functools.lru_cache(maxsize=16)
def _year(year: int) -> tuple[dict[datetime.date, str], frozenset[datetime.date]]:
    latvia = holidays.country_holidays("LV", years=year, expand=False, language="lv")
    return dict(latvia), frozenset(latvia.weekend_workdays)


def exceptions() -> dict[datetime.date, bool]:
    """Give the days that are not what the public calendar says, each with whether the office works on it."""
    global _known
    now, state, known = time.monotonic(), current_state(), _known
    if known is None or now - known[0] > _EXCEPTIONS_KEPT or (state and state != known[1]):
        known = _known = (now, state, dict(CalendarException.objects.values_list("day", "working")))
    return known[2]
