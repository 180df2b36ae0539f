"""Rehearsals: what was expected is tried through the real forms, and every difference is told."""

import datetime
import io
import json
from collections import deque

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from eservices.definitions import publishing
from eservices.definitions.importing import import_definition
from eservices.definitions.models import EServicePage, FormVersion
from eservices.definitions.publishing import publish_version
from eservices.definitions.rehearsing import rehearse
from eservices.definitions.schema import DefinitionError, Fault, normal_form
from portal.working_days.models import CalendarException
from tests.definitions.forms import tiny_definition, tiny_facts
from tests.definitions.site import service_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def differences(change=None, answers=None, **expect):
    definition = tiny_definition()
    rehearsal = definition["rehearsals"][0]
    rehearsal["answers"] |= answers or {}
    if change:
        change(rehearsal["answers"])
    rehearsal["expect"] = expect
    return [str(fault) for fault in rehearse(normal_form(definition))]


def test_what_comes_out_as_expected_is_no_fault():
    assert rehearse(normal_form(tiny_definition())) == []


@pytest.mark.parametrize(
    ("expect", "wanted"),
    [
        (
            {"unit": "families"},
            "rehearsals[0].expect.unit: “Anna piesakās pati”: expected families, came out as home_care.",
        ),
        ({"urgent": True}, "expected True, came out as False."),
        ({"steps": ["persona"]}, "expect.steps"),
        (
            {"slots": {"hidden": ["doctor"]}},
            "expect.slots.hidden: “Anna piesakās pati”: expected doctor, came out as –.",
        ),
        ({"due_if_registered": {"2026-11-23": "2026-12-08"}}, "expected 2026-12-08, came out as 2026-12-07."),
        ({"missing": ["why"]}, "expected why, came out as –."),
        ({"errors": {"pension": "ambiguous"}}, "expected pension: ambiguous, came out as –."),
        (
            {"shown": ["why", "helper_name"]},
            "expect.shown: “Anna piesakās pati”: expected to be shown, but hidden: helper_name.",
        ),
        ({"shown": ["s_income", "reply.post", "reply.email"]}, "expected to be shown, but hidden: reply.email."),
        ({"not_shown": ["helper_name", "s_income"]}, "expected to be hidden, but shown: s_income."),
        ({"not_shown": ["reply.email", "reply.post"]}, "expected to be hidden, but shown: reply.post."),
    ],
)
def test_a_difference_is_told(expect, wanted):
    assert any(wanted in fault for fault in differences(**expect))


def test_an_answer_with_an_error_is_a_difference_unless_expected():
    assert "pension: ambiguous" in differences(answers={"pension": "1,234"}, unit="home_care")[0]
    assert differences(answers={"pension": "1,234"}, errors={"pension": "ambiguous"}) == []
    assert differences(answers={"code": "12345A"}, errors={"code": "letters"}) == []


def test_missing_answers_are_expected_by_name():
    assert differences(lambda answers: answers.pop("why"), missing=["why"]) == []
    assert differences(lambda answers: answers.pop("why"), errors={"why": "required"}, missing=["why"]) == []


def test_questions_that_appear_are_answered_as_a_resident_would():
    assert differences(answers={"capacity": "self_helped", "helper_name": "Ilze"}, missing=[], errors={}) == []


def test_rows_and_other_identities_can_be_written():
    rows = [{"s_name": name, "s_works": "no"} for name in ("Jānis", "Ilze")]
    code = {"kind": "foreign", "value": "39001011234", "country": "Igaunija"}
    answers = {"supporters": rows, "code": code, "born": "1990-01-01", "home": {"line": "Bērzi", "city": "Paraugi"}}
    assert differences(answers=answers, unit="families", errors={}, missing=[]) == []


def test_a_definition_that_fails_its_rehearsal_is_not_published():
    tiny_facts()
    definition = tiny_definition()
    definition["rehearsals"][0]["expect"]["unit"] = "families"
    with pytest.raises(DefinitionError, match=r"rehearsals\[0\].expect.unit"):
        publish_version(definition, page=None)
    assert not FormVersion.objects.exists()


# Commands.


@pytest.fixture
def office(tmp_path):
    tiny_facts()
    service_page()

    def write(definition, name="forma.json"):
        path = tmp_path / name
        path.write_text(json.dumps(definition, ensure_ascii=False), encoding="utf-8")
        return str(path)

    return write


def run(command, *args):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(command, *args, stdout=out, stderr=err)
        code = 0
    except (CommandError, SystemExit) as error:
        code = str(error)
    return code, out.getvalue(), err.getvalue()


def test_import_then_export_then_import_changes_nothing(office, tmp_path):
    code, out, _err = run("import_eservice", office(tiny_definition()))
    assert (code, "sika-palidziba: published" in out) == (0, True)
    _code, exported, _err = run("export_eservice", "sika-palidziba")
    assert json.loads(exported) == normal_form(tiny_definition())
    _code, again, _err = run("import_eservice", office(json.loads(exported)))
    assert "nothing new" in again
    assert FormVersion.objects.count() == 1


def test_import_names_every_unknown_code_at_once_and_changes_nothing(office):
    definition = tiny_definition(eservice="cita", service={"code": "brand_new", "name": "Jauns"})
    definition["schema"]["routing"]["unit"] = "nowhere"
    definition["schema"]["steps"][4]["items"][1]["document"] = "no_such_paper"
    code, _out, err = run("import_eservice", office(definition))
    assert "Nothing was changed" in code
    assert "schema.routing.unit: There is no unit “nowhere”." in err
    assert "schema.steps[4].items[1].document: There is no document type “no_such_paper”." in err
    from eservices.catalogue.models import Service

    assert not Service.objects.filter(code="brand_new").exists()
    assert not EServicePage.objects.exists()


def test_import_makes_a_missing_service_with_its_page_and_clock(office):
    clock = {
        "start": "received",
        "decide": {"n": 15, "unit": "days"},
        "notify": {"n": 3, "unit": "working_days"},
    }
    definition = tiny_definition(eservice="jauna", service={"code": "brand_new", "name": "Jauns pabalsts"}, clock=clock)
    definition["rehearsals"][0]["expect"]["due_if_registered"] = {"2026-11-23": "2026-12-08"}
    code, out, err = run("import_eservice", office(definition))
    assert (code, err) == (0, "")
    assert "Jauns pabalsts" in out
    version = FormVersion.objects.get(eservice="jauna")
    assert (version.service.name, version.service.decide_n, version.service.start) == ("Jauns pabalsts", 15, "received")
    assert version.page.url_path.endswith("/jauna/pieteikties/")


def test_import_sets_the_clock_of_the_service_and_says_so(office):
    run("import_eservice", office(tiny_definition()))
    clock = tiny_definition()["schema"]["clock"] | {"decide": {"n": 3, "unit": "working_days"}}
    definition = tiny_definition(clock=clock)
    definition["rehearsals"][0]["expect"]["due_if_registered"] = {"2026-11-23": "2026-11-26"}
    imported = import_definition(definition)
    assert "terms" in imported.notes[0]
    assert FormVersion.objects.get(state="live").service.decide_n == 3


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "{}"])
def test_a_file_that_is_no_definition_is_refused_in_words(text, tmp_path):
    path = tmp_path / "x.json"
    path.write_text(text)
    code, _out, err = run("import_eservice", str(path))
    assert code
    assert "Traceback" not in err
    assert str(path) in err


def test_a_faulty_file_does_not_stop_the_others(office, tmp_path):
    code, out, err = run("import_eservice", str(tmp_path / "nav.json"), office(tiny_definition()))
    assert "nav.json" in code
    assert "nav.json" in err
    assert "published" in out


def test_checking_tries_the_rehearsals_of_what_is_live(office):
    run("import_eservice", office(tiny_definition()))
    assert run("check_eservices")[0] == 0
    page = EServicePage.objects.get()
    page.rehearsals[0]["expect"]["unit"] = "families"
    EServicePage.objects.filter(pk=page.pk).update(rehearsals=page.rehearsals)
    code, _out, err = run("check_eservices")
    assert code == "1"
    assert "sika-palidziba: rehearsals[0].expect.unit" in err


def test_checking_reports_terms_that_changed_behind_the_form(office):
    run("import_eservice", office(tiny_definition()))
    service = FormVersion.objects.get().service
    service.decide_n = 20
    service.save()
    code, _out, err = run("check_eservices")
    assert code == "1"
    assert "schema.clock" in err


def test_exporting_what_is_not_there_says_so(office):
    assert "There is no published e-service" in run("export_eservice", "nav")[0]


def test_rehearsals_that_came_out_are_tried_again_only_when_something_they_hang_on_changes(monkeypatch):
    tiny_facts()
    tried = []
    monkeypatch.setattr(publishing, "rehearse", lambda definition: tried.append(definition) or [])
    monkeypatch.setattr(publishing, "_came_out", deque(maxlen=100))

    def check(**schema):
        publishing.definition_faults(tiny_definition(**schema))
        return len(tried)

    assert (check(), check()) == (1, 1)
    assert check(minutes=55) == 2
    CalendarException.objects.create(day="2027-01-04", working=False)
    assert check() == 3
    monkeypatch.setattr(publishing.calendar, "today", lambda: datetime.date(2030, 1, 2))
    assert check() == 4


def test_a_rehearsal_that_failed_fails_again(monkeypatch):
    tiny_facts()
    told = [Fault("rehearsals[0]", "Citādi.")]
    monkeypatch.setattr(publishing, "_came_out", deque(maxlen=100))
    monkeypatch.setattr(publishing, "rehearse", lambda definition: told)
    assert publishing.definition_faults(tiny_definition()) == publishing.definition_faults(tiny_definition()) == told
