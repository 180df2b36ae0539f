"""Dates as people say them, in Latvian, Russian, English and Ukrainian; in any other language as in Latvian.

Latvian declines the month: nominative "7. decembris", locative "7. decembrī", and after "līdz" the dative
"līdz 7. decembrim". The year is written only when it is not the current one in Riga, or when asked for.
"""

import datetime
import zoneinfo
from typing import Literal

RIGA = zoneinfo.ZoneInfo("Europe/Riga")
Case = Literal["plain", "on", "until"]

LV_STEMS = (
    ("janvār", "is"),
    ("februār", "is"),
    ("mart", "s"),
    ("aprīl", "is"),
    ("maij", "s"),
    ("jūnij", "s"),
    ("jūlij", "s"),
    ("august", "s"),
    ("septembr", "is"),
    ("oktobr", "is"),
    ("novembr", "is"),
    ("decembr", "is"),
)
LV_ENDINGS: dict[Case, dict[str, str]] = {
    "plain": {"is": "is", "s": "s"},
    "on": {"is": "ī", "s": "ā"},
    "until": {"is": "im", "s": "am"},
}
RU_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
EN_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
UK_MONTHS = (
    "січня", "лютого", "березня", "квітня", "травня", "червня",
    "липня", "серпня", "вересня", "жовтня", "листопада", "грудня",
)  # fmt: skip
UNTIL = {"lv": "līdz", "ru": "до", "en": "by", "uk": "до"}


def long_date(day: datetime.date, language: str = "lv", *, year: bool | None = None) -> str:
    """Write "7. decembris", "7 декабря", "7 December"; with the year "2026. gada 7. decembris"."""
    return _written(_as_day(day), language, "plain", year)


def long_date_on(day: datetime.date, language: str = "lv", *, year: bool | None = None) -> str:
    """Write when something happens: "7. decembrī", "7 декабря", "on 7 December"."""
    text = _written(_as_day(day), language, "on", year)
    return f"on {text}" if language == "en" else text


def long_date_until(day: datetime.date, language: str = "lv", *, year: bool | None = None) -> str:
    """Write a last day: "līdz 7. decembrim", "до 7 декабря", "by 7 December"."""
    return f"{UNTIL.get(language, UNTIL['lv'])} {_written(_as_day(day), language, 'until', year)}"


def short_date(day: datetime.date) -> str:
    """Write "07.12.2026.", as in Latvian correspondence."""
    return f"{_as_day(day):%d.%m.%Y}."


def short_time(moment: datetime.datetime) -> str:
    """Write "14.32", Riga time."""
    return f"{moment.astimezone(RIGA):%H.%M}"


def _as_day(value: datetime.date) -> datetime.date:
    return value.astimezone(RIGA).date() if isinstance(value, datetime.datetime) else value


def _written(day: datetime.date, language: str, case: Case, year: bool | None) -> str:
    with_year = day.year != datetime.datetime.now(RIGA).year if year is None else year
    if language == "ru":
        return f"{day.day} {RU_MONTHS[day.month - 1]}" + (f" {day.year} года" if with_year else "")
    if language == "uk":
        return f"{day.day} {UK_MONTHS[day.month - 1]}" + (f" {day.year} року" if with_year else "")
    if language == "en":
        return f"{day.day} {EN_MONTHS[day.month - 1]}" + (f" {day.year}" if with_year else "")
    stem, nominative = LV_STEMS[day.month - 1]
    text = f"{day.day}. {stem}{LV_ENDINGS[case][nominative]}"
    return f"{day.year}. gada {text}" if with_year else text
