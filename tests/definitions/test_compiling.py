"""The blocks an editor sees and the definition file say the same, whatever the form."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eservices.catalogue.models import Service
from eservices.definitions.compiling import compile_page, condition_of, page_values
from eservices.definitions.models import EServicePage
from eservices.definitions.schema import normal_form, roles, validate_definition
from tests.definitions.forms import tiny_definition

pytestmark = pytest.mark.django_db
KINDS = ("text", "long_text", "yes_no", "date", "number", "money", "email", "phone", "personal_code", "address")
words = st.text("aābcčdeēgģ ZŽ0123456789.,?!-“”<&\n", min_size=1, max_size=30).map(str.strip).filter(bool)
maybe = st.one_of(st.just(""), words)


def page_of(definition, locale="lv"):
    """A page as the import builds it, without a database."""
    from wagtail.models import Locale

    schema = definition["schema"]
    clock = schema["clock"]
    service = Service(
        code=schema["service"]["code"],
        name=schema["service"]["name"],
        start=clock["start"],
        decide_n=clock["decide"]["n"],
        decide_unit=clock["decide"]["unit"],
        notify_n=clock["notify"]["n"],
        notify_unit=clock["notify"]["unit"],
    )
    page = EServicePage(service=service, locale=Locale(language_code=locale))
    for name, value in page_values(definition, locale).items():
        setattr(page, name, value)
    return page


@st.composite
def conditions(draw, known):
    """A condition on earlier questions, nested deeper than the editor shows."""
    key, kind = draw(st.sampled_from(known))
    if kind == "yes_no":
        single = st.sampled_from([{"is": "yes"}, {"is_not": "no"}, {"one_of": ["yes", "no"]}, {"empty": True}])
    elif kind in ("number", "money"):
        single = st.sampled_from([{"more_than": 5}, {"less_than": 2.5}, {"empty": False}])
    elif kind == "date":
        single = st.sampled_from([{"more_than": "2020-01-01"}, {"empty": False}])
    else:
        single = st.one_of(
            st.sampled_from([{"empty": True}, {"empty": False}]), words.map(lambda text: {"is": text})
        ).filter(lambda test: kind not in ("personal_code",) or "is" not in test)
    test = draw(single.map(lambda how: {"answer": key, **how}))
    for _level in range(draw(st.integers(0, 4))):
        test = {draw(st.sampled_from(["all", "any"])): [test] * draw(st.integers(1, 2))}
    return test


@st.composite
def definitions(draw):
    """A whole valid definition of random questions in random steps."""
    definition = tiny_definition()
    texts = {"title": draw(words), "declaration": draw(words), "privacy": draw(words), "intro": draw(maybe)}
    known, steps = [], []
    for s in range(draw(st.integers(1, 3))):
        texts[f"step.s{s}.title"], texts[f"step.s{s}.intro"] = draw(words), draw(maybe)
        items = []
        for i in range(draw(st.integers(1, 4))):
            key, kind = f"k{s}_{i}", draw(st.sampled_from(KINDS))
            item = {"key": key, "type": kind, "requirement": draw(st.sampled_from(["required", "warn", "optional"]))}
            if known and draw(st.booleans()):
                item["when"] = draw(conditions(known))
            if kind in ("number", "money") and draw(st.booleans()):
                item["rules"] = {"min": draw(st.sampled_from([0, 1, 0.5])), "max": 100}
            texts[f"item.{key}.label"], texts[f"item.{key}.hint"] = draw(words), draw(maybe)
            items.append(item)
            known.append((key, kind))
        steps.append({"key": f"s{s}", "items": items})
    definition["schema"] |= {
        "steps": steps,
        "routing": {"unit": "home_care", "rules": [{"when": draw(conditions(known)), "unit": "families"}]},
        "minutes": draw(st.integers(1, 60)),
        "violence": draw(st.booleans()),
        "duty": draw(st.sampled_from([None, {"phone": "60 000 001", "hours": "visu diennakti"}])),
        "capacities": draw(st.lists(st.sampled_from(["self", "parent", "institution"]), min_size=1, unique=True)),
    }
    return definition | {"texts": {"lv": texts}, "rehearsals": []}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(definitions())
def test_any_definition_survives_the_editor_and_back(definition):
    assert validate_definition(definition) == []
    normal = normal_form(definition)
    assert compile_page(page_of(normal)) == normal


def test_every_type_survives_the_editor_and_back():
    normal = normal_form(tiny_definition())
    assert compile_page(page_of(normal)) == normal


def test_reading_the_blocks_asks_the_database_nothing(django_assert_num_queries):
    page = page_of(normal_form(tiny_definition()))
    with django_assert_num_queries(0):
        compile_page(page)


@pytest.mark.parametrize(
    "condition",
    [
        {"answer": "safe", "is": "yes"},
        {"answer": "safe", "one_of": ["yes", "no"]},
        {"answer": "hours", "more_than": 5},
        {"answer": "hours", "less_than": 2.5},
        {"answer": "hours", "empty": False},
        {"all": [{"answer": "safe", "is": "yes"}, {"any": [{"answer": "safe", "is": "no"}]}]},
        {"all": [{"any": [{"all": [{"any": [{"answer": "safe", "is": "no"}]}]}]}]},
        {"answer": "why", "is": "a, b"},
        {"answer": "why", "is": "5"},
        {"all": [None, {"answer": "safe", "is": "yes"}]},
    ],
)
def test_a_condition_survives_the_editor_and_back(condition):
    definition = normal_form(tiny_definition())
    definition["schema"]["steps"][4]["items"][2]["when"] = condition
    page = page_of(definition)
    assert condition_of(page.steps[4].value["items"][2].value["when"]) == condition


def test_what_nests_deeper_than_the_editor_is_kept_as_json():
    deep = {"all": [{"any": [{"all": [{"answer": "safe", "is": "no"}]}]}]}
    definition = normal_form(tiny_definition())
    definition["schema"]["steps"][4]["items"][2]["when"] = deep
    inner = page_of(definition).steps[4].value["items"][2].value["when"][0].value[0].value[0]
    assert (inner.block_type, json.loads(inner.value)) == ("json", {"all": [{"answer": "safe", "is": "no"}]})


def test_importing_again_keeps_the_ids_of_the_blocks():
    normal = normal_form(tiny_definition())
    assert page_values(normal, "lv")["steps"] == page_values(normal, "lv")["steps"]
    ids = {"item.why": "11111111-1111-4111-8111-111111111111"}
    assert json.loads(page_values(normal, "lv", ids)["steps"])[2]["value"]["items"][0]["id"] == ids["item.why"]


def test_the_editor_offers_every_role_at_a_question_that_can_carry_it():
    from eservices.definitions.blocks import ItemsBlock

    offered = {}
    for kind, block in ItemsBlock().child_blocks.items():
        if "role" in block.child_blocks:
            choices = dict(block.child_blocks["role"].field.choices)
            offered[kind] = [role for role in choices if role]
    assert sorted({role for found in offered.values() for role in found}) == sorted(roles())
    assert {"client.personal_code", "supporter.is_applicant", "reply.channel", "interpreter"} <= set(roles())
    assert "client.first_name" in offered["text"]
    assert offered["money"] == []
    assert "client.phone" not in offered["email"]
