"""Opening hours: what is written for people is understood whole or not at all."""

import datetime
import json
import zoneinfo
from pathlib import Path

import pytest

from portal.people.opening import days_shut, door, spans, spans_of_sentence

UNITS = json.loads((Path(__file__).parents[2] / "portal/demo/content/units.json").read_text(encoding="utf-8"))


def said(days, hours):
    return [(span.days, f"{span.opens:%H.%M}", f"{span.closes:%H.%M}") for span in spans([(days, hours)])]


@pytest.mark.parametrize(
    ("days", "weekdays"),
    [
        ("No pirmdienas līdz piektdienai", (0, 1, 2, 3, 4)),
        ("Pirmdien", (0,)),
        ("Pirmdienās un ceturtdienās", (0, 3)),
        ("otrdien, trešdien un sestdien", (1, 2, 5)),
        ("Pirmdiena–ceturtdiena", (0, 1, 2, 3)),
        ("No piektdienas līdz pirmdienai", (0, 4, 5, 6)),
        ("Darbdienās", (0, 1, 2, 3, 4)),
        ("Katru nakti", (0, 1, 2, 3, 4, 5, 6)),
    ],
)
def test_days_as_people_write_them(days, weekdays):
    assert said(days, "9.00–12.00") == [(weekdays, "09.00", "12.00")]


def test_a_lunch_break_makes_two_times():
    assert said("Pirmdien", "9.00–12.00 un 13:00-18:00") == [((0,), "09.00", "12.00"), ((0,), "13.00", "18.00")]


def test_day_and_night_and_over_midnight():
    assert said("Katru dienu", "visu diennakti") == [(tuple(range(7)), "00.00", "23.59")]
    assert said("Katru nakti", "18.00–8.00") == [(tuple(range(7)), "18.00", "08.00")]
    assert said("Pirmdien", "8.00–24.00") == [((0,), "08.00", "23.59")]


@pytest.mark.parametrize(
    ("days", "hours"),
    [
        ("Citās darbdienās", "9.00–12.00"),
        ("Pirmdien", "iepriekš piesakoties pa tālruni"),
        ("Pirmdien", "9.00–12.00 un pēc pieraksta"),
        ("Zupas virtuve katru dienu", "12.00–14.00"),
        ("Mēneša pirmajā pirmdienā", "9.00–12.00"),
        ("Pirmdien", "9.00–25.00"),
        ("Pirmdien", "9.75–12.00"),
        ("", ""),
    ],
)
def test_what_is_not_understood_whole_promises_nothing(days, hours):
    assert spans([(days, hours)]) == []


def test_a_sentence_of_days_and_hours():
    assert spans_of_sentence("No pirmdienas līdz piektdienai 8.30–17.00") == spans(
        [("No pirmdienas līdz piektdienai", "8.30–17.00")]
    )
    assert spans_of_sentence("Katru dienu, visu diennakti") == spans([("Katru dienu", "visu diennakti")])
    assert spans_of_sentence("Zvaniet iepriekš") == []


def test_every_unit_of_the_demo_office_has_hours_a_machine_understands():
    for unit in UNITS:
        assert spans([(line["days"], line["hours"]) for line in unit["hours"]]), unit["code"]


def test_on_a_day_off_the_weekday_door_is_shut_and_the_shelter_is_not():
    christmas = datetime.date(2026, 12, 25)
    weekdays, always = (spans([line]) for line in (("Darbdienās", "9.00–17.00"), ("Katru dienu", "visu diennakti")))
    saturday = datetime.date(2026, 12, 26)
    assert days_shut(weekdays, [christmas, saturday]) == [christmas]
    assert days_shut(spans([("Pirmdien", "9.00–12.00")]), [christmas, saturday]) == []
    assert days_shut(always, [christmas, saturday]) == []


# A door at a moment. 22 December 2025 is a Monday; 24 to 26 December are days off.

WEEK_WITH_LUNCH = spans([("No pirmdienas līdz ceturtdienai", "9.00–12.00 un 13.00–18.00"), ("Piektdien", "9.00–15.00")])
NIGHTS = spans([("Katru nakti", "18.00–8.00")])
ALWAYS = spans([("Katru dienu", "visu diennakti")])
HOLIDAYS = {datetime.date(2025, 12, day) for day in (24, 25, 26)}


def at(text):
    return datetime.datetime.fromisoformat(text)


def stands(opening, moment):
    found = door(opening, lambda day: day.weekday() < 5 and day not in HOLIDAYS, at(moment))
    return (found.is_open, found.changes_at and f"{found.changes_at:%d. %H.%M}")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2025-12-22T08:59", (False, "22. 09.00")),
        ("2025-12-22T09:00", (True, "22. 12.00")),
        ("2025-12-22T11:59:59", (True, "22. 12.00")),
        ("2025-12-22T12:00", (False, "22. 13.00")),
        ("2025-12-22T17:59", (True, "22. 18.00")),
        ("2025-12-22T18:00", (False, "23. 09.00")),
        ("2025-12-23T18:00", (False, "29. 09.00")),  # over Christmas and the weekend
        ("2025-12-25T10:00", (False, "29. 09.00")),
        ("2025-12-28T23:59", (False, "29. 09.00")),
    ],
)
def test_a_door_of_working_days_keeps_the_calendar(moment, expected):
    assert stands(WEEK_WITH_LUNCH, moment) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2025-12-22T17:59", (False, "22. 18.00")),
        ("2025-12-22T18:00", (True, "23. 08.00")),
        ("2025-12-23T03:00", (True, "23. 08.00")),
        ("2025-12-23T08:00", (False, "23. 18.00")),
        ("2025-12-25T02:00", (True, "25. 08.00")),
    ],
)
def test_a_night_goes_on_past_midnight_also_on_holidays(moment, expected):
    assert stands(NIGHTS, moment) == expected


def test_what_is_open_day_and_night_never_changes():
    assert stands(ALWAYS, "2025-12-25T23:59:30") == (True, None)


def test_hours_that_are_not_understood_say_nothing():
    assert door(spans([("Pirmdien", "iepriekš piesakoties")]), lambda day: True, at("2025-12-22T10:00")) is None


def test_clocks_going_forward_move_no_door():
    riga = zoneinfo.ZoneInfo("Europe/Riga")
    moment = datetime.datetime(2026, 3, 29, 1, 0, tzinfo=riga)  # two hours before the clocks go forward
    found = door(NIGHTS, lambda day: True, moment)
    assert found.changes_at.isoformat() == "2026-03-29T08:00:00+03:00"
