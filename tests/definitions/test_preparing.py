"""Which questions decide about papers, and which of them may be asked of anybody; answers that travel with a page."""

import json

import pytest
from django.core import signing

from eservices.definitions.answering import Answering, answers_in, fitting
from eservices.definitions.plan import plan_of
from eservices.definitions.preparing import asking_only, deciding
from portal.demo.reading import ESERVICES, eservice_files
from tests.definitions.forms import SCHEMA


def a_form(*items, **step):
    return plan_of({**SCHEMA, "steps": [{"key": "viss", "items": list(items), **step}]})


def ask(key, kind="yes_no", **more):
    return {"key": key, "type": kind, "requirement": "required", **more}


def paper(key, when=None, **more):
    return {"key": key, "type": "slot", "document": "income", "requirement": "warn", "when": when, **more}


def yes(key):
    return {"answer": key, "is": "yes"}


CHOICE = ask("kas", "radio", options=[{"key": "a"}, {"key": "b", "when": yes("pirms")}])

FORMS = {
    "nothing decides": ([ask("a"), paper("p")], []),
    "one question decides": ([ask("a"), ask("b"), paper("p", yes("b"))], ["b"]),
    "a question that depends on another": ([ask("a"), ask("b", when=yes("a")), paper("p", yes("b"))], ["a", "b"]),
    "a choice that depends on another": (
        [ask("pirms"), CHOICE, paper("p", {"answer": "kas", "is": "a"})],
        ["pirms", "kas"],
    ),
    "a person's birthday is asked in the form alone": (
        [ask("born", "date", role="client.birth_date"), paper("p", {"answer": "born", "age_under": 18})],
        [],
    ),
    "what hangs on such a question is not asked either": (
        [ask("born", "date", role="client.birth_date"), ask("b", when=yes("born")), paper("p", yes("b"))],
        [],
    ),
    "for whom it is may be asked": ([ask("c", role="urgent"), paper("p", yes("c"))], ["c"]),
    "own words are not asked": ([ask("t", "text"), paper("p", {"answer": "t", "empty": False})], []),
    "a paper in rows looks at what stands around them": (
        [ask("a"), ask("g", "group", min=0, max=3, when=yes("a"), items=[ask("r"), paper("p")])],
        ["a"],
    ),
    "a paper that looks at its row is decided in the form": (
        [ask("a"), ask("g", "group", min=0, max=3, when=yes("a"), items=[ask("r"), paper("p", yes("r"))])],
        [],
    ),
}


@pytest.mark.parametrize(("items", "asked"), FORMS.values(), ids=FORMS)
def test_only_what_decides_about_papers_is_asked(items, asked):
    assert deciding(a_form(*items)) == asked


def test_a_step_s_own_condition_counts():
    first = {"key": "pirmais", "items": [ask("a")]}
    second = {"key": "otrais", "when": yes("a"), "items": [paper("p")]}
    assert deciding(plan_of({**SCHEMA, "steps": [first, second]})) == ["a"]


def test_nobody_s_own_data_is_asked_by_any_form_of_the_demo():
    for path in eservice_files():
        plan = plan_of(json.loads(path.read_text())["schema"])
        for key in deciding(plan):
            assert plan.items[key]["type"] in ("radio", "select", "yes_no", "choices", "date", "number"), path
            assert "." not in (plan.items[key].get("role") or ""), path


def test_each_question_is_a_step_of_its_own_and_keeps_every_condition():
    plan = plan_of(json.loads((ESERVICES / "specializeta-transporta-pakalpojums.json").read_text())["schema"])
    questions = Answering(asking_only(plan, deciding(plan)), {})
    questions.answers = {"kas_iesniedz": "self", "krize": "no"}
    assert {"ir_invaliditate", "trucigs"} <= set(questions.asked())
    questions.answers = {"kas_iesniedz": "self", "krize": "yes"}
    assert not {"ir_invaliditate", "trucigs"} & set(questions.asked())


def test_answers_come_back_only_as_they_were_signed():
    plan = a_form(ask("a"), ask("n", "number"), ask("d", "date"), ask("m", "choices", options=[{"key": "x"}]))
    given = Answering(plan, {}, {"a": "yes", "n": "3", "d": "2020-01-31", "m": ["x"]})
    back = Answering(plan, {})
    back.take_up(given.kept)
    assert back.answers == given.answers
    assert answers_in(given.kept) == given.answers
    for bad in ("", "x" * 10_000, given.kept[:-1], signing.dumps({"answers": {"a": "yes"}}, salt="other")):
        other = Answering(plan, {})
        other.take_up(bad)
        assert (other.answers, answers_in(bad)) == ({}, {})


@pytest.mark.parametrize(
    "given",
    [
        {"a": "perhaps"},
        {"a": ["yes"]},
        {"n": "many"},
        {"n": "NaN"},
        {"d": "31.01.2020"},
        {"m": ["x", "y"]},
        {"m": "x"},
        {"stranger": "yes"},
        {"t": "words"},
        {"r": "yes"},
    ],
)
def test_an_answer_from_another_form_is_taken_only_where_it_fits(given):
    group = ask("g", "group", min=0, max=3, items=[ask("r")])
    choices = ask("m", "choices", options=[{"key": "x"}])
    plan = a_form(ask("a"), ask("n", "number"), ask("d", "date"), choices, ask("t", "text"), group)
    assert fitting(plan, given | {"a": "no"} if "a" not in given else given) == ({} if "a" in given else {"a": "no"})
