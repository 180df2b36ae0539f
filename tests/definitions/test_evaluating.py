"""The one evaluator: a table of conditions, and what must hold for any form and any answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eservices.definitions.conditions import comparisons, holds
from eservices.definitions.evaluating import Evaluation
from eservices.definitions.schema import normal_form
from tests.definitions.forms import tiny_definition

FACTS = {"one": "a", "many": ["a", "b"], "n": "12.50", "day": "2026-11-21", "rows": 2, "blank": "", "none": None}

TABLE = [
    (None, True),
    ({"answer": "one", "is": "a"}, True),
    ({"answer": "one", "is": "A "}, True),
    ({"answer": "one", "is": "b"}, False),
    ({"answer": "many", "is": "b"}, True),
    ({"answer": "many", "is": "c"}, False),
    ({"answer": "many", "is_not": "b"}, False),
    ({"answer": "many", "one_of": ["c", "b"]}, True),
    ({"answer": "one", "one_of": ["c", "b"]}, False),
    ({"answer": "none", "is": "a"}, False),
    ({"answer": "none", "is_not": "a"}, True),
    ({"answer": "none", "one_of": ["a"]}, False),
    ({"answer": "none", "empty": True}, True),
    ({"answer": "blank", "empty": True}, True),
    ({"answer": "one", "empty": True}, False),
    ({"answer": "rows", "empty": False}, True),
    ({"answer": "n", "more_than": 12}, True),
    ({"answer": "n", "more_than": 12.5}, False),
    ({"answer": "n", "less_than": 12.5}, False),
    ({"answer": "n", "less_than": 100}, True),
    ({"answer": "none", "more_than": 0}, False),
    ({"answer": "none", "less_than": 100}, False),
    ({"answer": "one", "more_than": 0}, False),
    ({"answer": "rows", "more_than": 1}, True),
    ({"answer": "many", "more_than": 1}, True),
    ({"answer": "day", "more_than": "2026-11-20"}, True),
    ({"answer": "day", "less_than": "2026-11-21"}, False),
    ({"answer": "day", "more_than": 5}, False),
    ({"all": [{"answer": "one", "is": "a"}, {"answer": "many", "is": "b"}]}, True),
    ({"all": [{"answer": "one", "is": "a"}, {"answer": "many", "is": "c"}]}, False),
    ({"any": [{"answer": "one", "is": "z"}, {"answer": "many", "is": "b"}]}, True),
    ({"any": [{"answer": "one", "is": "z"}, {"answer": "many", "is": "c"}]}, False),
    ({"all": [{"any": [{"answer": "one", "is": "z"}, {"all": [{"answer": "one", "is": "a"}]}]}]}, True),
]


@pytest.mark.parametrize(("condition", "wanted"), TABLE, ids=str)
def test_conditions(condition, wanted):
    assert holds(condition, FACTS.get) is wanted


single = st.fixed_dictionaries({"answer": st.sampled_from(sorted(FACTS))}).flatmap(
    lambda test: st.one_of(
        st.sampled_from(["a", "b", "z"]).map(lambda value: test | {"is": value}),
        st.sampled_from(["a", "b", "z"]).map(lambda value: test | {"is_not": value}),
        st.booleans().map(lambda value: test | {"empty": value}),
        st.integers(0, 20).map(lambda value: test | {"more_than": value}),
    )
)
conditions = st.recursive(
    single,
    lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
        lambda parts: st.sampled_from(["all", "any"]).map(lambda kind: {kind: parts})
    ),
    max_leaves=8,
)


@given(conditions)
def test_all_and_any_of_one_are_the_one(condition):
    assert (
        holds({"all": [condition]}, FACTS.get) == holds(condition, FACTS.get) == holds({"any": [condition]}, FACTS.get)
    )


@given(conditions, conditions)
def test_all_is_narrower_than_any(left, right):
    every, some = holds({"all": [left, right]}, FACTS.get), holds({"any": [left, right]}, FACTS.get)
    assert every == (holds(left, FACTS.get) and holds(right, FACTS.get))
    assert some == (holds(left, FACTS.get) or holds(right, FACTS.get))


@given(conditions)
def test_every_test_is_found(condition):
    assert list(comparisons(condition)) == list(comparisons({"any": [condition]}))
    assert all("answer" in one for one in comparisons(condition))


SCHEMA = normal_form(tiny_definition())["schema"]


def evaluated(**answers):
    return Evaluation(SCHEMA, answers)


def keys(items):
    return [item["key"] for item in items]


def step(key):
    return next(one for one in SCHEMA["steps"] if one["key"] == key)


def item(key):
    for one in SCHEMA["steps"]:
        for asked in one["items"]:
            if asked["key"] == key:
                return asked
    raise KeyError(key)


def test_a_hidden_answer_counts_as_not_given_all_the_way_down():
    schema = {
        "steps": [
            {
                "key": "s",
                "items": [
                    {"key": "a", "type": "yes_no"},
                    {"key": "b", "type": "yes_no", "when": {"answer": "a", "is": "yes"}},
                    {"key": "c", "type": "yes_no", "when": {"answer": "b", "is": "yes"}},
                ],
            },
            {"key": "t", "when": {"answer": "c", "is": "yes"}, "items": [{"key": "d", "type": "text"}]},
        ]
    }
    everything = {"a": "yes", "b": "yes", "c": "yes", "d": "x"}
    assert keys(Evaluation(schema, everything).visible_steps()) == ["s", "t"]
    hidden = Evaluation(schema, everything | {"a": "no"})
    assert keys(hidden.visible_items(schema["steps"][0])) == ["a"]
    assert keys(hidden.visible_steps()) == ["s"]
    assert hidden.cleaned() == {"a": "no"}


def test_a_step_with_nothing_to_ask_is_passed_over():
    schema = {
        "steps": [
            {"key": "s", "items": [{"key": "a", "type": "yes_no"}]},
            {"key": "t", "items": [{"key": "b", "type": "text", "when": {"answer": "a", "is": "yes"}}]},
        ]
    }
    assert keys(Evaluation(schema, {"a": "no"}).visible_steps()) == ["s"]


def test_a_row_sees_its_own_answers_first_then_those_outside():
    group = item("supporters")
    both = [{"row_id": "1", "s_works": "yes"}, {"row_id": "2", "s_works": "no"}]
    poor_not = evaluated(poor="no", supporters=both)
    assert [keys(items) for _row, items in poor_not.visible_rows(group)] == [
        ["s_name", "s_works", "s_income"],
        ["s_name", "s_works"],
    ]
    assert keys(evaluated(poor="yes", supporters=both).row_items(group, both[0])) == ["s_name", "s_works"]


def test_cleaned_drops_what_is_hidden_inside_rows_too():
    rows = [{"row_id": "1", "s_name": "Jānis", "s_works": "no", "s_income": "900.00"}]
    assert evaluated(poor="no", supporters=rows).cleaned()["supporters"] == [
        {"row_id": "1", "s_name": "Jānis", "s_works": "no"}
    ]


def test_an_option_that_is_no_longer_offered_is_no_answer():
    evaluation = evaluated(reply="email")
    assert evaluation.visible_options(item("reply")) == ["post"]
    assert "reply" not in evaluation.cleaned()
    assert evaluated(reply="email", email="a@b.lv").cleaned()["reply"] == "email"


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ({}, {"required": ["doctor"], "warn": [], "optional": [], "hidden": ["income_papers"]}),
        ({"poor": "no", "pension": "100.00"}, {"warn": ["income_papers"], "hidden": []}),
        ({"poor": "no", "pension": "900.00"}, {"warn": [], "hidden": ["income_papers"]}),
        ({"poor": "yes", "pension": "100.00"}, {"warn": [], "hidden": ["income_papers"]}),
        ({"supporters": [{"row_id": "1"}]}, {"warn": ["income_papers"], "hidden": []}),
    ],
)
def test_slots_are_asked_when_they_are_needed(answers, wanted):
    found = evaluated(**answers).slots()
    assert {kind: found[kind] for kind in wanted} == wanted


def test_routing_takes_the_first_rule_with_a_unit_and_any_urgency():
    rows = [{"row_id": str(n)} for n in range(2)]
    assert evaluated().routing().unit == "home_care"
    assert evaluated(supporters=rows).routing().unit == "families"
    assert evaluated(urgent="yes").routing() == type(evaluated().routing())("home_care", True)
    rules = [
        {"when": {"answer": "urgent", "is": "yes"}, "unit": None, "urgent": True},
        {"when": {"answer": "urgent", "is": "yes"}, "unit": "families", "urgent": False},
        {"when": {"answer": "urgent", "is": "yes"}, "unit": "other", "urgent": False},
    ]
    schema = SCHEMA | {"routing": {"unit": "home_care", "rules": rules}}
    routing = Evaluation(schema, {"urgent": "yes"}).routing()
    assert (routing.unit, routing.urgent) == ("families", True)


def test_missing_tells_required_promised_and_warned_apart():
    answers = {"doctor": {"files": [], "later": True}, "poor": "no", "pension": "10.00"}
    found = {one.key: one.kind for one in evaluated(**answers).missing()}
    assert found["first_name"] == "required"
    assert found["doctor"] == "later"
    assert found["income_papers"] == "warn"
    assert found["hours"] == "warn"
    assert "phone" not in found
    assert "helper_name" not in found
    with_file = evaluated(doctor={"files": ["x"], "later": False})
    assert "doctor" not in {one.key for one in with_file.missing()}


def test_missing_names_the_row():
    found = evaluated(poor="yes", supporters=[{"row_id": "r1", "s_name": "Jānis"}]).missing()
    assert [(one.key, one.row_id) for one in found if one.row_id] == [("s_works", "r1")]


@pytest.mark.parametrize(
    ("requirement", "rows", "missing"),
    [
        ("required", 0, "required"),
        ("required", 1, "required"),
        ("required", 2, None),
        ("warn", 0, "warn"),
        ("warn", 1, "required"),
        ("warn", 2, None),
        ("optional", 0, None),
        ("optional", 1, "required"),
    ],
)
def test_too_few_rows_are_a_fault_and_none_at_all_only_where_an_answer_must_be_given(requirement, rows, missing):
    inner = {"key": "inner", "type": "text", "requirement": "optional"}
    group = {"key": "q", "type": "group", "min": 2, "max": 9, "requirement": requirement, "items": [inner]}
    schema = SCHEMA | {"steps": [{"key": "s", "items": [group]}]}
    found = Evaluation(schema, {"q": [{"row_id": f"r{n}"} for n in range(rows)]}).missing()
    assert [one.kind for one in found] == ([missing] if missing else [])


values = st.one_of(st.none(), st.sampled_from(["yes", "no", "self", "careful", "meals", "post", "1.00", "2026-01-01"]))
answer_sets = st.dictionaries(
    st.sampled_from([asked["key"] for one in SCHEMA["steps"] for asked in one["items"] if asked["type"] != "group"]),
    values,
)


def plausible(answers):
    """Give each key a value of its own type's shape."""
    shaped = {}
    for key, value in answers.items():
        kind = item(key)["type"]
        if kind == "choices":
            shaped[key] = [value] if value else []
        elif kind == "slot":
            shaped[key] = {"files": [], "later": value == "yes"}
        elif kind == "personal_code":
            shaped[key] = {"kind": "none", "value": ""} if value else None
        elif kind == "address":
            shaped[key] = {"line": value or "", "city": "", "postcode": ""}
        else:
            shaped[key] = value
    return {key: value for key, value in shaped.items() if value is not None}


@settings(max_examples=200, deadline=None)
@given(answer_sets)
def test_cleaning_twice_is_cleaning_once_and_changes_nothing_that_is_seen(answers):
    answers = plausible(answers)
    evaluation = Evaluation(SCHEMA, answers)
    cleaned = evaluation.cleaned()
    again = Evaluation(SCHEMA, cleaned)
    assert again.cleaned() == cleaned
    assert again.visible_steps() == evaluation.visible_steps()
    assert again.routing() == evaluation.routing()
    assert again.slots() == evaluation.slots()
    assert again.missing() == evaluation.missing()


@settings(max_examples=200, deadline=None)
@given(answer_sets, answer_sets)
def test_hidden_answers_never_matter(answers, noise):
    answers = Evaluation(SCHEMA, plausible(answers)).cleaned()
    evaluation = Evaluation(SCHEMA, answers)
    visible = {asked["key"] for one in evaluation.visible_steps() for asked in evaluation.visible_items(one)}
    noise = {key: value for key, value in plausible(noise).items() if key not in visible}
    assert Evaluation(SCHEMA, noise | answers).cleaned() == answers
