"""Trying a form out keeps nothing; what came of it can be kept as a rehearsal; versions are told apart in words."""

import copy
import json
import re

import pytest
from django.urls import reverse

from eservices.definitions.differing import differences
from eservices.definitions.importing import import_definition
from eservices.definitions.models import EServicePage, FormVersion
from eservices.definitions.rehearsing import rehearse
from eservices.definitions.schema import normal_form
from eservices.journeys.models import Draft
from portal.people.models import StaffUser
from tests.definitions.forms import ANSWERS, TEXTS, tiny_definition, tiny_facts
from tests.definitions.site import service_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def eservice():
    tiny_facts()
    service_page()
    return import_definition(tiny_definition()).page


@pytest.fixture
def editor(client):
    client.force_login(StaffUser.objects.create_superuser("redaktore", "r@paraugs.lv", "x" * 20))
    return client


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def kept(page):
    return re.search(r'name="kept" value="([^"]*)"', page)[1]


def test_conditions_are_seen_to_work_and_nothing_is_kept(editor, eservice):
    address = reverse("eservices:try", args=[eservice.pk])
    page = text(editor.get(address))
    assert TEXTS["item.safe.label"] in page
    page = text(editor.post(address, {"kept": kept(page), "step": "droshiba", "safe": "no", "goto": "persona"}))
    assert TEXTS["item.first_name.label"] in page
    assert TEXTS["item.email.label"] not in page
    page = text(editor.post(address, {"kept": kept(page), "step": "persona", "goto": "droshiba"}))
    page = text(editor.post(address, {"kept": kept(page), "step": "droshiba", "safe": "yes", "continue": "1"}))
    assert TEXTS["item.email.label"] in page
    assert not Draft.objects.exists()


def test_a_wrong_answer_is_told_as_a_resident_would_be_told(editor, eservice):
    address = reverse("eservices:try", args=[eservice.pk])
    page = text(editor.post(address, {"kept": "", "step": "droshiba", "continue": "1"}))
    assert "govuk-error-summary" in page
    assert TEXTS["step.droshiba.title"] in page


def test_answers_that_were_not_signed_here_count_as_none(editor, eservice):
    address = reverse("eservices:try", args=[eservice.pk])
    page = text(editor.post(address, {"kept": '{"answers": {"safe": "no"}}', "step": "persona", "goto": "persona"}))
    assert TEXTS["item.email.label"] in page


def test_a_recorded_rehearsal_comes_out_as_expected(editor, eservice):
    address = reverse("eservices:try", args=[eservice.pk])
    page = text(editor.get(address, {"rehearsal": "0"}))
    page = text(editor.post(address, {"kept": kept(page), "step": "", "goto": "end"}))
    assert "Aprūpe mājās" in page
    editor.post(reverse("eservices:record_rehearsal", args=[eservice.pk]), {"kept": kept(page), "name": "Vēlreiz"})
    draft = EServicePage.objects.get().get_latest_revision_as_object()
    recorded = draft.rehearsals[1]
    assert (recorded["name"], recorded["expect"]["unit"]) == ("Vēlreiz", "home_care")
    assert recorded["answers"]["supporters"][0]["s_name"] == "Jānis Paraudziņš"
    assert recorded["answers"]["income_papers"] == ANSWERS["income_papers"]
    assert rehearse(normal_form(tiny_definition() | {"rehearsals": [recorded]})) == []
    panel = text(editor.get(reverse("eservices:rehearsals_panel", args=[eservice.pk])))
    assert panel.count("Iznāca, kā gaidīts") == 2


def test_a_rehearsal_that_came_out_differently_says_how(editor, eservice):
    page = EServicePage.objects.get()
    page.rehearsals[0]["expect"]["unit"] = "families"
    page.save_revision()
    panel = text(editor.get(reverse("eservices:rehearsals_panel", args=[eservice.pk])))
    assert "gaidīts: families; iznāca: home_care" in panel


def rehearsal_page(editor, eservice, **data):
    address = reverse("eservices:rehearsal", args=[eservice.pk, 0])
    if not data:
        return text(editor.get(address))
    return text(editor.post(address, {"was": "Anna piesakās pati", **data}, follow=True))


def rehearsals_of(eservice):
    return EServicePage.objects.get(pk=eservice.pk).get_latest_revision_as_object().rehearsals


def test_a_rehearsal_says_in_words_what_it_expects_and_what_came_out(editor, eservice):
    page = rehearsal_page(editor, eservice)
    assert "Drošība · Par Jums · Kāda palīdzība vajadzīga" in page
    assert "Lēmums līdz, ja reģistrē 23.11.2026." in page
    assert "07.12.2026." in page
    assert "Grūti staigāt pa kāpnēm." in page
    assert "Jānis Paraudziņš" in page
    assert page.count("Iznāca, kā gaidīts") == len(tiny_definition()["rehearsals"][0]["expect"]) + 2


def test_a_rehearsal_that_comes_out_differently_may_expect_it_from_now_on(editor, eservice):
    page = EServicePage.objects.get(pk=eservice.pk)
    page.rehearsals[0]["expect"] |= {"urgent": True, "shown": ["helper_name", "why"]}
    page.save_revision()
    words = rehearsal_page(editor, eservice)
    assert "Kas palīdz aizpildīt? · Kas notiek?" in words
    assert "tagad gaida to, kas iznāca" in rehearsal_page(editor, eservice, act="accept")
    expect = rehearsals_of(eservice)[0]["expect"]
    assert (expect["urgent"], expect["shown"]) == (False, ["why"])
    assert rehearse(normal_form(tiny_definition() | {"rehearsals": rehearsals_of(eservice)})) == []


def test_a_rehearsal_is_renamed_and_deleted_in_the_draft(editor, eservice):
    assert "Mēģinājumu tagad sauc „Anna”" in rehearsal_page(editor, eservice, act="rename", name=" Anna ")
    assert [one["name"] for one in rehearsals_of(eservice)] == ["Anna"]
    assert EServicePage.objects.get(pk=eservice.pk).rehearsals[0]["name"] == "Anna piesakās pati"
    assert "Pa to laiku kāds" in rehearsal_page(editor, eservice, act="delete")
    assert "Dodiet mēģinājumam nosaukumu" in rehearsal_page(editor, eservice, was="Anna", act="rename", name=" ")
    rehearsal_page(editor, eservice, was="Anna", act="delete")
    assert rehearsals_of(eservice) == []


def test_a_form_with_faults_leads_to_the_check(editor, eservice):
    page = EServicePage.objects.get()
    page.steps[0].value["items"][1].value["when"][0].value["answer"] = "truth"
    page.save_revision()
    response = editor.get(reverse("eservices:try", args=[eservice.pk]), follow=True)
    assert response.redirect_chain == [(reverse("eservices:check", args=[eservice.pk]), 302)]
    assert "„truth” jautā vēlāk" in text(response)


def test_the_panel_knows_the_published_keys(editor, eservice):
    panel = text(editor.get(reverse("eservices:check_panel", args=[eservice.pk])))
    keys = json.loads(re.search(r'data-keys="([^"]*)"', panel)[1].replace("&quot;", '"'))
    block = str(eservice.steps[0].id)
    assert keys["keys"][block] == "droshiba"
    assert block in keys["published"]


def test_every_step_can_be_previewed_beside_the_editor(eservice):
    page = EServicePage.objects.get()
    assert ("step-persona", TEXTS["step.persona.title"]) in page.preview_modes
    shown = page.make_preview_request(preview_mode="step-apgadnieki").render().content.decode()
    assert TEXTS["item.pension.label"] in shown
    page.steps[0].value["items"][1].value["when"][0].value["answer"] = "truth"
    shown = page.make_preview_request(preview_mode="step-apgadnieki").render().content.decode()
    assert "„truth” jautā vēlāk" in shown


def test_only_editors_of_the_page_see_its_check(client, eservice):
    client.force_login(StaffUser.objects.create_user("lietvede", "l@paraugs.lv", "x" * 20))
    for name in ("check", "check_panel", "try", "rehearsals_panel"):
        assert client.get(reverse(f"eservices:{name}", args=[eservice.pk])).status_code in (302, 403), name


def test_versions_are_listed_with_author_and_difference(editor, eservice):
    definition = tiny_definition()
    definition["texts"]["lv"]["item.why.label"] = "Kas Jums kait?"
    import_definition(definition, by=StaffUser.objects.get())
    page = text(editor.get(reverse("eservices:versions", args=["sika-palidziba"])))
    assert "Jautājums pārsaukts: „Kas notiek?” → „Kas Jums kait?”." in page
    assert "Pirmā versija." in page
    first = FormVersion.objects.get(number=1)
    old = text(editor.get(reverse("eservices:version", args=[first.pk]), {"step": "vajadziba"}))
    assert "Kas notiek?" in old
    assert "Kas Jums kait?" not in old


CHANGES = [
    (lambda s, t: s["steps"][2]["items"].append({"key": "new", "type": "yes_no"}), "Jautājums pievienots: „Jauns?”."),
    (lambda s, t: s["steps"][2]["items"].pop(0), "Jautājums izņemts: „Kas notiek?”."),
    (lambda s, t: t.update({"item.why.hint": "Īsi"}), "„Kas notiek?”: mainīts paskaidrojums."),
    (lambda s, t: t.update({"step.persona.title": "Jūs"}), "Solis pārsaukts: „Par Jums” → „Jūs”."),
    (
        lambda s, t: t.update({"option.wants.meals": "Ēst"}),
        "„Kas ir vajadzīgs?”: izvēle pārsaukta: „Maltītes” → „Ēst”.",
    ),
    (
        lambda s, t: s["steps"][3]["items"][2].update({"when": None}),
        "„Jūsu pensija mēnesī”: mainīts nosacījums: „Vai Jums ir trūcīgas personas statuss?” ir „Nē” → vienmēr.",
    ),
    (
        lambda s, t: s["steps"][2]["items"][2].update({"requirement": "optional"}),
        "„Cik stundu nedēļā?”: tagad var neatbildēt.",
    ),
    (
        lambda s, t: s["steps"][2]["items"][2]["rules"].update({"max": 40}),
        "„Cik stundu nedēļā?”: mainītas robežas vai iestatījumi.",
    ),
    (lambda s, t: s["steps"].insert(0, s["steps"].pop(1)), "Mainīta soļu secība."),
    (lambda s, t: s["steps"][2]["items"].reverse(), "Solis „Kāda palīdzība vajadzīga”: mainīta jautājumu secība."),
    (lambda s, t: s["steps"][3]["items"].append(s["steps"][2]["items"].pop()), "pārcelts uz soli „Apgādnieki un"),
    (lambda s, t: s.update({"minutes": 5}), "Mainīts noteikums: "),
    (lambda s, t: t.update({"privacy": "Citi vārdi."}), "Mainīts teksts: "),
]


@pytest.mark.parametrize(("change", "told"), CHANGES)
def test_what_changed_is_told_in_a_sentence(change, told):
    definition = normal_form(tiny_definition())
    old = definition["schema"], definition["texts"]["lv"]
    schema, texts = copy.deepcopy(old)
    texts["item.new.label"] = "Jauns?"
    change(schema, texts)
    found = differences(old, (schema, texts))
    assert any(told in sentence for sentence in found), found
    assert len(found) == 1
