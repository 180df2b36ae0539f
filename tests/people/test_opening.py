"""Opening hours: what is written for people is understood whole or not at all."""

import datetime
import json
from pathlib import Path

import pytest

from portal.people.opening import days_shut, spans, spans_of_sentence

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
