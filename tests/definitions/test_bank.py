"""The question bank: questions kept once, copied into forms with their translations, brought up to date as drafts."""

import copy
import json

import pytest
from django.urls import reverse
from wagtail.models import Locale

from eservices.definitions.bank_copies import forms_asking_the_same, inserting, updating, uses_in, uses_of
from eservices.definitions.banking import keep_part, latest_version
from eservices.definitions.compiling import compile_page
from eservices.definitions.exporting import export_definition
from eservices.definitions.importing import import_definition
from eservices.definitions.keeping import NotKeepableError, keep_from
from eservices.definitions.models import BankPart, EServicePage, FormVersion
from eservices.definitions.pieces import Piece
from eservices.definitions.schema import normal_form
from eservices.definitions.versions import live_version
from portal.people.models import StaffUser
from tests.definitions.forms import TEXTS, tiny_definition, tiny_facts
from tests.definitions.site import service_page

pytestmark = pytest.mark.django_db
RU = {key: f"RU {text}" for key, text in TEXTS.items()}
ADDRESS = ["home", "phone"]


@pytest.fixture
def office():
    tiny_facts()
    page = service_page()
    russian = Locale.objects.get_or_create(language_code="ru")[0]
    page.copy_for_translation(russian, copy_parents=True)


@pytest.fixture
def eservice(office):
    definition = tiny_definition()
    definition["texts"]["ru"] = RU
    return import_definition(definition).page


@pytest.fixture
def other(eservice):
    """A second form, of another service, with one step and one question."""
    from eservices.catalogue.models import Service

    Service.objects.create(code="other", name="Cita palīdzība", decide_n=10, notify_n=5)
    parent = service_page(slug="cita-palidziba", code="other")
    parent.copy_for_translation(Locale.objects.get(language_code="ru"))
    why = {"key": "kapec", "type": "long_text", "category": "situation"}
    schema = {"eservice": "cita-palidziba", "service": {"code": "other", "name": "Cita palīdzība"}}
    schema |= {"routing": {"unit": "home_care"}, "steps": [{"key": "sakums", "items": [why]}], "capacities": ["self"]}
    texts = {"title": "Cita palīdzība", "step.sakums.title": "Sākums", "item.kapec.label": "Kāpēc?"}
    texts |= {name: TEXTS[name] for name in ("declaration", "privacy")}
    definition = tiny_definition(**schema) | {"rehearsals": []}
    definition["texts"] = {"lv": texts, "ru": {name: f"RU {text}" for name, text in texts.items()}}
    return import_definition(definition).page


@pytest.fixture
def editor(client):
    client.force_login(StaffUser.objects.create_superuser("redaktore", "r@paraugs.lv", "x" * 20))
    return client


@pytest.fixture
def part(eservice):
    """The supporters' step kept as a part, with what it looks at."""
    return keep_from(draft(eservice), None, name="Apgādnieki un ienākumi", questions=["poor", "supporters", "pension"])


def draft(page):
    return EServicePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def in_russian(page):
    russian = page.get_translation(Locale.objects.get(language_code="ru"))
    return compile_page(russian.get_latest_revision_as_object())["texts"]["ru"]


def reworded(part, **texts):
    """The part, published with other words; an underscore stands for a dot."""
    from eservices.definitions.banking import _write, piece_of_part

    piece = piece_of_part(part)
    _write(part, Piece(piece.step, {"lv": piece.latvian | texts}), "lv", None)
    return BankPart.objects.get(pk=part.pk)


# Keeping.


def test_a_whole_step_is_kept_with_its_title_and_its_russian_words(part):
    assert (part.code, part.live) == ("apgadnieki-un-ienakumi", True)
    version = latest_version(part)
    assert (version.number, version.texts["step.apgadnieki.title"]) == (1, TEXTS["step.apgadnieki.title"])
    assert [item["key"] for item in version.step["items"]] == ["poor", "supporters", "pension"]
    russian = part.get_translation(Locale.objects.get(language_code="ru"))
    assert russian.live
    assert russian.steps[0].value["items"][0].value["label"] == RU["item.poor.label"]


def test_the_form_it_was_kept_from_uses_it_and_publishes_no_other_version(eservice, part):
    [use] = uses_of(part)
    assert (use.page, use.is_changed_here, use.is_behind) == (eservice, False, False)
    draft(eservice).save_revision().publish()
    assert FormVersion.objects.filter(eservice="sika-palidziba").count() == 1


def test_some_questions_of_a_step_are_kept_without_its_title(eservice):
    kept = keep_from(draft(eservice), None, name="Adrese", questions=["home"])
    assert latest_version(kept).texts == {"step.adrese.title": "Adrese", "item.home.label": "Adrese"}


def test_questions_that_look_at_others_are_kept_only_when_every_form_will_have_those(eservice):
    with pytest.raises(NotKeepableError) as refused:
        keep_from(draft(eservice), None, name="Saziņa", questions=ADDRESS)
    assert refused.value.looked_at == [TEXTS["item.safe.label"]]
    assert not BankPart.objects.exists()
    kept = keep_from(draft(eservice), None, name="Saziņa", questions=ADDRESS, needed=True)
    assert kept.needs == "safe"


def test_questions_of_two_steps_are_not_one_part(eservice):
    with pytest.raises(NotKeepableError, match="viena soļa"):
        keep_from(draft(eservice), None, name="Saziņa", questions=["home", "why"])


def test_two_parts_of_one_name_have_two_codes(eservice):
    codes = [keep_from(draft(eservice), None, name="Adrese", questions=["home"]).code for _n in range(2)]
    assert codes == ["adrese", "adrese-2"]


# Putting into a form.


def test_a_part_becomes_a_step_of_the_draft_in_both_languages(other, part):
    change = inserting(draft(other), part, "after:sakums")
    assert (change.taken, change.faults) == ([], [])
    change.save()
    compiled = compile_page(draft(other))
    assert [step["key"] for step in compiled["schema"]["steps"]] == ["sakums", "apgadnieki"]
    assert compiled["texts"]["lv"]["item.s_income.label"] == TEXTS["item.s_income.label"]
    assert in_russian(other)["item.s_income.label"] == RU["item.s_income.label"]
    assert live_version("cita-palidziba").number == 1


def test_once_published_the_form_is_offered_whole_in_russian(other, part):
    inserting(draft(other), part, "after:sakums").save()
    draft(other).save_revision().publish()
    russian = other.get_translation(Locale.objects.get(language_code="ru"))
    russian.get_latest_revision().publish()
    version = live_version("cita-palidziba", offered_in="ru")
    assert (version.number, version.offered) == (2, True)


def test_the_questions_alone_go_to_the_end_of_a_step(other, part):
    inserting(draft(other), part, "sakums").save()
    [step] = compile_page(draft(other))["schema"]["steps"]
    assert [item["key"] for item in step["items"]] == ["kapec", "poor", "supporters", "pension"]
    assert [use.is_changed_here for use in uses_in(draft(other))] == [False]


def test_keys_the_form_already_has_are_told_and_a_suffix_makes_others(eservice, part):
    page = draft(eservice)
    change = inserting(page, part, "after:apliecinajums")
    assert change.taken == ["pension", "poor", "s_income", "s_name", "s_works", "supporters"]
    inserting(page, part, "after:apliecinajums", suffix="_2").save()
    step = compile_page(draft(eservice))["schema"]["steps"][-1]
    assert step["key"] == "apgadnieki-2"
    assert step["items"][2]["when"] == {"answer": "poor_2", "is": "no"}
    inner = step["items"][1]["items"][2]
    assert inner["when"] == {"all": [{"answer": "s_works_2", "is": "yes"}, {"answer": "poor_2", "is": "no"}]}
    assert len(uses_of(part)) == 2


def test_a_question_the_part_looks_at_and_the_form_lacks_is_told_before_it_is_saved(other, eservice):
    kept = keep_from(draft(eservice), None, name="Saziņa", questions=ADDRESS, needed=True)
    change = inserting(draft(other), kept, "sakums")
    assert len(change.faults) == 1
    assert "Nevienam jautājumam nav atslēgas „safe”" in change.faults[0]


def test_a_translation_made_with_the_tool_comes_along_too(other, part, django_capture_on_commit_callbacks):
    from wagtail_localize.models import StringTranslation, TranslationSource

    source, _made = TranslationSource.get_or_create_from_instance(other)
    translation = source.translations.create(target_locale=Locale.objects.get(language_code="ru"))
    for segment in source.stringsegment_set.select_related("string", "context"):
        words = {"locale": translation.target_locale, "data": f"RU {segment.string.data}"}
        StringTranslation.objects.create(translation_of=segment.string, context=segment.context, **words)
    inserting(draft(other), part, "after:sakums").save()
    draft(other).save_revision().publish()
    source.update_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert translation.get_progress()[0] == translation.get_progress()[1]
    assert in_russian(other)["item.s_income.label"] == RU["item.s_income.label"]
    assert live_version("cita-palidziba", offered_in="ru").offered


# Bringing up to date.


def test_a_change_of_the_part_is_offered_and_made_as_a_draft_only(other, part):
    inserting(draft(other), part, "after:sakums").save()
    draft(other).save_revision().publish()
    part = reworded(part, **{"item.poor.label": "Vai esat trūcīga persona?"})
    use = next(use for use in uses_of(part) if use.page == other)
    assert (use.is_behind, use.is_changed_here) == (True, False)
    assert use.brings == [f"Jautājums pārsaukts: „{TEXTS['item.poor.label']}” → „Vai esat trūcīga persona?”."]
    updating(draft(other), use, part).save()
    assert compile_page(draft(other))["texts"]["lv"]["item.poor.label"] == "Vai esat trūcīga persona?"
    assert live_version("cita-palidziba").texts["item.poor.label"] == TEXTS["item.poor.label"]
    use = next(use for use in uses_of(part) if use.page == other)
    assert (use.note["version"], use.is_behind, use.is_changed_here, use.brings) == (2, False, False, [])


def test_what_was_changed_in_the_form_is_told_before_it_is_lost(other, part):
    page = draft(other)
    inserting(page, part, "after:sakums").save()
    page = draft(other)
    page.steps[1].value["items"][0].value["label"] = "Citādi jautāts?"
    page.save_revision()
    use = next(use for use in uses_of(part) if use.page == other)
    assert (use.is_changed_here, use.is_behind) == (True, False)
    assert use.changed_here == [f"Jautājums pārsaukts: „{TEXTS['item.poor.label']}” → „Citādi jautāts?”."]


def test_blocks_keep_their_ids_so_that_translations_stay_attached(eservice, part):
    from eservices.definitions.publishing import block_ids

    before = block_ids(draft(eservice))
    part = reworded(part, **{"item.poor.label": "Cits"})
    [use] = uses_of(part)
    updating(draft(eservice), use, part).save()
    assert block_ids(draft(eservice)) == before


def test_own_questions_beside_a_copy_stay_where_they_are(other, part):
    inserting(draft(other), part, "sakums").save()
    part = reworded(part, **{"item.poor.label": "Cits"})
    updating(draft(other), next(use for use in uses_of(part) if use.page == other), part).save()
    [step] = compile_page(draft(other))["schema"]["steps"]
    assert [item["key"] for item in step["items"]] == ["kapec", "poor", "supporters", "pension"]


def test_a_question_gone_from_the_part_that_the_form_looks_at_is_told(eservice, part):
    piece = copy.deepcopy(latest_version(part))
    step = piece.step | {"items": [item for item in piece.step["items"] if item["key"] != "pension"]}
    from eservices.definitions.banking import _write

    _write(part, Piece(step, {"lv": piece.texts}), "lv", None)
    part = BankPart.objects.get(pk=part.pk)
    [use] = uses_of(part)
    change = updating(draft(eservice), use, part)
    assert any("„pension”" in fault for fault in change.faults)


def test_deleting_a_part_leaves_the_form_as_it_is(eservice, part):
    before = compile_page(draft(eservice))
    part.delete()
    assert not BankPart.objects.exists()
    assert compile_page(draft(eservice)) == before
    assert [use.part for use in uses_in(draft(eservice))] == [None]


def test_forms_that_ask_word_for_word_the_same_are_found(eservice, other):
    piece = Piece(
        {"key": "adrese", "items": [normal_form(tiny_definition())["schema"]["steps"][1]["items"][5]]},
        {"lv": {"step.adrese.title": "Adrese", "item.home.label": TEXTS["item.home.label"]}},
    )
    assert forms_asking_the_same(keep_part("Adrese", piece)) == [eservice]


# Files.


def test_where_a_copy_came_from_is_in_the_file_and_makes_no_other_version(eservice, part):
    draft(eservice).save_revision().publish()
    written = export_definition("sika-palidziba")
    assert [note["part"] for note in written["bank"]] == ["apgadnieki-un-ienakumi"]
    assert (written["schema"], written["texts"]["lv"]) == (
        normal_form(tiny_definition())["schema"],
        normal_form(tiny_definition())["texts"]["lv"],
    )
    assert not import_definition(json.loads(json.dumps(written))).changed
    del written["bank"]
    assert import_definition(written).changed
    assert "bank" not in export_definition("sika-palidziba")
    assert FormVersion.objects.filter(eservice="sika-palidziba").count() == 1


# In the admin.


def shown(response):
    return response.content.decode().replace("&quot;", '"').replace("&#x27;", "'")


def test_the_script_of_the_editor_looks_for_no_box_that_is_not_there(editor, eservice):
    html = editor.get(f"/admin/pages/{eservice.pk}/edit/").content.decode()
    assert 'name="title"' in html
    assert 'data-w-sync-target-value=""' not in html


def test_an_editor_keeps_and_adds_without_code(editor, eservice, other):
    bank = reverse("eservices:bank", args=[eservice.pk])
    assert "Banka ir tukša" in shown(editor.get(bank))
    keep = reverse("eservices:bank_keep", args=[eservice.pk])
    response = editor.post(keep, {"name": "Saziņa", "questions": ADDRESS})
    assert TEXTS["item.safe.label"] in shown(response)
    response = editor.post(keep, {"name": "Saziņa", "questions": ADDRESS, "needed": "on"})
    kept = BankPart.objects.get(code="sazina", locale__language_code="lv")
    assert response.url == reverse("eservices:bank_uses", args=[kept.pk])
    assert eservice.title in shown(editor.get(response.url))
    insert = reverse("eservices:bank_insert", args=[other.pk])
    response = editor.post(insert, {"part": "sazina", "place": "sakums"}, follow=True)
    assert "„Saziņa” tagad ir melnrakstā." in shown(response)
    assert "Nevienam jautājumam nav atslēgas „safe”" in shown(response)
    response = editor.post(insert, {"part": "sazina", "place": "sakums"})
    assert "Veidlapā šādas atslēgas jau ir: home, phone." in shown(response)


def test_all_forms_are_brought_up_to_date_after_they_were_looked_at(editor, eservice, part):
    part = reworded(part, **{"item.poor.label": "Cits"})
    address = reverse("eservices:bank_uses", args=[part.pk])
    assert "Vecāka versija" in shown(editor.get(address))
    update = reverse("eservices:bank_update", args=[part.pk])
    assert "→ „Cits”" in shown(editor.post(update, {"form": eservice.pk}))
    assert compile_page(draft(eservice))["texts"]["lv"]["item.poor.label"] == TEXTS["item.poor.label"]
    response = editor.post(update, {"form": eservice.pk, "confirmed": "1"}, follow=True)
    assert "ir jauns melnraksts" in shown(response)
    assert compile_page(draft(eservice))["texts"]["lv"]["item.poor.label"] == "Cits"


def test_the_bank_is_for_those_who_keep_it(client, part, eservice):
    from wagtail.models import Page

    from portal.people.roles import grant

    Page.objects.get(depth=1)
    user = StaffUser.objects.create_user("lietvede", password="x" * 20)
    grant(user, "registrar")
    client.force_login(user)
    for name, pk in (("bank", eservice.pk), ("bank_uses", part.pk), ("bank_panel", part.pk)):
        assert client.get(reverse(f"eservices:{name}", args=[pk])).status_code == 302
    assert client.post(reverse("eservices:bank_keep", args=[eservice.pk]), {}).status_code == 302


def test_a_part_with_a_fault_is_not_published_and_the_draft_is_kept(editor, part):
    from tests.definitions.editor import part_data

    address = reverse("wagtailsnippets_definitions_bankpart:edit", args=[part.pk])
    assert editor.get(address).status_code == 200
    data = part_data(part)
    data[next(name for name in data if name.endswith("-when-0-value-answer"))] = "nekas"
    response = editor.post(address, data | {"action-publish": "1"})
    assert "Nevienam jautājumam nav atslēgas „nekas”" in shown(response)
    assert latest_version(part).number == 1
    assert editor.post(address, data).status_code == 302


def test_publishing_a_part_says_which_forms_have_the_older_one(editor, part):
    from tests.definitions.editor import part_data

    address = reverse("wagtailsnippets_definitions_bankpart:edit", args=[part.pk])
    data = part_data(part)
    data[next(name for name, value in data.items() if value == TEXTS["item.poor.label"])] = "Cits"
    response = editor.post(address, data | {"action-publish": "1"}, follow=True)
    assert "1 veidlapā ir vecāka „Apgādnieki un ienākumi” versija" in shown(response)


@pytest.mark.parametrize("copies", [1, 3])
def test_the_list_of_uses_costs_the_same_for_one_form_and_for_three(eservice, part, copies, django_assert_num_queries):
    for n in range(copies - 1):
        EServicePage.objects.get(pk=eservice.pk).copy(
            update_attrs={"slug": f"kopija-{n}", "title": f"Kopija {n}"}, keep_live=False
        )
    part = BankPart.objects.get(pk=part.pk)
    with django_assert_num_queries(2):
        assert len(uses_of(part)) == copies
