"""Each public language is a setting: switched off it is nowhere and nothing of it is lost; a new one needs no code."""

import os
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import translation
from wagtail.models import Locale

from eservices.applications.models import Application
from eservices.cases.models import Case
from eservices.catalogue.models import DocumentType
from eservices.definitions.importing import import_definition
from eservices.definitions.models import EServicePage, FormVersionTexts
from eservices.documents import composing
from eservices.documents.models import IssuedPdf
from eservices.journeys.models import Draft
from eservices.registration.registering import register
from pages.models import ServicePage
from portal.due_work.working import work_once
from portal.people.models import StaffUser
from portal.remembering import memory
from tests.cases import making
from tests.definitions.forms import TEXTS, tiny_definition, tiny_facts
from tests.definitions.site import service_page
from tests.journeys.resident import STEPS, Resident
from tests.registration.making import journal

pytestmark = pytest.mark.django_db
ALL = [("lv", "Latviski"), ("ru", "По-русски"), ("en", "English")]
START = "/ru/pakalpojumi/sika-palidziba/pieteikties/"


def in_russian():
    whole = tiny_definition()
    whole["texts"]["ru"] = {key: f"RU {text}" for key, text in TEXTS.items()}
    return whole


@pytest.fixture(autouse=True)
def site(db):
    """A site with a service and its form, in Latvian and Russian."""
    journal()
    tiny_facts()
    service_page()
    page = import_definition(tiny_definition()).page
    page.get_parent().copy_for_translation(Locale.objects.get_or_create(language_code="ru")[0], copy_parents=True)
    import_definition(in_russian())
    ServicePage.objects.get(locale__language_code="ru").save_revision().publish()
    assert Client().get(START).status_code == 200


@pytest.fixture
def shown_in(settings):
    """Let the site be shown in these languages from now on."""

    def switch(*codes):
        known = dict(ALL) | {"uk": "Українською"}
        settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [(code, known[code]) for code in codes]
        memory.clear()

    yield switch
    translation.activate("lv")


def get(address):
    return Client(headers={"accept-language": "ru"}).get(address)


@pytest.mark.parametrize("rest", ["", "pakalpojumi/", "pakalpojumi/sika-palidziba/pieteikties/", "meklet/?q=sika"])
def test_an_address_in_a_language_switched_off_leads_to_the_latvian_one(shown_in, rest):
    shown_in("lv", "en")
    response = get(f"/ru/{rest}")
    assert (response.status_code, response["Location"]) == (302, f"/lv/{rest}")
    assert get(f"/lv/{rest}").status_code == 200


def test_what_was_never_a_language_is_not_found():
    assert Client().get("/xq/pakalpojumi/", follow=True).status_code == 404


@pytest.mark.parametrize("address", ["/lv/", "/lv/pakalpojumi/sika-palidziba/", START.replace("ru", "lv", 1)])
def test_no_page_names_a_language_switched_off(shown_in, address):
    assert "/ru/" in get(address).content.decode()
    shown_in("lv", "en")
    page = get(address).content.decode()
    assert "/ru/" not in page
    assert "По-русски" not in page


def test_search_engines_are_told_of_the_languages_shown_and_no_other(shown_in):
    told = get("/sitemap.xml").content.decode()
    assert "/lv/pakalpojumi/sika-palidziba/pieteikties/" in told
    assert START in told
    shown_in("lv")
    told = get("/sitemap.xml").content.decode()
    assert "/lv/pakalpojumi/sika-palidziba/pieteikties/" in told
    assert "/ru/" not in told


def test_the_search_finds_nothing_in_it(shown_in):
    shown_in("lv")
    page = get("/lv/meklet/?q=sika").content.decode()
    assert "/lv/pakalpojumi/sika-palidziba/" in page
    assert "/ru/" not in page


def test_one_language_needs_no_switch(shown_in):
    shown_in("lv")
    assert 'class="d-languages"' not in get("/lv/").content.decode()
    assert 'class="d-languages"' not in str(Resident().begin().page)


def test_the_editor_is_offered_no_translation_and_keeps_what_is_there(shown_in, client):
    shown_in("lv")
    client.force_login(StaffUser.objects.create_superuser("redaktore", "r@paraugs.lv", "x" * 20))
    russian = EServicePage.objects.get(locale__language_code="ru")
    latvian = EServicePage.objects.get(locale__language_code="lv")
    assert client.get(f"/admin/pages/{latvian.get_parent().pk}/").status_code == 200
    check = client.get(f"/admin/e-services/{latvian.pk}/check/", follow=True).content.decode()
    assert "krievu" not in check.casefold()
    assert client.get(f"/admin/pages/{russian.pk}/edit/").status_code == 200
    latvian.save_revision().publish()
    assert import_definition(in_russian()).page == latvian


def test_switched_on_again_everything_is_there(shown_in):
    shown_in("lv")
    latvian = EServicePage.objects.get(locale__language_code="lv")
    latvian.save_revision().publish()
    shown_in("lv", "ru", "en")
    assert FormVersionTexts.objects.get().locale == "ru"
    page = BeautifulSoup(get(START).content, "html.parser")
    assert page.h1.get_text() == f"RU {TEXTS['title']}"
    assert Resident(language="ru").begin().heading == "RU Drošība"


def test_a_draft_begun_in_it_goes_on_in_latvian_without_losing_a_word(shown_in):
    resident = Resident(language="ru").fill_until("vajadziba")
    typed = {**resident.fields("step"), **STEPS["vajadziba"], "continue": "1"}
    address = resident.address
    shown_in("lv", "en")
    resident._shown(resident.client.post(address, typed, follow=True), address)
    assert resident.address.startswith("/lv/")
    assert resident.heading == TEXTS["step.apgadnieki.title"]
    assert Draft.objects.get().content["answers"]["why"] == STEPS["vajadziba"]["why"]
    for _step in range(3):
        resident.fill()
    resident.press("", form="submit-application")
    application = Application.objects.get()
    assert (application.language, application.form_texts) == ("lv", None)


def test_a_mailed_link_and_a_code_of_a_russian_draft_still_open_it(shown_in):
    resident = Resident(language="ru").fill_until("vajadziba")
    draft = Draft.objects.get()
    shown_in("lv")
    resident.get(f"{resident.base}{draft.pk}/")
    assert resident.heading == TEXTS["step.vajadziba.title"]


def test_an_earlier_application_prints_and_is_written_to_in_its_language(shown_in, monkeypatch):
    resident = Resident(language="ru").fill_until("review")
    resident.press("", form="submit-application")
    application = Application.objects.get()
    assert application.language == "ru"
    application.case.parties.filter(role="client").update(email_proven_at=application.submitted_at)
    shown_in("lv")
    receipt = composing.html(application, IssuedPdf.Kind.RECEIPT)
    assert '<html lang="ru">' in receipt
    assert "RU Kas notiek?" in receipt
    register(application.case, by=making.registrar("lietvede"))
    work_once()
    for letter in mail.outbox:
        for word in letter.body.split():
            if "/ru/" in word:
                address = word[word.index("/ru/") :].rstrip(".,")
                assert Client().get(address, follow=True).status_code == 200
    assert Case.objects.get().register_number


def test_a_new_language_is_only_a_setting(shown_in):
    shown_in("lv", "ru", "uk")
    ukrainian = Locale.objects.create(language_code="uk")
    latvian = EServicePage.objects.get(locale__language_code="lv")
    latvian.get_parent().copy_for_translation(ukrainian, copy_parents=True)
    whole = in_russian()
    whole["texts"]["uk"] = {key: f"UK {text}" for key, text in TEXTS.items()}
    import_definition(whole)
    memory.clear()
    page = get("/uk/pakalpojumi/sika-palidziba/pieteikties/").content.decode()
    assert f"UK {TEXTS['title']}" in page
    resident = Resident(language="uk").fill_until("review")
    assert f"UK {TEXTS['item.why.label']}" in resident.text
    resident.press("", form="submit-application")
    assert resident.page.find(id="reference")
    assert Application.objects.get().language == "uk"
    assert composing.html(Application.objects.get(), IssuedPdf.Kind.RECEIPT)
    work_once()


@pytest.mark.parametrize(
    ("listed", "shown"), [("", "lv ru en"), ("ru", "lv ru"), ("lv,uk", "lv uk"), ("en,lv", "lv en")]
)
def test_the_environment_names_the_languages(listed, shown):
    code = "from django.conf import settings; print(*(code for code, _name in settings.LANGUAGES))"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    environment |= {"PUBLIC_LANGUAGES": listed} if listed else {}
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.split() == shown.split()


def test_a_language_nobody_speaks_is_refused_in_words():
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test", "PUBLIC_LANGUAGES": "lv,xq"}
    told = subprocess.run(
        [sys.executable, "-c", "from django.conf import settings; settings.LANGUAGES"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "PUBLIC_LANGUAGES names no language: xq" in told.stderr


# Answers in other languages.


@pytest.mark.parametrize("taken", [True, False])
def test_an_application_in_russian_is_taken_in_and_marked_under_both_settings(settings, taken):
    settings.ANSWERS_IN_ANY_LANGUAGE = taken
    resident = Resident(language="ru").begin()
    asked = "Отвечайте, пожалуйста, по-латышски."
    assert (asked in get(START).content.decode()) is not taken
    assert (asked in resident.text) is not taken
    assert asked not in Resident().begin().text
    while resident.step != "parbaudit":
        resident.fill(**({"why": "Мне трудно ходить по лестнице."} if resident.step == "vajadziba" else {}))
    resident.press("", form="submit-application")
    assert Case.objects.get().translation_needed


def test_a_form_that_is_not_wholly_translated_is_whole_in_latvian_and_says_so():
    whole = tiny_definition()
    whole["texts"]["lv"]["item.why.hint"] = "Pastāstiet saviem vārdiem."
    import_definition(whole)
    resident = Resident(language="ru").begin()
    for step in STEPS:
        assert resident.heading == TEXTS[f"step.{step}.title"]
        assert "Эта форма пока только на латышском языке" in resident.text
        assert "RU " not in resident.text
        resident.fill(step)
    assert "Эта форма пока только на латышском языке" in resident.text


def test_a_document_is_told_in_the_readers_language_and_marked_where_it_cannot_be():
    document = DocumentType.objects.get(code="gp_home", locale__language_code="lv")
    document.help = "Palūdziet ārstam."
    document.save()
    resident = Resident(language="ru").fill_until("dokumenti")
    assert resident.page.find("span", lang="lv").get_text() == "ģimenes ārsts"
    assert resident.page.find("p", lang="lv").get_text() == "Palūdziet ārstam."
    russian = document.copy_for_translation(Locale.objects.get(language_code="ru"))
    russian.issuer, russian.help = "семейный врач", "Попросите врача."
    russian.save()
    resident.go("dokumenti")
    assert "Попросите врача." in resident.text
    assert "Palūdziet ārstam." not in resident.text
    assert not resident.page.main.find("p", lang="lv")
