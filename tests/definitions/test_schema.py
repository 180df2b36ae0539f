"""Every fault of a definition is named, all at once, with its path."""

import copy
import json

import pytest
from django.utils import translation
from jsonschema import Draft202012Validator

from eservices.definitions.schema import SCHEMA_FILE, key_tree, normal_form, validate_definition
from tests.definitions.forms import tiny_definition
from tests.definitions.households import household_definition


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def faults_of(change):
    definition = tiny_definition()
    change(definition)
    return [str(fault) for fault in validate_definition(definition)]


def step(definition, key):
    return next(one for one in definition["schema"]["steps"] if one["key"] == key)


def item(definition, key):
    for one in definition["schema"]["steps"]:
        for asked in one["items"]:
            for found in (asked, *asked.get("items", ())):
                if found["key"] == key:
                    return found
    raise KeyError(key)


def set_item(found, /, **values):
    return lambda definition: item(definition, found).update(values)


def set_when(key, condition):
    return set_item(key, when=condition)


def test_the_published_schema_is_a_json_schema():
    Draft202012Validator.check_schema(json.loads(SCHEMA_FILE.read_text()))


def test_the_definitions_of_the_tests_have_every_question_type():
    schema = json.loads(SCHEMA_FILE.read_text())
    steps = [*tiny_definition()["schema"]["steps"], *household_definition()["schema"]["steps"]]
    types = {asked["type"] for one in steps for asked in one["items"]}
    assert types == set(schema["$defs"]["item"]["properties"]["type"]["enum"])


def test_the_tiny_definition_is_whole():
    assert validate_definition(tiny_definition()) == []


def test_lines_ended_by_a_browser_make_no_other_form():
    here, there = tiny_definition(), tiny_definition()
    here["texts"]["lv"]["item.safe.help"] = "Vai kāds lasa Jūsu vēstules?\nTad sakiet to."
    there["texts"]["lv"]["item.safe.help"] = "Vai kāds lasa Jūsu vēstules?\r\nTad sakiet to."
    assert normal_form(here) == normal_form(there)


def test_the_normal_form_is_valid_and_final():
    once = normal_form(tiny_definition())
    assert validate_definition(once) == []
    assert normal_form(once) == once
    assert key_tree(once["schema"]) == key_tree(tiny_definition()["schema"])


SHAPE = {
    "not an object": (lambda d: d.clear(), "“format” is missing"),
    "another format": (lambda d: d.update(format="other"), "format: This has to be “durvis-eservice”."),
    "a later version": (lambda d: d.update(version=2), "version: This has to be “1”."),
    "an unknown setting": (lambda d: d["schema"].update(colour="red"), "schema: Unknown: colour."),
    "no steps": (lambda d: d["schema"].update(steps=[]), "schema.steps"),
    "an unknown type": (set_item("why", type="essay"), "schema.steps[2].items[0].type: “essay” is not known."),
    "an unknown role": (set_item("why", role="boss"), "schema.steps[2].items[0].role: “boss” is not known."),
    "a key with a space": (set_item("why", key="why not"), "“why not” is not written as it must be here"),
    "a choice without options": (lambda d: item(d, "wants").pop("options"), "items[1]: “options” is missing."),
    "a slot without document": (lambda d: item(d, "doctor").pop("document"), "items[1]: “document” is missing."),
    "an unknown rule": (set_item("why", rules={"regex": "x"}), "items[0].rules: Unknown: regex."),
    "a wrong journal": (lambda d: d["schema"].update(journal="1-6.13 A"), "schema.journal: “1-6.13 A”"),
    "no Latvian": (lambda d: d.update(texts={"ru": {}}), "texts: “lv” is missing."),
    "a strange comparison": (set_when("why", {"answer": "safe", "like": "x"}), "items[0].when: Unknown: like."),
    "a comparison without value": (set_when("why", {"answer": "safe"}), "items[0].when"),
    "an empty all": (set_when("why", {"all": []}), "items[0].when.all"),
    "clock without unit": (lambda d: d["schema"]["clock"]["decide"].pop("unit"), "schema.clock.decide: “unit”"),
}


@pytest.mark.parametrize("name", SHAPE)
def test_a_wrong_shape_is_named_with_its_path(name):
    change, wanted = SHAPE[name]
    found = faults_of(change)
    assert any(wanted in fault for fault in found), found


def deep(condition):
    return {"all": [{"any": [{"all": [{"any": [condition]}]}]}]}


MEANING = {
    "a key used twice": (set_item("why", key="safe"), "schema.steps[2].items[0].key: The key “safe” is already used"),
    "a key used twice in a group": (set_item("s_name", key="poor"), "items[0].key: The key “poor” is already used"),
    "a step used twice": (
        lambda d: step(d, "persona").update(key="droshiba"),
        "schema.steps[1].key: The key “droshiba”",
    ),
    "a key of the portal": (set_item("why", key="row_id"), "The key “row_id” is used by the portal itself."),
    "looking forward": (set_when("safe_note", {"answer": "why", "is": "x"}), "“why” is asked later"),
    "looking at itself": (set_when("why", {"answer": "why", "empty": False}), "“why” is asked later"),
    "looking at nothing": (set_when("why", {"answer": "whyy", "is": "x"}), "No question has the key “whyy”."),
    "looking forward, deep": (set_when("safe_note", deep({"answer": "why", "is": "x"})), "“why” is asked later"),
    "looking into a group": (
        set_when("pension", {"answer": "s_works", "is": "yes"}),
        "is asked in every row of a group",
    ),
    "looking at information": (set_when("doctor", {"answer": "checked", "is": "x"}), "“checked” is information"),
    "a choice that is not there": (set_when("why", {"answer": "safe", "is": "maybe"}), "“safe” has no choice “maybe”"),
    "an order that is not there": (set_when("why", {"answer": "safe", "more_than": 3}), "“safe” has no order"),
    "a row looking forward": (set_when("s_name", {"answer": "s_works", "is": "yes"}), "only that row can look at it"),
    "a group in a group": (
        set_item("s_name", type="group", items=[{"key": "deep", "type": "text"}]),
        "A group cannot hold another group",
    ),
    "a supporter outside": (set_item("why", role="supporter.relation"), "belongs inside the group of supporters"),
    "a role of another type": (set_item("why", role="client.birth_date"), "needs the type date"),
    "a capacity not offered": (lambda d: d["schema"].update(capacities=["self"]), "“self_helped” is not offered"),
    "least over most": (set_item("hours", rules={"min": 9, "max": 3}), "The least (9) is more than the most (3)."),
    "past and future": (set_item("born", rules={"past": True, "future": True}), "both past and future"),
    "an option twice": (
        lambda d: item(d, "wants")["options"].append({"key": "meals"}),
        "The choice “meals” stands here twice.",
    ),
    "a rule that does nothing": (
        lambda d: d["schema"]["routing"]["rules"].append({"when": {"answer": "urgent", "is": "yes"}}),
        "schema.routing.rules[1]: A routing rule has to name a unit or say urgent.",
    ),
    "a crisis without phone": (lambda d: d["schema"].update(crisis=True), "schema.duty: A crisis form needs"),
    "a text that is missing": (lambda d: d["texts"]["lv"].pop("item.why.label"), "texts.lv.item.why.label: This text"),
    "a blank text": (lambda d: d["texts"]["lv"].update(title="  "), "texts.lv.title: This text is missing."),
    "a text too many": (lambda d: d["texts"]["lv"].update({"item.gone.label": "?"}), "texts.lv.item.gone.label: There"),
    "a rehearsal of nothing": (
        lambda d: d["rehearsals"][0]["answers"].update(gone="x"),
        "rehearsals[0].answers: There is no “gone” in the form.",
    ),
    "a rehearsal that shows nothing there is": (
        lambda d: d["rehearsals"][0]["expect"].update(not_shown=["why", "reply.pigeon"]),
        "rehearsals[0].expect.not_shown: There is no “reply.pigeon” in the form.",
    ),
    "a day that is not": (
        lambda d: d["rehearsals"][0]["expect"].update(due_if_registered={"2026-02-31": "2026-03-10"}),
        "There is no such day: 2026-02-31.",
    ),
}


@pytest.mark.parametrize("name", MEANING)
def test_a_wrong_meaning_is_named_with_its_path(name):
    change, wanted = MEANING[name]
    found = faults_of(change)
    assert any(wanted in fault for fault in found), found


def test_all_faults_are_named_at_once():
    definition = tiny_definition()
    item(definition, "why")["role"] = "client.birth_date"
    item(definition, "safe_note")["when"] = {"answer": "why", "is": "x"}
    definition["texts"]["lv"].pop("title")
    paths = [fault.path for fault in validate_definition(definition)]
    assert paths == ["schema.steps[0].items[1].when", "schema.steps[2].items[0].role", "texts.lv.title"]


def test_a_partial_translation_is_no_fault():
    definition = tiny_definition()
    definition["texts"]["ru"] = {"title": "Заявление"}
    assert validate_definition(definition) == []


def test_validating_does_not_change_the_definition():
    definition = tiny_definition()
    before = copy.deepcopy(definition)
    validate_definition(definition)
    normal_form(definition)
    assert definition == before
