"""An editor changes the form in the CMS; what cannot be published says why."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from eservices.definitions.importing import import_definition
from eservices.definitions.models import EServicePage, FormVersion
from eservices.definitions.versions import live_version, texts_for
from portal.people.models import StaffUser
from tests.definitions.editor import edit_data
from tests.definitions.forms import TEXTS, tiny_definition, tiny_facts
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


def post(editor, page, data, publish=True):
    data |= {"action-publish": "1"} if publish else {}
    return editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def name_of(data, value):
    """The name of the posted field that has this value."""
    return next(name for name, found in data.items() if found == value)


def messages(response):
    return response.content.decode().replace("&quot;", '"').replace("&#x27;", "'")


def test_the_edit_page_opens(editor, eservice):
    response = editor.get(reverse("wagtailadmin_pages:edit", args=[eservice.pk]))
    assert response.status_code == 200


def test_publishing_unchanged_makes_no_version(editor, eservice):
    response = post(editor, eservice, edit_data(eservice))
    assert response.status_code == 302, messages(response)
    assert FormVersion.objects.count() == 1


def test_a_changed_label_is_published_as_the_next_version_by_the_editor(editor, eservice):
    data = edit_data(eservice)
    data[name_of(data, TEXTS["item.why.label"])] = "Kas Jums kait?"
    assert post(editor, eservice, data).status_code == 302
    version = live_version("sika-palidziba")
    assert (version.number, version.texts["item.why.label"]) == (2, "Kas Jums kait?")
    assert version.published_by.username == "redaktore"


def test_a_condition_that_looks_forward_is_refused_in_words(editor, eservice):
    data = edit_data(eservice)
    looked_at = next(name for name in data if name.endswith("-when-0-value-answer"))
    data[looked_at] = "truth"
    response = post(editor, eservice, data)
    assert response.status_code == 200
    assert "„truth” jautā vēlāk" in messages(response)
    assert FormVersion.objects.count() == 1


def test_the_same_form_may_be_saved_as_a_draft(editor, eservice):
    data = edit_data(eservice)
    data[next(name for name in data if name.endswith("-when-0-value-answer"))] = "truth"
    assert post(editor, eservice, data, publish=False).status_code == 302
    assert live_version("sika-palidziba").number == 1


def test_a_published_key_cannot_be_renamed(editor, eservice):
    data = edit_data(eservice)
    data[name_of(data, "talk")] = "speech"
    response = post(editor, eservice, data)
    assert response.status_code == 200
    assert "Atslēga „talk” ir publicēta un nevar kļūt par „speech”" in messages(response)


def test_a_published_question_may_be_removed(editor, eservice):
    data = edit_data(eservice)
    data[name_of(data, "talk").removesuffix("-value-key") + "-deleted"] = "1"
    assert post(editor, eservice, data).status_code == 302
    assert "item.talk.label" not in live_version("sika-palidziba").texts


def test_a_published_key_cannot_come_back_as_another_type(eservice):
    from eservices.definitions.schema import DefinitionError

    definition = tiny_definition()
    definition["schema"]["steps"][2]["items"][4] = {"key": "talk", "type": "text"}
    for text in [key for key in definition["texts"]["lv"] if key.startswith("option.talk.")]:
        del definition["texts"]["lv"][text]
    with pytest.raises(DefinitionError, match="„talk” ir publicēts kā select un nevar kļūt par text"):
        import_definition(definition)


def test_the_key_of_the_e_service_stays(editor, eservice):
    assert post(editor, eservice, edit_data(eservice, key="cits")).status_code == 302
    assert EServicePage.objects.get().key == "sika-palidziba"


def test_a_failing_rehearsal_blocks_publishing(editor, eservice):
    rehearsals = '[{"name": "Steidzami", "answers": {"urgent": "yes"}, "expect": {"urgent": false}}]'
    response = post(editor, eservice, edit_data(eservice, rehearsals=rehearsals))
    assert "“Steidzami”: gaidīts: False; iznāca: True." in messages(response)


@pytest.mark.parametrize("rehearsals", ['"x"', "[1]", '[{"name": "x"}]'])
def test_rehearsals_that_are_none_are_refused_in_words(editor, eservice, rehearsals):
    response = post(editor, eservice, edit_data(eservice, rehearsals=rehearsals))
    assert response.status_code == 200
    assert "rehearsals" in messages(response)
    assert FormVersion.objects.count() == 1


def test_a_page_that_cannot_be_compiled_is_not_published_by_any_way(eservice):
    from eservices.definitions.schema import DefinitionError

    page = EServicePage.objects.get()
    page.title = "Cits virsraksts"
    page.rehearsals[0]["expect"]["unit"] = "families"
    with pytest.raises(DefinitionError, match=r"gaidīts: families; iznāca: home_care"):
        page.save_revision().publish()
    assert EServicePage.objects.get().title == TEXTS["title"]
    assert live_version("sika-palidziba").number == 1


# Translating.


@pytest.fixture
def translation(eservice):
    from wagtail_localize.models import TranslationSource

    russian = Locale.objects.create(language_code="ru")
    eservice.get_parent().copy_for_translation(russian, copy_parents=True)
    source, _made = TranslationSource.get_or_create_from_instance(eservice)
    return source.translations.create(target_locale=russian)


def segments(translation):
    return {segment.string.data for segment in translation.source.stringsegment_set.select_related("string")}


def test_only_what_residents_read_is_translated(translation):
    texts = segments(translation)
    assert {"Kas notiek?", "Maltītes", "Par Jums", TEXTS["title"], "Apgādnieks"} <= texts
    definition = tiny_definition()["schema"]
    never = {"pieteikties", "sika-palidziba", "safe", "careful", "home_care", "tiny", "sanemtie", "2026-11", "income"}
    never |= {step["key"] for step in definition["steps"]}
    never |= {item["key"] for step in definition["steps"] for item in step["items"]}
    assert texts & never == set()


def translate(translation, leave_out=()):
    from wagtail_localize.models import StringTranslation

    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        if segment.string.data not in leave_out:
            StringTranslation.objects.create(
                translation_of=segment.string,
                context=segment.context,
                locale=translation.target_locale,
                data=f"RU {segment.string.data}",
            )
    translation.save_target(publish=True)


def test_a_whole_translation_is_offered(translation, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        translate(translation)
    version = live_version("sika-palidziba")
    texts, language = texts_for(version, "ru")
    assert language == "ru"
    assert texts["option.wants.meals"] == "RU Maltītes"
    assert version.number == 1


def test_a_translation_with_a_hole_is_offered_in_latvian(translation, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        translate(translation, leave_out={"Maltītes"})
    assert EServicePage.objects.get(locale__language_code="ru").live
    version = live_version("sika-palidziba")
    assert texts_for(version, "ru") == (version.texts, "lv")
