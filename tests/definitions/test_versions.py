"""Invariant 1: a published form version never changes."""

import copy

import pytest
from django.db import DatabaseError, connection, transaction
from wagtail.models import Locale

from eservices.definitions.importing import import_definition
from eservices.definitions.models import EServicePage, FormVersion, FrozenError
from eservices.definitions.publishing import publish_texts
from eservices.definitions.showing import show_answers, shown_as_data
from eservices.definitions.versions import live_version, plan_for, texts_for
from portal.audit.models import AuditEntry
from tests.definitions.forms import TEXTS, published_version, tiny_definition, tiny_facts
from tests.definitions.site import service_page

pytestmark = pytest.mark.django_db
ANSWERS = {"safe": "yes", "capacity": "self", "first_name": "Anna", "wants": ["meals"], "why": "Slikti."}


@pytest.fixture
def eservice():
    tiny_facts()
    service_page()
    return import_definition(tiny_definition()).page


def picture(version):
    """Everything a reader of an old application depends on."""
    version = FormVersion.objects.get(pk=version.pk)
    shown = shown_as_data(show_answers(version, version.texts, "lv", ANSWERS))
    return copy.deepcopy((version.schema, version.texts, version.hash, version.number, version.eservice, shown))


def edited(page, **changes):
    definition = tiny_definition()
    definition["texts"]["lv"] |= changes
    return import_definition(definition).page


def test_editing_makes_a_new_version_and_leaves_the_old_one(eservice):
    first = live_version("sika-palidziba")
    before = picture(first)
    edited(eservice, **{"item.why.label": "Kas Jums kait?"})
    second = live_version("sika-palidziba")
    assert (second.number, second.texts["item.why.label"]) == (2, "Kas Jums kait?")
    assert picture(first) == before
    first.refresh_from_db()
    assert (first.state, first.takes_applications) == ("superseded", True)


def test_publishing_the_same_again_makes_no_version(eservice):
    page = EServicePage.objects.get()
    page.save_revision().publish()
    assert FormVersion.objects.count() == 1


def test_going_back_to_old_words_takes_the_old_version_up_again(eservice):
    first = live_version("sika-palidziba")
    edited(eservice, **{"item.why.label": "Kas Jums kait?"})
    edited(eservice)
    assert live_version("sika-palidziba") == first
    assert FormVersion.objects.count() == 2


def test_unpublishing_withdraws_every_version(eservice):
    first = live_version("sika-palidziba")
    before = picture(first)
    EServicePage.objects.get().unpublish()
    assert live_version("sika-palidziba") is None
    first.refresh_from_db()
    assert not first.takes_applications
    assert picture(first) == before


def test_deleting_the_page_keeps_the_version(eservice):
    first = live_version("sika-palidziba")
    before = picture(first)
    EServicePage.objects.get().delete()
    first.refresh_from_db()
    assert (first.page, first.state) == (None, "withdrawn")
    assert picture(first) == before


def test_renaming_the_service_changes_no_version(eservice):
    first = live_version("sika-palidziba")
    before = picture(first)
    first.service.name = "Pavisam cits nosaukums"
    first.service.save()
    assert picture(first) == before


@pytest.mark.parametrize("field", ["schema", "texts", "hash", "number", "eservice"])
def test_a_version_cannot_be_saved_over(field):
    version = published_version()
    setattr(version, field, {"changed": True} if field in ("schema", "texts") else "9")
    with pytest.raises(FrozenError):
        version.save()
    with pytest.raises(FrozenError):
        FormVersion.objects.filter(pk=version.pk).update(**{field: "9"})


def test_a_version_cannot_be_deleted():
    version = published_version()
    with pytest.raises(FrozenError):
        version.delete()
    with pytest.raises(FrozenError):
        FormVersion.objects.all().delete()


@pytest.mark.parametrize("column", ["schema", "texts", "hash", "eservice"])
def test_the_database_itself_refuses(column):
    version = published_version()
    sql = f"UPDATE definitions_formversion SET {column} = %s WHERE id = %s"
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, ['"x"', version.pk])


def test_publishing_is_recorded_once():
    published_version()
    published_version()
    entry = AuditEntry.objects.get(act="eservice.publish")
    assert entry.details == {"eservice": "sika-palidziba", "number": 1}


RUSSIAN = {key: f"RU {text}" for key, text in TEXTS.items()}


def test_a_whole_translation_is_offered_and_a_partial_one_is_not():
    version = published_version()
    lacking = {key: text for key, text in RUSSIAN.items() if key != "option.wants.meals"}
    assert publish_texts(version, "ru", lacking) is None
    assert texts_for(version, "ru") == (version.texts, "lv")
    added = publish_texts(version, "ru", RUSSIAN)
    assert texts_for(version, "ru") == (RUSSIAN, "ru")
    assert publish_texts(version, "ru", RUSSIAN) == added


def test_a_corrected_translation_leaves_the_earlier_one():
    version = published_version()
    first = publish_texts(version, "ru", RUSSIAN)
    second = publish_texts(version, "ru", RUSSIAN | {"title": "RU lab."})
    assert (first.number, second.number) == (1, 2)
    assert texts_for(version, "ru")[0]["title"] == "RU lab."
    first.refresh_from_db()
    assert first.texts == RUSSIAN
    with pytest.raises(FrozenError):
        first.save()


def test_a_translated_page_adds_its_texts_to_the_live_version(eservice):
    russian = Locale.objects.create(language_code="ru")
    eservice.get_parent().copy_for_translation(russian, copy_parents=True)
    definition = tiny_definition()
    definition["texts"]["ru"] = RUSSIAN
    import_definition(definition)
    translated = EServicePage.objects.get(locale=russian)
    assert (translated.title, translated.live) == ("RU " + TEXTS["title"], True)
    version = live_version("sika-palidziba")
    assert version.number == 1
    assert texts_for(version, "ru")[0]["item.why.label"] == "RU Kas notiek?"
    assert import_definition(definition).changed is False


def test_an_untranslated_copy_of_the_page_is_no_translation(eservice):
    russian = Locale.objects.create(language_code="ru")
    eservice.get_parent().copy_for_translation(russian, copy_parents=True)
    eservice.copy_for_translation(russian, alias=True)
    edited(eservice, **{"item.why.label": "Kas Jums kait?"})
    assert EServicePage.objects.get(locale=russian).steps[2].value["items"][0].value["label"] == "Kas Jums kait?"
    version = live_version("sika-palidziba")
    assert texts_for(version, "ru") == (version.texts, "lv")


def test_a_translation_with_other_keys_is_not_added(eservice):
    russian = Locale.objects.create(language_code="ru")
    eservice.get_parent().copy_for_translation(russian, copy_parents=True)
    translated = eservice.copy_for_translation(russian)
    steps = [step for step in translated.steps.raw_data if step["value"]["key"] != "persona"]
    translated.steps = list(steps)
    translated.save_revision().publish()
    version = live_version("sika-palidziba")
    assert texts_for(version, "ru") == (version.texts, "lv")


def test_a_plan_is_indexed_once(django_assert_num_queries):
    version = published_version()
    again = FormVersion.objects.get(pk=version.pk)
    with django_assert_num_queries(0):
        assert plan_for(version) is plan_for(again)
