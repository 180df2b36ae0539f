"""Rows, sums and checks: what the form works out, and what it says when answers do not fit together."""

import pytest

from eservices.definitions.asking import build_step_form
from eservices.definitions.compiling import compile_page
from eservices.definitions.evaluating import Evaluation
from eservices.definitions.plan import plan_of
from eservices.definitions.rehearsing import rehearse
from eservices.definitions.schema import normal_form, validate_definition
from eservices.definitions.showing import show_answers
from tests.definitions.households import TEXTS, household_definition
from tests.definitions.test_compiling import page_of

pytestmark = pytest.mark.django_db
PLAN = plan_of(normal_form(household_definition())["schema"])
ANNA, CHILD = "0" * 32, "1" * 32
ANSWERS = {
    "rent": "100.00",
    "members": [
        {"row_id": ANNA, "m_name": "Anna", "m_born": "1980-05-01", "m_income": "700.01"},
        {"row_id": CHILD, "m_name": "Bērns", "m_born": "2020-05-01", "m_income": "999.00"},
    ],
}


def evaluated(**answers):
    return Evaluation(PLAN, ANSWERS | answers)


def test_a_sum_counts_only_the_rows_where_the_question_is_asked():
    # The child has an amount left over from before the birth date was put right.
    assert evaluated().calculated(PLAN.items["total"]) == "700.01"


def test_an_average_is_rounded_to_the_cent_and_may_take_away():
    # (700.01 - 50) / 3 = 216.6700
    assert evaluated().calculated(PLAN.items["each"]) == "216.67"


@pytest.mark.parametrize(("rows", "total"), [([], None), (ANSWERS["members"][1:], None)])
def test_nothing_answered_is_no_sum_rather_than_nought(rows, total):
    assert evaluated(members=rows).calculated(PLAN.items["total"]) == total


def test_a_calculated_line_is_kept_and_decides_what_is_asked():
    cleaned = evaluated(poor="yes").cleaned()
    assert (cleaned["total"], cleaned["each"], cleaned["poor"]) == ("700.01", "216.67", "yes")
    rich = evaluated(members=[ANSWERS["members"][0] | {"m_income": "7000.00"}], poor="yes").cleaned()
    assert "poor" not in rich


def test_nobody_can_post_a_calculated_line():
    built = build_step_form(PLAN, TEXTS, "ienakumi", ANSWERS, data={"total": "0", "poor": "no", "truth": "on"})
    assert built.is_valid()
    assert built.answers == {"total": "700.01", "each": "216.67", "poor": "no", "truth": True}
    assert "total" not in built.merged()


def test_the_page_and_the_summary_show_it_in_euro():
    drawn = str(build_step_form(PLAN, TEXTS, "ienakumi", ANSWERS))
    assert "Uz vienu cilvēku" in drawn
    assert "216,67\N{NO-BREAK SPACE}€" in drawn
    shown = {item.key: item for step in show_answers(PLAN, TEXTS, "lv", ANSWERS) for item in step.items}
    assert shown["total"].value == "700,01\N{NO-BREAK SPACE}€"
    assert shown["total"].missing == ""


def post(moved, **more):
    year, month, day = moved.split("-")
    data = {
        "rent": "100", "members-0-row_id": ANNA, "members-0-m_name": "Anna", "members-0-m_income": "700,01",
        "members-0-m_born-day": "1", "members-0-m_born-month": "5", "members-0-m_born-year": "1980",
        "members-0-m_moved-day": day, "members-0-m_moved-month": month, "members-0-m_moved-year": year,
    }  # fmt: skip
    built = build_step_form(PLAN, TEXTS, "majsaimnieciba", ANSWERS, data=data | more)
    built.is_valid()
    return built


def test_a_check_speaks_up_in_its_own_row_and_keeps_what_was_typed():
    built = post("1979-05-01")
    assert {name: list(errors) for name, errors in built.errors.items()} == {
        "members-0-m_moved": ["Cilvēks nevar ievākties pirms dzimšanas."]
    }
    assert built.merged()["members"][0]["m_moved"] == "1979-05-01"
    assert post("1981-05-01").errors == {}


def test_a_check_that_warns_does_not_block_and_is_listed():
    built = post("1981-05-01", rent="5000")
    assert built.is_valid()
    ((step, check, row),) = Evaluation(PLAN, built.merged()).warnings()
    assert (step["key"], check["key"], row) == ("majsaimnieciba", "rent_above_income", None)


def test_a_row_left_blank_is_not_checked():
    assert post("1981-05-01", **{"members-1-row_id": CHILD, "members-1-m_name": ""}).errors == {}


def test_the_editor_and_the_file_say_the_same():
    definition = normal_form(household_definition())
    assert validate_definition(definition) == []
    assert compile_page(page_of(definition)) == definition


def broken(change):
    definition = household_definition()
    steps = [dict(step, items=[dict(item) for item in step["items"]]) for step in definition["schema"]["steps"]]
    definition["schema"]["steps"] = steps
    change(steps, definition)
    return [str(fault) for fault in validate_definition(definition)]


def item(steps, key):
    return next(one for step in steps for one in step["items"] if one["key"] == key)


FAULTS = [
    (lambda steps, d: item(steps, "total").update(calc={"add": [{"rows": "m_name"}]}), "m_name"),
    (lambda steps, d: item(steps, "total").update(calc={"add": [{"answer": "each"}]}), "asked later"),
    (lambda steps, d: item(steps, "total").update(calc={"add": [{"count": "rent"}]}), "rent"),
    (lambda steps, d: item(steps, "total").update(calc={"add": [{"times": 2}]}), "A term names one of"),
    (lambda steps, d: item(steps, "poor").update(when={"answer": "rent", "age_under": 3}), "no date of birth"),
    (
        lambda steps, d: item(steps, "truth").update(when={"answer": "rent", "more_than": {"answer": "future"}}),
        "different kinds",
    ),
    (lambda steps, d: item(steps, "poor").update(when={"answer": "rent", "is": {"answer": "nobody"}}), "nobody"),
    (lambda steps, d: item(steps, "future").update(rules={"age_on": "rent"}), "rent"),
    (lambda steps, d: item(steps, "future").update(rules={"earliest": 5, "latest": 1}), "least"),
    (lambda steps, d: steps[0].update(checks=[{"key": "a", "when": None, "at": "rent"}]), "A check needs a condition"),
    (
        lambda steps, d: steps[0].update(checks=[{"key": "a", "when": {"answer": "rent", "is": "1"}, "at": "truth"}]),
        "truth",
    ),
    (lambda steps, d: steps[1].update(checks=[STEP_CHECK]), "already used"),
    (lambda steps, d: d["texts"]["lv"].pop("check.rent_above_income"), "check.rent_above_income"),
    (lambda steps, d: d["schema"].update(supporter_links=True), "supporter.first_name"),
]
STEP_CHECK = {"key": "rent_above_income", "when": {"answer": "rent", "is": "1"}, "at": "poor"}


@pytest.mark.parametrize(("change", "said"), FAULTS, ids=[said for _change, said in FAULTS])
def test_a_fault_is_named(change, said, settings):
    from django.utils import translation

    with translation.override("en"):
        faults = broken(change)
    assert any(said in fault for fault in faults), faults


def test_a_rehearsal_with_a_day_that_is_none_is_told_as_a_fault():
    answers = {"future": "drīz", "stay": "2026-07-01"}
    tried = {"name": "Drīz", "answers": answers, "expect": {"unit": "home_care"}}
    (fault,) = rehearse(normal_form(household_definition() | {"rehearsals": [tried]}))
    assert "future: incomplete" in fault.message
