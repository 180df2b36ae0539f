"""Answers as a person reads them."""

import json

from eservices.definitions.plan import plan_of
from eservices.definitions.schema import normal_form
from eservices.definitions.showing import FileShown, show_answers, shown_as_data
from tests.definitions.forms import TEXTS, tiny_definition

PLAN = plan_of(normal_form(tiny_definition())["schema"])
ANSWERS = {
    "safe": "yes",
    "safe_note": "netiks rādīts, jo paslēpts",
    "capacity": "self",
    "first_name": "Anna",
    "last_name": "Paraudziņa",
    "code": {"kind": "document", "value": "AB 123", "issuer": "PMLP", "birth_date": "1948-12-07"},
    "born": "1948-12-07",
    "home": {"line": "Lazdu iela 1", "city": "Paraugciems", "postcode": ""},
    "wants": ["meals", "washing"],
    "urgent": "no",
    "phone": "+37120000000",
    "poor": "no",
    "pension": "1234.50",
    "supporters": [{"row_id": "r1", "s_name": "Jānis", "s_works": "yes", "s_income": "900.00"}],
    "doctor": {"files": [], "later": True},
    "income_papers": {"files": ["f1", "gone"], "later": False},
    "truth": True,
}
FILES = {"f1": FileShown("f1", "izziņa.pdf", 2048, "abc")}


def shown(language="lv", texts=TEXTS):
    steps = show_answers(PLAN, texts, language, ANSWERS, files=FILES)
    return {item.key: item for step in steps for item in step.items}


def test_answers_are_put_into_words():
    found = shown()
    assert found["safe"].value == "Jā"
    assert found["wants"].value == "Maltītes; Mazgāšanās"
    assert found["born"].value == "07.12.1948."
    assert found["phone"].value == "20 000 000"
    assert found["home"].value == "Lazdu iela 1, Paraugciems"
    assert found["pension"].value == "1\N{NO-BREAK SPACE}234,50\N{NO-BREAK SPACE}€"
    assert "AB 123, PMLP" in found["code"].value
    assert found["code"].label == "Personas kods"
    assert (found["code"].category, found["code"].role) == ("identity", "client.personal_code")


def test_only_what_is_visible_is_shown():
    found = shown()
    assert "safe_note" not in found
    assert "helper_name" not in found
    assert "checked" not in found


def test_a_step_that_only_tells_something_is_left_out():
    schema = tiny_definition()["schema"]
    told = {"key": "zvaniet", "items": [{"key": "call", "type": "info"}]}
    plan = plan_of(normal_form(tiny_definition(steps=[told, *schema["steps"]]))["schema"])
    steps = show_answers(plan, TEXTS, "lv", ANSWERS, files=FILES)
    assert steps
    assert all(step.items for step in steps)


def test_gaps_and_promises_are_shown():
    found = shown()
    assert (found["why"].value, found["why"].missing) == ("", "required")
    assert (found["hours"].value, found["hours"].missing) == ("", "warn")
    assert found["doctor"].missing == "later"
    assert found["doctor"].value
    assert found["phone"].missing == ""


def test_files_are_named_even_when_they_are_gone():
    slot = shown()["income_papers"]
    assert [(one.name, one.size) for one in slot.files] == [("izziņa.pdf", 2048), ("gone", 0)]
    assert (slot.whose, slot.document, slot.missing) == ("client", "income", "")


def test_rows_are_shown_one_by_one():
    (row,) = shown()["supporters"].rows
    assert row.title == "Apgādnieks 1"
    assert (row.items[0].key, row.items[0].label) == ("s_name", "Apgādnieka vārds, uzvārds")
    assert row.items[2].value == "900,00\N{NO-BREAK SPACE}€"


def test_another_language_is_whole():
    russian = {key: f"RU {text}" for key, text in TEXTS.items()}
    found = shown("ru", russian)
    assert found["safe"].value == "RU Jā"
    assert found["pension"].value == "1\N{NO-BREAK SPACE}234,50\N{NO-BREAK SPACE}€"


def test_what_is_shown_is_plain_data():
    data = shown_as_data(show_answers(PLAN, TEXTS, "lv", ANSWERS, files=FILES))
    assert json.loads(json.dumps(data)) == data
    assert data[0]["items"][0]["label"] == TEXTS["item.safe.label"]
