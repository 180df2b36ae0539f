"""A file that is no good is refused with its name, the place and what was expected; nothing is changed by it."""

import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from eservices.definitions.importing import import_definition
from tests.definitions.forms import tiny_definition, tiny_facts
from tests.definitions.site import service_page
from tests.definitions.test_schema import item, set_item, set_when

pytestmark = pytest.mark.django_db


def changed(change):
    definition = tiny_definition()
    change(definition)
    return json.dumps(definition).encode()


def many_questions(definition):
    asked = [{"key": f"q{n}", "type": "text"} for n in range(10_000)]
    definition["schema"]["steps"][0]["items"] += asked
    definition["texts"]["lv"] |= {f"item.q{n}.label": "Jautājums" for n in range(10_000)}


def without_a_choice_that_is_asked_for(definition):
    item(definition, "capacity")["options"].pop()
    del definition["texts"]["lv"]["option.capacity.self_helped"]


BAD = {
    "not JSON": (b'{"format": ', "Tas nav JSON"),
    "not text": (b"\xff\xfe\x00", "UTF-8"),
    "not an object": (b"[]", ""),
    "a later version": (changed(lambda d: d.update(version=2)), "version: "),
    "10,000 questions": (changed(many_questions), "schema.steps: "),
    "a condition that looks at itself": (
        changed(set_when("why", {"answer": "why", "empty": False})),
        "schema.steps[2].items[0].when",
    ),
    "conditions in a circle": (
        changed(
            lambda d: (
                set_when("why", {"answer": "wants", "is": "meals"})(d),
                set_when("wants", {"answer": "why", "empty": False})(d),
            )
        ),
        "schema.steps[2].items[0].when",
    ),
    "a key used twice": (changed(set_item("why", key="safe")), "schema.steps[2].items[0].key"),
    "a condition on a removed choice": (changed(without_a_choice_that_is_asked_for), "capacity"),
    "no Latvian": (changed(lambda d: d.update(texts={"ru": d["texts"]["lv"]})), "texts: "),
    "a language that is none": (changed(lambda d: d["texts"].update({"<b>": {}})), "texts"),
    "a unit the office has not": (
        changed(lambda d: d["schema"]["routing"].update(unit="tower")),
        "schema.routing.unit",
    ),
}


@pytest.fixture
def office():
    tiny_facts()
    service_page()
    import_definition(tiny_definition())


def everything():
    return {model._meta.label: model._default_manager.count() for model in apps.get_models() if model._meta.managed}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_the_place_and_changes_nothing(office, tmp_path, capsys, name):
    written, place = BAD[name]
    file = tmp_path / "fails.json"
    file.write_bytes(written)
    before = everything()
    with pytest.raises(CommandError, match=r"fails\.json"):
        call_command("import_eservice", str(file))
    told = capsys.readouterr().err
    assert f"{file}: " in told
    assert place in told
    assert "Traceback" not in told
    assert everything() == before


def test_the_good_files_beside_a_bad_one_are_taken_in(office, tmp_path, capsys):
    bad, good = tmp_path / "slikts.json", tmp_path / "labs.json"
    bad.write_bytes(BAD["a later version"][0])
    good.write_bytes(changed(lambda d: d["texts"]["lv"].update({"item.why.label": "Kas Jums kait?"})))
    with pytest.raises(CommandError, match=r"slikts\.json"):
        call_command("import_eservice", str(bad), str(good))
    assert "labs.json: sika-palidziba: published" in capsys.readouterr().out
