"""One step as a form: what is posted comes back as answers, and bad input gets a clear error with nothing lost."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from eservices.definitions.asking import FileRefusedError, build_step_form
from eservices.definitions.plan import plan_of
from eservices.definitions.schema import normal_form
from eservices.definitions.templatetags.asking import paragraphs
from portal.ui.widgets import AttachedFile
from tests.definitions.forms import TEXTS, tiny_definition

pytestmark = pytest.mark.django_db
PLAN = plan_of(normal_form(tiny_definition())["schema"])
ROW = "0123456789abcdef0123456789abcdef"
ROW2 = "fedcba9876543210fedcba9876543210"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def form(step, answers=None, **options):
    return build_step_form(PLAN, TEXTS, step, answers or {}, **options)


def posted(step, data, answers=None, **options):
    built = form(step, answers, data=data, **options)
    built.is_valid()
    return built


def codes(built):
    return {name: [error.code for error in errors] for name, errors in built.errors.as_data().items()}


def one_question(item, texts=None):
    """A plan with one question, for trying a type by itself."""
    definition = tiny_definition(
        steps=[{"key": "s", "items": [{"key": "q", **item}]}], routing={"unit": "u", "rules": []}
    )
    return plan_of(normal_form(definition)["schema"])


def ask(item, data, files=None, accept=None, answers=None):
    options = {"accept": accept} if accept else {}
    built = build_step_form(
        one_question(item), {"item.q.label": "Jautājums"}, "s", answers or {}, data=data, files=files, **options
    )
    built.is_valid()
    return built


OPTIONS = [{"key": "a"}, {"key": "b"}, {"key": "c"}]
GOOD = [
    ({"type": "text"}, {"q": "  Anna  Paraudziņa "}, "Anna Paraudziņa"),
    ({"type": "long_text"}, {"q": "viena\r\notra"}, "viena\notra"),
    ({"type": "radio", "options": OPTIONS}, {"q": "b"}, "b"),
    ({"type": "select", "options": OPTIONS}, {"q": "c"}, "c"),
    ({"type": "choices", "options": OPTIONS}, {"q": ["c", "a"]}, ["a", "c"]),
    ({"type": "yes_no"}, {"q": "no"}, "no"),
    ({"type": "date"}, {"q-day": "7", "q-month": "12", "q-year": "1948"}, "1948-12-07"),
    ({"type": "number", "rules": {"decimals": 1}}, {"q": "6,5"}, "6.5"),
    ({"type": "money"}, {"q": "1 234,50"}, "1234.50"),
    ({"type": "email"}, {"q": " anna@paraugs.lv "}, "anna@paraugs.lv"),
    ({"type": "phone"}, {"q": "20 000 000"}, "+37120000000"),
    ({"type": "personal_code"}, {"q": "32345678901"}, {"kind": "lv", "value": "323456-78901"}),
    (
        {"type": "personal_code"},
        {"q-kind": "foreign", "q-other": "39001011234", "q-country": "Igaunija"},
        {"kind": "foreign", "value": "39001011234", "country": "Igaunija"},
    ),
    (
        {"type": "personal_code"},
        {"q-kind": "document", "q-other": "AB 123", "q-issuer": "PMLP"},
        {"kind": "document", "value": "AB 123", "issuer": "PMLP"},
    ),
    (
        {"type": "personal_code"},
        {"q-kind": "birth_date", "q-birth-day": "7", "q-birth-month": "12", "q-birth-year": "1948"},
        {"kind": "birth_date", "value": "", "birth_date": "1948-12-07"},
    ),
    ({"type": "personal_code"}, {"q-kind": "none"}, {"kind": "none", "value": ""}),
    ({"type": "personal_code"}, {"q-kind": "forgotten"}, {"kind": "forgotten", "value": ""}),
    (
        {"type": "address"},
        {"q": "Lazdu iela 1", "q-city": "Paraugciems", "q-postcode": "LV-0000"},
        {"line": "Lazdu iela 1", "city": "Paraugciems", "postcode": "LV-0000"},
    ),
    (
        {"type": "address"},
        {"q": "Bērzi, Parauga pagasts"},
        {"line": "Bērzi, Parauga pagasts", "city": "", "postcode": ""},
    ),
    (
        {"type": "period"},
        {
            "q-from-day": "1",
            "q-from-month": "7",
            "q-from-year": "2026",
            "q-to-day": "31",
            "q-to-month": "8",
            "q-to-year": "2026",
        },
        {"from": "2026-07-01", "to": "2026-08-31"},
    ),
    (
        {"type": "period", "rules": {"open": True}},
        {"q-from-day": "1", "q-from-month": "7", "q-from-year": "2026"},
        {"from": "2026-07-01"},
    ),
    ({"type": "iban"}, {"q": "lv80 bank 0000 4351 9500 1"}, "LV80BANK0000435195001"),
    ({"type": "company_number"}, {"q": "LV 90000000014"}, "90000000014"),
    ({"type": "text", "rules": {"pattern": "postcode"}}, {"q": "lv-1234"}, "lv-1234"),
    ({"type": "declaration"}, {"q": "on"}, True),
    ({"type": "slot", "document": "income"}, {"q-later": "1"}, {"files": [], "later": True}),
]


@pytest.mark.parametrize(("item", "data", "stored"), GOOD, ids=lambda value: str(value)[:40])
def test_an_answer_is_stored(item, data, stored):
    built = ask(item, data)
    assert codes(built) == {}
    assert built.answers == {"q": stored}
    assert built.merged() == {"q": stored}


@pytest.mark.parametrize(("item", "data", "stored"), GOOD, ids=lambda value: str(value)[:40])
def test_a_stored_answer_drawn_and_posted_again_is_the_same(item, data, stored):
    """What the page shows for a stored answer, posted as it stands, gives the same answer back."""
    plan = one_question(item)
    drawn = str(build_step_form(plan, {"item.q.label": "Jautājums"}, "s", {"q": stored}))
    again = build_step_form(plan, {}, "s", {"q": stored}, data=as_browser(drawn))
    assert again.is_valid(), codes(again)
    assert again.answers == {"q": stored}


def as_browser(html):
    """Post a page's controls as they stand."""
    data = MultiValueDict()
    for tag in re.findall(r"<input[^>]*>", html):
        attrs = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind = attrs.get("type", "text")
        if kind == "file" or (kind in ("radio", "checkbox") and " checked" not in tag):
            continue
        data.appendlist(attrs["name"], attrs.get("value", "on"))
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL):
        data.appendlist(name, text)
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        data.appendlist(name, chosen[1] if chosen else "")
    return data


LONG = "ā" * 10_000
BAD = [
    ({"type": "text"}, {}, "required", "Jautājums"),
    ({"type": "text"}, {"q": "   "}, "required", "Jautājums"),
    ({"type": "text"}, {"q": "\x00\x01"}, "required", "Jautājums"),
    ({"type": "text"}, {"q": LONG}, "too_long", "at most 200 characters; there are now 10000"),
    ({"type": "long_text"}, {"q": LONG}, "too_long", "at most 3000 characters"),
    ({"type": "long_text", "rules": {"max_length": 50}}, {"q": LONG}, "too_long", "at most 50 characters"),
    ({"type": "radio", "options": OPTIONS}, {}, "required", "Choose an answer"),
    ({"type": "radio", "options": OPTIONS}, {"q": "x"}, "choice", "Choose one of the answers offered"),
    ({"type": "select", "options": OPTIONS}, {"q": "<script>"}, "choice", "Choose one"),
    ({"type": "choices", "options": OPTIONS}, {}, "required", "Tick at least one"),
    ({"type": "choices", "options": OPTIONS}, {"q": ["a", "x"]}, "choice", "Choose one"),
    ({"type": "yes_no"}, {"q": "maybe"}, "choice", "Choose one"),
    ({"type": "date"}, {}, "required", "Write the date"),
    ({"type": "date"}, {"q-day": "31", "q-month": "2", "q-year": "2026"}, "no_such_date", "There is no such day"),
    ({"type": "date"}, {"q-day": "1", "q-month": "1", "q-year": "1900"}, "too_early", "too long ago"),
    ({"type": "date"}, {"q-day": "1", "q-month": "1", "q-year": "48"}, "two_digit_year", "four digits"),
    (
        {"type": "date"},
        {"q-day": "1", "q-month": "", "q-year": "1948"},
        "incomplete",
        "the day, the month and the year",
    ),
    (
        {"type": "date", "rules": {"past": True}},
        {"q-day": "1", "q-month": "1", "q-year": "2099"},
        "past",
        "has not come yet",
    ),
    (
        {"type": "date", "rules": {"future": True}},
        {"q-day": "1", "q-month": "1", "q-year": "2001"},
        "future",
        "has passed",
    ),
    (
        {"type": "date", "rules": {"earliest": -30}},
        {"q-day": "1", "q-month": "1", "q-year": "2001"},
        "earliest",
        "or later",
    ),
    (
        {"type": "date", "rules": {"latest": 30}},
        {"q-day": "1", "q-month": "1", "q-year": "2099"},
        "latest",
        "or earlier",
    ),
    ({"type": "period"}, {}, "required", "both days"),
    ({"type": "period"}, {"q-from-day": "1", "q-from-month": "7", "q-from-year": "2026"}, "period_to", "day it ends"),
    ({"type": "period"}, {"q-to-day": "1", "q-to-month": "7", "q-to-year": "2026"}, "period_from", "day it begins"),
    (
        {"type": "period"},
        {
            "q-from-day": "2",
            "q-from-month": "7",
            "q-from-year": "2026",
            "q-to-day": "1",
            "q-to-month": "7",
            "q-to-year": "2026",
        },
        "period_order",
        "ends before it begins",
    ),
    ({"type": "iban"}, {"q": "mans konts"}, "iban", "whole account number"),
    ({"type": "iban"}, {"q": "LV80BANK000043519500"}, "iban_length", "21 characters"),
    ({"type": "iban"}, {"q": "LV80BANK0000435195002"}, "iban_check", "slip"),
    ({"type": "company_number"}, {"q": "4000"}, "company_length", "11 digits"),
    ({"type": "company_number"}, {"q": "40003521601"}, "company_check", "slip"),
    ({"type": "company_number"}, {"q": "32345678901"}, "company_check", "slip"),
    ({"type": "text", "rules": {"pattern": "postcode"}}, {"q": "1234"}, "pattern_postcode", "LV-1234"),
    ({"type": "text", "rules": {"min_length": 5}}, {"q": "abc"}, "too_short", "at least 5"),
    ({"type": "number"}, {"q": "seši"}, "number", "with digits"),
    ({"type": "number"}, {"q": "6,5"}, "whole", "whole number"),
    ({"type": "number", "rules": {"min": 1, "max": 60}}, {"q": "0"}, "min", "at least 1"),
    ({"type": "number", "rules": {"min": 1, "max": 60}}, {"q": "61"}, "max", "at most 60"),
    ({"type": "money"}, {"q": "1,234"}, "ambiguous", "1234,00"),
    ({"type": "money"}, {"q": "daudz"}, "money", "320,50"),
    ({"type": "money"}, {"q": "-3"}, "negative", "minus"),
    ({"type": "email"}, {"q": "anna@"}, "email", "in full"),
    ({"type": "email"}, {"q": LONG + "@a.lv"}, "email", "in full"),
    ({"type": "phone"}, {"q": "nav"}, "phone", "with digits"),
    ({"type": "personal_code"}, {}, "required", "what you can give instead"),
    ({"type": "personal_code"}, {"q": "12345A-12345"}, "letters", "only digits"),
    ({"type": "personal_code"}, {"q": "123456-1234"}, "length", "11 digits"),
    ({"type": "personal_code"}, {"q": "310299-12345"}, "code_date", "first six digits"),
    ({"type": "personal_code"}, {"q-kind": "foreign"}, "other_code", "number of the document"),
    ({"type": "personal_code"}, {"q-kind": "document", "q-other": "X" * 500}, "too_long", "at most 200"),
    ({"type": "personal_code"}, {"q-kind": "birth_date"}, "birth_date", "date of birth"),
    ({"type": "personal_code"}, {"q-kind": "spell"}, "kind", "Choose what you can give"),
    (
        {"type": "personal_code"},
        {"q-kind": "none", "q-birth-day": "31", "q-birth-month": "2", "q-birth-year": "1948"},
        "no_such_date",
        "no such day",
    ),
    ({"type": "address"}, {}, "required", "Write the address"),
    ({"type": "address"}, {"q-city": "Paraugciems"}, "address_line", "the name of the house"),
    ({"type": "address"}, {"q": LONG}, "too_long", "at most 200"),
    ({"type": "declaration"}, {}, "required", "tick the declaration"),
    ({"type": "slot", "document": "income"}, {}, "required", "or tick that you will bring it later"),
    ({"type": "slot", "document": "income", "later": False}, {"q-later": ""}, "required", "Add the document"),
]


@pytest.mark.parametrize(("item", "data", "code", "words"), BAD, ids=lambda value: str(value)[:40])
def test_bad_input_gets_a_clear_error(item, data, code, words):
    built = ask(item, data)
    assert codes(built) == {"q": [code]}
    assert words in built.errors["q"][0]
    assert not built.is_valid()
    assert built.answers == {}


@pytest.mark.parametrize(("item", "data", "code", "words"), BAD, ids=lambda value: str(value)[:40])
def test_what_was_typed_stays_on_the_page(item, data, code, words):
    built = ask(item, data)
    html = str(built)
    for values in data.values():
        for value in values if isinstance(values, list) else [values]:
            if (
                value.strip().isascii()
                and value.isprintable()
                and "<" not in value
                and code != "choice"
                and value != "spell"
            ):
                assert value in html


def test_a_failed_check_digit_is_a_warning_to_confirm():
    typed = {"q": "010101-10000"}
    built = ask({"type": "personal_code"}, typed)
    assert codes(built) == {"q": ["check_digit"]}
    assert 'name="q-confirmed"' in str(built)
    assert 'name="q-confirmed"' not in str(ask({"type": "personal_code"}, {"q": "1"}))
    confirmed = ask({"type": "personal_code"}, typed | {"q-confirmed": "1"})
    assert confirmed.answers == {"q": {"kind": "lv", "value": "010101-10000", "confirmed": True}}


@pytest.mark.parametrize("requirement", ["warn", "optional"])
def test_what_may_be_missing_may_be_missing(requirement):
    built = ask({"type": "text", "requirement": requirement}, {})
    assert built.is_valid()
    assert built.answers == {}
    assert [key for key, _label in built.warnings] == (["q"] if requirement == "warn" else [])


def test_script_tags_are_drawn_harmlessly():
    typed = "<script>alert(1)</script>"
    built = ask({"type": "text"}, {"q": typed})
    assert built.answers == {"q": typed}
    assert typed not in str(built)
    for kind in ("long_text", "email", "phone", "money", "number", "address", "personal_code"):
        assert typed not in str(ask({"type": kind}, {"q": typed, "q-other": typed, "q-city": typed}))


# Questions that decide about each other.


def test_a_question_of_the_same_step_appears_before_it_is_demanded():
    built = posted("droshiba", {"safe": "careful"})
    assert not built.is_valid()
    assert codes(built) == {}
    assert built.appeared == ["safe_note"]
    html = str(built)
    assert 'name="safe_note"' in html
    assert 'id="appeared"' in html
    again = posted("droshiba", as_browser(html))
    assert again.is_valid()
    assert again.answers == {"safe": "careful"}


def test_a_required_question_that_appeared_is_demanded_the_second_time():
    person = {"capacity": "self_helped", "first_name": "Anna", "last_name": "P", "code": "32345678901", "home": "Bērzi"}
    first = posted("persona", person)
    assert first.appeared == ["helper_name"]
    second = posted("persona", person | {"asked": "helper_name", "helper_name": ""})
    assert codes(second) == {"helper_name": ["required"]}


def test_hidden_answers_stay_in_the_draft_and_are_no_answers():
    draft = {"safe": "careful", "safe_note": "Tikai vakaros"}
    built = posted("droshiba", {"safe": "yes"}, draft)
    assert built.is_valid()
    assert built.answers == {"safe": "yes"}
    assert built.merged() == {"safe": "yes", "safe_note": "Tikai vakaros"}
    back = posted("droshiba", {"safe": "careful"}, built.merged())
    assert back.is_valid()
    assert back.answers == draft


def test_what_is_hidden_is_not_drawn_and_not_demanded():
    built = form("persona", {"safe": "no"})
    html = str(built)
    assert 'name="phone"' not in html
    assert 'name="first_name"' in html
    assert 'name="helper_name"' not in html


def test_an_option_not_offered_cannot_be_chosen():
    assert 'value="email"' not in str(form("apliecinajums"))
    built = posted("apliecinajums", {"reply": "email", "truth": "on"})
    assert codes(built) == {"reply": ["choice"]}
    offered = posted("apliecinajums", {"reply": "email", "truth": "on"}, {"email": "a@b.lv"})
    assert offered.is_valid()


def test_answers_of_other_steps_stay_untouched():
    draft = {"why": "Slikti.", "unknown_key": "x"}
    assert posted("droshiba", {"safe": "yes"}, draft).merged() == draft | {"safe": "yes"}


def test_emptying_an_answer_takes_it_away():
    built = posted("vajadziba", {"why": "x", "wants": ["meals"], "hours": "", "urgent": "no"}, {"hours": "6"})
    assert built.is_valid()
    assert "hours" not in built.merged()


def test_an_unreadable_answer_keeps_the_earlier_one_and_what_was_typed():
    built = posted("vajadziba", {"why": "x", "wants": ["meals"], "hours": "seši", "urgent": "no"}, {"hours": "6"})
    assert codes(built) == {"hours": ["number"]}
    assert built.merged()["hours"] == "6"
    assert built.typed == {"why": ["x"], "wants": ["meals"], "hours": ["seši"], "urgent": ["no"]}
    again = str(form("vajadziba", built.merged(), typed=built.typed))
    assert 'value="seši"' in again
    assert "govuk-error-message" not in again


def test_the_prefix_stands_before_every_name():
    built = posted("droshiba", {"d-safe": "yes"}, prefix="d")
    assert built.is_valid()
    assert 'name="d-safe"' in str(form("droshiba", prefix="d"))


def test_enter_in_a_text_box_goes_on():
    """The first button of a form is the one Enter presses."""
    draft = {"supporters": [{"row_id": ROW} | JANIS]}
    first = re.search(r"<button[^>]*>", str(form("apgadnieki", draft)))[0]
    assert 'name="continue"' in first


# Groups.


def row(n, row_id=ROW, **values):
    return {f"supporters-{n}-row_id": row_id} | {f"supporters-{n}-{key}": value for key, value in values.items()}


JANIS = {"s_name": "Jānis", "s_works": "no"}
OUTSIDE = {"poor": "yes", "asked": "supporters"}


def test_rows_are_added_changed_and_taken_away_without_scripts():
    empty = form("apgadnieki")
    assert 'name="add-supporters"' in str(empty)
    assert "supporters-0" not in str(empty)
    added = posted("apgadnieki", OUTSIDE | {"add-supporters": "1"})
    assert (added.is_valid(), codes(added), added.act.kind) == (False, {}, "add")
    html = str(added)
    assert 'name="supporters-0-s_name"' in html
    assert 'name="remove-supporters-0"' in html
    filled = as_browser(html)
    filled["supporters-0-s_name"], filled["supporters-0-s_works"] = "Jānis", "no"
    done = posted("apgadnieki", filled, added.merged())
    assert done.is_valid(), codes(done)
    (stored,) = done.answers["supporters"]
    assert stored == JANIS | {"row_id": added.merged()["supporters"][0]["row_id"]}
    removed = posted(
        "apgadnieki", OUTSIDE | row(0, stored["row_id"], **JANIS) | {"remove-supporters-0": "1"}, done.merged()
    )
    assert removed.act.kind == "remove"
    assert "supporters" not in removed.merged()
    assert "supporters-0" not in str(removed)


def test_removing_a_row_in_the_middle_leaves_the_others_as_typed():
    third = "a" * 32
    data = OUTSIDE | row(0, ROW, **JANIS) | row(1, ROW2, s_name="Pēteris") | row(2, third, s_name="Zane", s_income="x")
    built = posted("apgadnieki", data | {"remove-supporters-1": "1"})
    assert [one["row_id"] for one in built.merged()["supporters"]] == [ROW, third]
    html = str(built)
    assert 'name="supporters-1-s_name" value="Zane"' in html
    assert "Pēteris" not in html


def test_a_row_keeps_its_id_and_its_hidden_answers():
    draft = {"poor": "no", "supporters": [{"row_id": ROW, "s_name": "Jānis", "s_works": "yes", "s_income": "9.00"}]}
    built = posted("apgadnieki", {"poor": "no", "pension": "1"} | row(0, ROW, s_name="Jānis", s_works="no"), draft)
    assert built.is_valid(), codes(built)
    assert built.answers["supporters"] == [{"row_id": ROW} | JANIS]
    assert built.merged()["supporters"][0]["s_income"] == "9.00"


def test_a_wrong_row_is_named_at_its_place():
    built = posted("apgadnieki", {"poor": "no", "pension": "1"} | row(0, s_name="", s_works="yes", s_income="1,234"))
    assert codes(built) == {"supporters-0-s_name": ["required"], "supporters-0-s_income": ["ambiguous"]}
    assert [link.target for link in links(built)] == ["id_supporters-0-s_name", "id_supporters-0-s_income"]


def links(built):
    from portal.ui.fields import error_links

    return error_links(built)


def test_a_row_left_empty_is_no_answer():
    built = posted("apgadnieki", OUTSIDE | row(0, **JANIS) | row(1, ROW2, s_name=" "))
    assert built.is_valid()
    assert [one["row_id"] for one in built.answers["supporters"]] == [ROW]


def test_removing_the_only_row_by_leaving_it_out_needs_the_group_on_the_page():
    draft = {"supporters": [{"row_id": ROW} | JANIS]}
    assert "supporters" in posted("apgadnieki", {"poor": "yes"}, draft).merged()
    assert "supporters" not in posted("apgadnieki", OUTSIDE, draft).merged()


TAMPERED = {
    "500 rows": ({key: value for n in range(500) for key, value in row(n, f"{n:032x}", **JANIS).items()}, "too_many"),
    "a negative row": ({"supporters--1-s_name": "x"}, "row"),
    "a row that is a word": ({"supporters-x-s_name": "x"}, "row"),
    "a huge row number": ({"supporters-99999999999999999999-s_name": "x"}, "row"),
    "an id that is none": (row(0, "../../etc/passwd", **JANIS), "row"),
    "the same id twice": (row(0, ROW, **JANIS) | row(1, ROW, **JANIS), "row"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tampered_rows_get_a_clear_error(name):
    data, code = TAMPERED[name]
    built = posted("apgadnieki", OUTSIDE | data)
    assert codes(built)["supporters"] == [code]
    assert len(built.merged().get("supporters", [])) <= 3
    assert all(re.fullmatch(r"[0-9a-f]{32}", one["row_id"]) for one in built.merged().get("supporters", []))
    assert str(built.errors["supporters"][0]) in str(built).replace("&#x27;", "'")


def test_removing_a_row_that_is_not_there_changes_nothing():
    built = posted("apgadnieki", OUTSIDE | row(0, **JANIS) | {"remove-supporters-7": "1"})
    assert [one["row_id"] for one in built.merged()["supporters"]] == [ROW]


def test_a_group_that_needs_a_row_shows_one_and_demands_it():
    group = {"type": "group", "min": 1, "items": [{"key": "inner", "type": "text"}]}
    texts = {"item.q.label": "Apgādnieki", "group.q.row": "Apgādnieks", "group.q.add": "Pievienot"}
    html = str(build_step_form(one_question(group), texts, "s", {}))
    assert 'name="q-0-inner"' in html
    assert codes(ask(group, {"asked": "q"})) == {"q": ["required"]}


def test_people_nobody_could_name_are_missing_but_do_not_stop_the_application():
    group = {"type": "group", "min": 1, "requirement": "warn", "items": [{"key": "inner", "type": "text"}]}
    assert codes(ask(group, {"asked": "q", "q-0-row_id": ROW, "q-0-inner": ""})) == {}


def test_a_group_an_answer_of_the_same_step_opens_is_asked_before_it_is_missed():
    group = {"key": "q", "type": "group", "min": 1, "when": {"answer": "any", "is": "yes"}}
    group["items"] = [{"key": "inner", "type": "text"}]
    steps = [{"key": "s", "items": [{"key": "any", "type": "yes_no"}, group]}]
    definition = tiny_definition(steps=steps, routing={"unit": "u", "rules": []})
    texts = {"item.q.label": "Apgādnieki", "group.q.row": "Apgādnieks", "group.q.add": "Pievienot"}
    built = build_step_form(plan_of(normal_form(definition)["schema"]), texts, "s", {}, data={"any": "yes"})
    assert not built.is_valid()
    assert built.appeared == ["q"]
    assert codes(built) == {}


def test_a_phone_number_stands_out_and_nothing_else_becomes_markup():
    drawn = paragraphs("Zvaniet **112**.\n\n- **<b>x</b>** un & **\n- otrs")
    assert "Zvaniet <strong>112</strong>." in drawn
    assert "<li><strong>&lt;b&gt;x&lt;/b&gt;</strong> un &amp; **</li><li>otrs</li>" in drawn


# Documents.


def taken(uploads):
    """Accept files into a list; a file named *.exe is refused."""

    def accept(upload, item, slot):
        if upload.name.endswith(".exe"):
            raise FileRefusedError("This kind of file cannot be taken.", "type")
        uploads.append((slot, upload.name))
        return AttachedFile(f"id-{len(uploads)}", upload.name, upload.size)

    return accept


SLOT = {"type": "slot", "document": "income", "max_files": 2}


def upload(*names):
    return MultiValueDict({"q": [SimpleUploadedFile(name, b"%PDF") for name in names]})


def test_files_are_taken_in_and_named_in_the_answer():
    uploads = []
    built = ask(SLOT, {}, upload("izzina.pdf", "otra.pdf"), taken(uploads))
    assert built.is_valid()
    assert built.answers == {"q": {"files": ["id-1", "id-2"], "later": False}}
    assert uploads == [("q", "izzina.pdf"), ("q", "otra.pdf")]
    assert [one.name for one in built.accepted_files] == ["izzina.pdf", "otra.pdf"]


def test_a_good_file_stays_when_another_is_refused_or_another_answer_is_wrong():
    built = ask(SLOT, {}, upload("virus.exe", "izzina.pdf"), taken([]))
    assert codes(built) == {"q": ["type"]}
    assert built.merged() == {"q": {"files": ["id-1"], "later": False}}
    html = str(built)
    assert "izzina.pdf" in html
    assert "This kind of file cannot be taken." in html
    known = {"id-1": AttachedFile("id-1", "izzina.pdf", 4)}
    again = build_step_form(one_question(SLOT), {}, "s", built.merged(), data={}, attached=known)
    assert again.is_valid()
    assert "izzina.pdf" in str(again)


def test_more_files_than_the_slot_holds_are_refused():
    built = ask(SLOT, {}, upload("1.pdf", "2.pdf", "3.pdf"), taken([]))
    assert codes(built) == {"q": ["max_files"]}
    assert built.merged()["q"]["files"] == ["id-1", "id-2"]


def test_a_file_is_removed_by_its_button_and_only_ones_own():
    draft = {"q": {"files": ["id-1", "id-2"], "later": False}}
    built = ask(SLOT, {"q-remove": "id-1"}, answers=draft)
    assert (built.act.kind, built.removed_files) == ("remove_file", ["id-1"])
    assert built.merged() == {"q": {"files": ["id-2"], "later": False}}
    foreign = ask(SLOT, {"q-remove": "id-99"}, answers=draft)
    assert foreign.removed_files == []
    assert foreign.merged() == draft


def test_a_posted_file_id_is_never_believed():
    built = ask(SLOT, {"q": "id-99", "q-files": "id-99", "q-later": "1"})
    assert built.answers == {"q": {"files": [], "later": True}}


def test_the_attach_button_keeps_files_without_demanding_the_rest():
    data = {"attach": "income_papers"}
    files = MultiValueDict({"income_papers": [SimpleUploadedFile("izzina.pdf", b"%PDF")]})
    draft = {"poor": "no", "pension": "1.00"}
    built = form("dokumenti", draft, data=data, files=files, accept=taken([]))
    assert not built.is_valid()
    assert (built.act.kind, codes(built)) == ("attach", {})
    assert built.merged()["income_papers"] == {"files": ["id-1"], "later": False}


def test_a_slot_in_a_row_is_named_for_good():
    group = {"type": "group", "items": [{"key": "paper", "type": "slot", "document": "income"}]}
    uploads = []
    files = MultiValueDict({"q-0-paper": [SimpleUploadedFile("izzina.pdf", b"%PDF")]})
    built = ask(group, {"q-0-row_id": ROW}, files, taken(uploads))
    assert built.is_valid(), codes(built)
    assert uploads == [(f"q.{ROW}.paper", "izzina.pdf")]
    assert built.answers == {"q": [{"row_id": ROW, "paper": {"files": ["id-1"], "later": False}}]}


def test_without_a_way_to_take_files_none_is_taken():
    assert codes(ask(SLOT, {}, upload("izzina.pdf"))) == {"q": ["file"]}


# Cost.


def test_a_step_costs_the_same_however_long_the_other_steps_are(django_assert_num_queries):
    form("droshiba")
    many = [{"key": f"x{n}", "type": "text"} for n in range(90)]
    definition = tiny_definition()
    definition["schema"]["steps"].insert(0, {"key": "daudz", "items": many})
    plan = plan_of(normal_form(definition)["schema"])
    for used in (PLAN, plan):
        with django_assert_num_queries(0):
            built = build_step_form(used, TEXTS, "droshiba", {}, data={"safe": "yes"})
            assert built.is_valid()
            str(built)


@pytest.mark.parametrize(
    ("rules", "year", "code", "words"),
    [
        ({"age_min": 18}, "2020", "age_min", "at least 18"),
        ({"age_max": 17}, "1948", "age_max", "at most 17"),
        ({"age_min": 18, "age_max": 120}, "1948", None, ""),
    ],
)
def test_a_person_too_young_or_too_old_is_told_so(rules, year, code, words):
    built = ask({"type": "date", "rules": rules}, {"q-day": "1", "q-month": "1", "q-year": year})
    assert codes(built) == ({"q": [code]} if code else {})
    assert words in "".join(built.errors.get("q", ""))
    assert built.merged() == {"q": f"{year}-01-01"}


def warned_plan():
    """A question whose answer calls for information on the same page."""
    items = [
        {"key": "q", "type": "yes_no"},
        {"key": "help", "type": "info", "when": {"answer": "q", "is": "no"}},
    ]
    definition = tiny_definition(steps=[{"key": "s", "items": items}], routing={"unit": "u", "rules": []})
    return plan_of(normal_form(definition)["schema"])


WARNING = {"item.q.label": "Vai ir droši?", "item.help.body": "Zvaniet 112."}


def test_information_an_answer_calls_for_is_read_before_going_on():
    first = build_step_form(warned_plan(), WARNING, "s", {}, data={"q": "no"})
    assert not first.is_valid()
    assert (first.appeared, first.errors) == (["help"], {})
    drawn = str(first)
    assert "tel:112" in drawn
    assert "Please read what has been added" in drawn
    assert first.merged() == {"q": "no"}
    again = build_step_form(warned_plan(), WARNING, "s", {"q": "no"}, data=as_browser(drawn))
    assert again.is_valid()


def test_information_nobody_needs_stops_nobody():
    assert build_step_form(warned_plan(), WARNING, "s", {}, data={"q": "yes"}).is_valid()
