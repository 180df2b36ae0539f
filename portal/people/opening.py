"""Opening hours as machines read them: the lines editors write for people, understood as weekdays and times.

A line is understood whole or not at all: "iepriekš piesakoties" promises no open door, and nothing is guessed.
"""

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_STEMS = ("pirmdien", "otrdien", "trešdien", "ceturtdien", "piektdien", "sestdien", "svētdien")
_WEEK, _WORKING_WEEK = tuple(range(7)), tuple(range(5))
_SETS = {
    "katru dienu": _WEEK,
    "katru nakti": _WEEK,
    "ik dienu": _WEEK,
    "katru darbdienu": _WORKING_WEEK,
    "darbdienās": _WORKING_WEEK,
    "darba dienās": _WORKING_WEEK,
}
_NAMED = rf"(?:{'|'.join(_STEMS)})(?:ās|as|ai|a|u|ām)?"
_RANGE = re.compile(rf"(?:no )?({_NAMED})(?: līdz | ?[–—-] ?)({_NAMED})")
_LIST = re.compile(rf"{_NAMED}(?:(?:, | un ){_NAMED})*")
_TIME = r"(\d{1,2})[.:](\d{2})"
_TIMES = re.compile(rf"(?:no )?{_TIME}(?: līdz | ?[–—-] ?){_TIME}")
_ALL_DAY = {"visu diennakti", "diennakti", "visu dienu un nakti"}
_AND = re.compile(r", | un |; ?")
_TWO_PARTS = re.compile(rf"(.*?)[:,]? +((?:no )?\d.*|{'|'.join(_ALL_DAY)})")
# Days within which a door opens again, holidays and all; what is open all of them never shuts.
LOOKED_AHEAD = 15
MIDNIGHT, LAST_MINUTE = datetime.time(0, 0), datetime.time(23, 59)


@dataclass(frozen=True)
class Span:
    """The same hours on some weekdays (0 is Monday); hours that end before they begin go on past midnight."""

    days: tuple[int, ...]
    opens: datetime.time
    closes: datetime.time


def spans(lines: Iterable[tuple[str, str]]) -> list[Span]:
    """What lines of days and hours say; those not understood say nothing."""
    return [
        Span(days, opens, closes)
        for written_days, written_hours in lines
        if (days := _days(_plain(written_days)))
        for opens, closes in _hours(_plain(written_hours))
    ]


def spans_of_sentence(text: str) -> list[Span]:
    """What one sentence says: "No pirmdienas līdz piektdienai 8.30–17.00"."""
    found = _TWO_PARTS.fullmatch(_plain(text))
    return spans([(found[1], found[2])]) if found else []


def days_shut(open_in: Iterable[Span], days_off: Iterable[datetime.date]) -> list[datetime.date]:
    """The days off on which a door that opens on working days stays shut.

    Where a door is open at weekends too, the calendar says nothing of it.
    """
    weekdays = {day for span in open_in for day in span.days}
    if not weekdays <= set(_WORKING_WEEK):
        return []
    return [day for day in days_off if day.weekday() in weekdays]


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".")


def _days(text: str) -> tuple[int, ...]:
    if text in _SETS:
        return _SETS[text]
    if between := _RANGE.fullmatch(text):
        first, last = _weekday(between[1]), _weekday(between[2])
        return tuple(sorted((first + ahead) % 7 for ahead in range((last - first) % 7 + 1)))
    if _LIST.fullmatch(text):
        return tuple(sorted({_weekday(name) for name in re.split(", | un ", text)}))
    return ()


def _weekday(name: str) -> int:
    return next(number for number, stem in enumerate(_STEMS) if name.startswith(stem))


def _hours(text: str) -> list[tuple[datetime.time, datetime.time]]:
    if text in _ALL_DAY:
        return [(MIDNIGHT, LAST_MINUTE)]
    found = [_TIMES.fullmatch(part) for part in _AND.split(text)]
    try:
        return [(_time(part[1], part[2]), _time(part[3], part[4])) for part in found if part] if all(found) else []
    except ValueError:
        return []


def _time(hour: str, minute: str) -> datetime.time:
    return LAST_MINUTE if (hour, minute) == ("24", "00") else datetime.time(int(hour), int(minute))


@dataclass(frozen=True)
class Door:
    """Whether a door is open, and when that changes next; no change is known of a door that never shuts."""

    is_open: bool
    changes_at: datetime.datetime | None


def door(open_in: Iterable[Span], works_on: Callable[[datetime.date], bool], now: datetime.datetime) -> Door | None:
    """Say how a door stands at a moment (in the office's own time); None where nothing is known of its hours.

    A door that opens on working days alone stays shut on days off.
    """
    known = list(open_in)
    only_working = {day for span in known for day in span.days} <= set(_WORKING_WEEK)
    around = [now.date() + datetime.timedelta(days=ahead) for ahead in range(-1, LOOKED_AHEAD)]
    days = [day for day in around if not only_working or works_on(day)]
    times = _joined(_times_on(known, days, now.tzinfo))
    if not times:
        return None
    ends = next((end for begin, end in times if begin <= now < end), None)
    if ends is None:
        return Door(is_open=False, changes_at=next((begin for begin, _end in times if begin > now), None))
    never_shuts = ends.date() >= around[-1]
    return Door(is_open=True, changes_at=None if never_shuts else ends)


def _times_on(
    known: list[Span], days: list[datetime.date], zone: datetime.tzinfo | None
) -> list[tuple[datetime.datetime, datetime.datetime]]:
    """Every time the door is open on these days; hours over midnight end the day after."""
    times = []
    for day in days:
        for span in known:
            if day.weekday() in span.days:
                over_midnight = span.closes <= span.opens or span.closes == LAST_MINUTE
                closes = MIDNIGHT if span.closes == LAST_MINUTE else span.closes
                last = day + datetime.timedelta(days=over_midnight)
                begin, end = (datetime.datetime.combine(*at, zone) for at in ((day, span.opens), (last, closes)))
                times.append((begin, end))
    return sorted(times)


def _joined(
    times: list[tuple[datetime.datetime, datetime.datetime]],
) -> list[tuple[datetime.datetime, datetime.datetime]]:
    """Times that follow each other without a break, as one."""
    joined: list[tuple[datetime.datetime, datetime.datetime]] = []
    for begin, end in times:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined
