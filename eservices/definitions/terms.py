"""Terms of a clock profile counted in the Latvian calendar."""

import datetime

from portal.working_days.calendar import add_working_days, on_working_day


def counted(start: datetime.date, term: dict) -> datetime.date:
    """Give the last day of a term ``{"n", "unit"}`` that starts on a day; "at once" is that day itself.

    A term in days that would end on a day off ends on the next working day.
    """
    if term["unit"] == "working_days":
        return add_working_days(start, term["n"])
    if term["unit"] == "days":
        return on_working_day(start + datetime.timedelta(days=term["n"]))
    return start


def due_on(clock: dict, started: datetime.date) -> datetime.date:
    """Give the day a decision is due by a clock profile that started (was registered or received) on a day."""
    return counted(started, clock["decide"])


def told_by(clock: dict, decided: datetime.date) -> datetime.date:
    """Give the day by which a decision made on a day has to be told."""
    return counted(decided, clock["notify"])
