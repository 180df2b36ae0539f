"""Terms of a clock profile, counted in the Latvian calendar.

A profile says where a term starts and how long it is: ``{"start": "received" | "registered", "decide": {"n": 10,
"unit": "working_days" | "days" | "at_once"}}``. Day 1 is the day after the start; a term in days that would end on
a day off ends on the next working day.
"""

import datetime
from dataclasses import dataclass

from portal.working_days.calendar import add_working_days, next_working_day, on_working_day


def counted(start: datetime.date, term: dict) -> datetime.date:
    """Give the last day of a term ``{"n", "unit"}`` that starts on a day; "at once" is that day itself."""
    if term["unit"] == "working_days":
        return add_working_days(start, term["n"])
    if term["unit"] == "days":
        return on_working_day(start + datetime.timedelta(days=term["n"]))
    return start


def due_on(clock: dict, started: datetime.date) -> datetime.date | None:
    """Give the day a decision is due by a profile whose term started on a day; None where it sets no term."""
    decide = clock.get("decide") or {}
    if decide.get("unit") != "at_once" and not decide.get("n"):
        return None
    return counted(started, decide)


@dataclass(frozen=True)
class DecisionDay:
    """The day of a decision told beforehand; ``counts_registering`` where its term starts when it is registered."""

    day: datetime.date
    counts_registering: bool


def decision_day(clock: dict, received: datetime.date) -> DecisionDay | None:
    """Give what can be promised for an application received on a day and registered on the next working day.

    None where nothing can be told beforehand: no term, or a decision "at once", which is no day to wait for.
    """
    counts_registering = clock.get("start") != "received"
    day = due_on(clock, next_working_day(received) if counts_registering else received)
    if day is None or clock["decide"]["unit"] == "at_once":
        return None
    return DecisionDay(day, counts_registering)
