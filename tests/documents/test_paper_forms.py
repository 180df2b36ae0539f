"""The paper twin: every question of the form, its conditions in words, its version and code."""

import pytest
from django.urls import reverse
from django.utils import translation

from eservices.definitions.plan import plan_of
from eservices.definitions.publishing import publish_version
from eservices.definitions.schema import normal_form
from eservices.definitions.wording import condition_in_words
from eservices.documents import paper_forms, rendering
from eservices.documents.models import PaperForm
from portal.due_work.working import work_once
from tests.definitions.forms import TEXTS, published_version, tiny_definition, tiny_facts
from tests.documents.reading import Read

pytestmark = pytest.mark.django_db
PLAN = plan_of(normal_form(tiny_definition())["schema"])


@pytest.fixture
def version():
    return published_version()


def paper(version, language="lv"):
    _row, content = paper_forms.ready(version, language)
    return Read(content)


def test_every_question_and_choice_stands_on_paper_with_a_number(version):
    read = paper(version)
    for label in (text for key, text in TEXTS.items() if key.startswith(("item.", "option.")) and "body" not in key):
        assert label in read.text, label
    for said in ("1.1 Vai ir droši", "4.2a Apgādnieka vārds", "Apgādnieks 2", "Trūcīgas personas statusu pārbaudīsim"):
        assert said in read.text


def test_a_condition_says_when_to_fill_in_and_where_to_go_on(version):
    text = paper(version).text
    assert "Aizpildiet, ja 1.1 ir „Jā, bet uzmanīgi”. Ja tā nav, turpiniet ar 2. daļu." in text
    assert "Aizpildiet, ja 4.1 ir „Nē”. Ja tā nav, turpiniet ar 5. daļu." in text
    assert "Aizpildiet, ja 4.2b ir „Jā” un 4.1 ir „Nē”." in text


def test_nobody_is_sent_past_a_notice():
    items = [
        {"key": "safe", "type": "yes_no"},
        {"key": "how", "type": "text", "when": {"answer": "safe", "is": "yes"}},
        {"key": "help", "type": "info", "when": {"answer": "safe", "is": "no"}},
        {"key": "truth", "type": "declaration"},
    ]
    definition = tiny_definition(steps=[{"key": "s", "items": items}], routing={"unit": "home_care", "rules": []})
    labels = {
        "item.safe.label": "Droši?",
        "item.how.label": "Kā?",
        "item.help.body": "Zvaniet 112.",
        "item.truth.label": "Jā",
    }
    words = {key: TEXTS[key] for key in ("title", "declaration", "privacy")} | {"step.s.title": "Solis"} | labels
    tiny_facts()
    text = paper(publish_version(definition | {"texts": {"lv": words}, "rehearsals": []}, page=None)).text
    assert "Aizpildiet, ja 1.1 ir „Jā”. 1.2 Kā?" in text
    assert "Ja 1.1 ir „Nē”: Zvaniet 112." in text


def test_documents_are_a_checklist_with_who_issues_them(version):
    text = paper(version).text
    for said in ("Pievienoju šai veidlapai", "Atnesīšu vēlāk", "Kas to izsniedz: ģimenes ārsts"):
        assert said in text


def test_the_version_and_its_code_stand_on_it_and_it_can_be_read_aloud(version):
    read = paper(version)
    assert paper_forms.code_of(version) in read.text
    assert f"{version.number}. versija" in read.text
    assert read.language == "lv"
    assert read.title == "Veidlapa: Pieteikties sīkai palīdzībai"
    assert read.marked
    assert {"H1", "H2", "L", "LI"} <= read.tags


def test_sums_are_left_to_the_office():
    """What is told by a sum is not on paper, and what is asked by one is asked of everybody."""
    items = [
        {"key": "pay", "type": "money", "category": "income"},
        {"key": "total", "type": "calculated", "category": "income", "calc": {"add": [{"answer": "pay"}]}},
        {"key": "low", "type": "info", "when": {"answer": "total", "less_than": 100}},
        {"key": "how", "type": "text", "when": {"answer": "total", "less_than": 50}},
        {"key": "truth", "type": "declaration"},
    ]
    steps = [{"key": "s", "items": items[:-1]}, {"key": "sums", "items": [items[1] | {"key": "again"}]}]
    definition = tiny_definition(
        steps=[*steps, {"key": "end", "items": items[-1:]}], routing={"unit": "home_care", "rules": []}
    )
    words = {key: TEXTS[key] for key in ("title", "declaration", "privacy")} | {
        "step.s.title": "Ienākumi",
        "step.sums.title": "Summas",
        "step.end.title": "Beigas",
        "item.pay.label": "Alga",
        "item.total.label": "Kopā",
        "item.again.label": "Vēlreiz",
        "item.low.body": "Jums ir maz.",
        "item.how.label": "No kā dzīvojat?",
        "item.truth.label": "Jā",
    }
    tiny_facts()
    text = paper(publish_version(definition | {"texts": {"lv": words}, "rehearsals": []}, page=None)).text
    assert "1.1 Alga" in text
    assert "1.2 No kā dzīvojat?" in text
    assert "Aizpildiet, ja" not in text
    assert "2. Beigas" in text
    assert [said for said in ("Kopā", "Vēlreiz", "Jums ir maz.", "Summas") if said in text] == []


def test_it_is_made_once_and_made_anew_when_the_office_moves(version, monkeypatch):
    first, _content = paper_forms.ready(version, "lv")
    assert paper_forms.ready(version, "lv")[0].pk == first.pk
    from portal.people import office

    monkeypatch.setattr(office, "_tell", lambda language: office.Office("Cits dienests", "Jauna iela 2"))
    again, _content = paper_forms.ready(version, "lv")
    assert again.pk != first.pk
    assert "Jauna iela 2" in paper(version).text


@pytest.fixture
def look_anew():
    rendering.look.cache_clear()
    yield
    rendering.look.cache_clear()


@pytest.mark.parametrize("changed", ["style", "font"])
def test_it_is_made_anew_when_it_would_look_different(version, monkeypatch, tmp_path, look_anew, changed):
    first, _content = paper_forms.ready(version, "lv")
    other = tmp_path / "other"
    other.write_bytes(b"/* other */")
    if changed == "style":
        monkeypatch.setattr(rendering, "STYLE", other)
    else:
        files = rendering._files()
        monkeypatch.setattr(rendering, "_files", lambda: files | {next(iter(files)): other})
    assert paper_forms._order(version, "lv")[0].pk == first.pk
    rendering.look.cache_clear()
    assert paper_forms._order(version, "lv")[0].pk != first.pk


def test_the_worker_makes_it_before_anybody_asks(version):
    paper_forms.order_live()
    row = PaperForm.objects.get()
    assert row.storage_name == ""
    work_once()
    row.refresh_from_db()
    assert row.storage_name
    assert row.size > 1000
    paper_forms.order_live()
    assert PaperForm.objects.count() == 1


def test_anybody_may_have_it_beside_applying_online(version, client):
    address = reverse("journeys:paper_form", kwargs={"slug": "sika-palidziba"})
    assert address == "/lv/pakalpojumi/sika-palidziba/pieteikties/veidlapa.pdf"
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert paper_forms.code_of(version) in answer["Content-Disposition"]
    assert (
        "Pieteikties sīkai palīdzībai" in Read(answer.content).text or "sīkai palīdzībai" in Read(answer.content).text
    )


def test_what_is_not_offered_has_no_paper_either(client):
    assert client.get("/lv/pakalpojumi/nav-tada/pieteikties/veidlapa.pdf").status_code == 404


WORDED = [
    ({"answer": "poor", "is": "no"}, "poor ir „Nē”"),
    ({"answer": "talk", "is": "tiny-thing"}, "talk ir „tiny-thing”"),
    ({"answer": "hours", "more_than": 2.5}, "hours ir vairāk par 2,5"),
    ({"answer": "born", "less_than": "2008-01-01"}, "born ir agrāk nekā 01.01.2008."),
    ({"answer": "born", "more_than": {"today": -30}}, "born ir vēlāk nekā pirms 30 dienām"),
    ({"answer": "born", "age_under": 18}, "born: cilvēkam vēl nav 18 gadu"),
    ({"answer": "supporters", "empty": False}, "supporters ir kāds ieraksts"),
    ({"answer": "wants", "one_of": ["meals", "washing"]}, "wants ir „Maltītes” vai „Mazgāšanās”"),
    (
        {
            "any": [
                {"answer": "poor", "is": "yes"},
                {"all": [{"answer": "urgent", "is": "yes"}, {"answer": "hours", "empty": True}]},
            ]
        },
        "poor ir „Jā” vai (urgent ir „Jā” un hours nav aizpildīts)",
    ),
]


@pytest.mark.parametrize(("condition", "words"), WORDED, ids=[words for _condition, words in WORDED])
def test_a_condition_is_said_in_words(condition, words):
    with translation.override("lv"):
        assert condition_in_words(condition, PLAN, TEXTS, str) == words
