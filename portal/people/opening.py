"""Opening hours as machines read them: the lines editors write for people, understood as weekdays and times.

A line is understood whole or not at all: "iepriekš piesakoties" promises no open door, and nothing is guessed.
"""

import datetime
import re
from collections.abc import Iterable
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
