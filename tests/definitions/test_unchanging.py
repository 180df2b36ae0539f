"""Whatever becomes of the page, an application reads, prints and exports as on the day it was handed in (invariant 1)."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, TranslationSource

from eservices.applications.models import Application
from eservices.catalogue.models import DocumentType, Service
from eservices.definitions.importing import import_definition
from eservices.definitions.models import EServicePage, FormVersion
from eservices.definitions.rows import new_row_id
from eservices.definitions.versions import texts_for
from eservices.documents import composing
from eservices.documents.models import IssuedPdf
from eservices.registration.exporting import register_rows
from eservices.registration.registering import register
from pages.models import ServicePage
from portal.people.models import Role, StaffUser, Unit
from portal.people.roles import sync_groups
from portal.working_days.calendar import today
from tests.applications.making import attachment, submitted
from tests.cases import making
from tests.definitions.forms import TEXTS, tiny_definition, tiny_facts
from tests.definitions.site import service_page

pytestmark = pytest.mark.django_db
RUSSIAN = {key: f"RU {text}" for key, text in TEXTS.items()}


def definition(**texts):
    whole = tiny_definition()
    whole["texts"]["lv"] |= texts
    return whole


@pytest.fixture(autouse=True)
def office(monkeypatch, settings, tmp_path):
    """An office with one e-service in two languages, at nine in the morning of a Monday that does not pass."""
    settings.PRIVATE_FILES_DIR = tmp_path / "files"
    monkeypatch.setattr("django.utils.timezone.now", lambda: making.riga("2026-11-23 09:00"))
    tiny_facts()
    sync_groups()
    service_page()
    page = import_definition(definition()).page
    page.get_parent().copy_for_translation(Locale.objects.get_or_create(language_code="ru")[0], copy_parents=True)
    whole = definition()
    whole["texts"]["ru"] = RUSSIAN
    import_definition(whole)


def handed_in(language):
    """A registered application with files, a row of a group and a promise, filled in in a language."""
    paper = attachment(name="ārsta atzinums.pdf")
    supporter = {"row_id": new_row_id(), "s_name": "Jānis Paraudziņš", "s_works": "yes", "s_income": "950.00"}
    answers = {"poor": "no", "supporters": [supporter], "pension": "410.20", "talk": "ru"}
    answers |= {"doctor": {"files": [str(paper.pk)]}, "income_papers": {"files": [], "later": True}}
    version = FormVersion.objects.get(state="live")
    assert texts_for(version, language)[1] == language
    application = submitted(version=version, language=language, answers=answers).application
    register(application.case, by=StaffUser.objects.get(username="lietvede"))
    return application


@pytest.fixture
def applications():
    making.registrar("lietvede")
    return [handed_in("lv"), handed_in("ru")]


@pytest.fixture
def head(client):
    user = making.staff(Role.HEAD_OF_OFFICE, name="vaditaja")
    client.force_login(user)
    return client, user


def picture(applications, head):
    """What a reader, a printer and an export make of the applications, each under its name."""
    client, user = head
    seen = {}
    for application in applications:
        application = Application.objects.get(pk=application.pk)
        told = f"{application.language} "
        seen[f"{told}kept"] = repr(
            [application.answers, application.shown_lv, application.shown, application.content_hash]
        )
        seen[f"{told}case"] = part(client.get(f"/admin/inbox/{application.case_id}/"), ".inbox-case__main")
        for kind in IssuedPdf.Kind:
            seen[f"{told}{kind}"] = composing.html(application, kind, document=application.documents.get())
    version = applications[0].form_version
    for step in version.schema["steps"]:
        address = reverse("eservices:version", args=[version.pk])
        seen[f"form {step['key']}"] = part(client.get(address, {"step": step["key"]}), "main")
    rows = list(register_rows(user, since=today(), until=today(), full=True))
    seen["register"] = repr(rows)
    assert "Paraudziņa" in seen["register"]
    return seen


def part(response, chosen):
    """One part of a page, without what is new at each look."""
    assert response.status_code == 200
    found = BeautifulSoup(response.content, "html.parser").select_one(chosen)
    for passing in found.select(".inbox-history, input[type=hidden]"):
        passing.decompose()
    return str(found)


def page():
    return EServicePage.objects.get(locale__language_code="lv")


def edited():
    changed = definition(**{key: f"{text} (jauns)" for key, text in TEXTS.items()})
    changed["schema"]["declaration"] = {"version": "2027-01"}
    changed["schema"]["routing"] = {"unit": "families"}
    changed["rehearsals"] = []
    import_definition(changed)


def renamed():
    found = page()
    found.title, found.slug = "Pavisam cits nosaukums", "cita-adrese"
    found.save_revision().publish()


def option_renamed():
    import_definition(definition(**{"option.talk.ru": "Krievu valodā", "option.wants.meals": "Siltas pusdienas"}))


def question_removed():
    changed = definition()
    for step in changed["schema"]["steps"]:
        step["items"] = [item for item in step["items"] if item["key"] not in ("talk", "hours", "helper_name")]
    gone = re.compile(r"(item|option)\.(talk|hours|helper_name)\b")
    changed["texts"]["lv"] = {path: text for path, text in changed["texts"]["lv"].items() if not gone.match(path)}
    del changed["rehearsals"][0]["answers"]["hours"]
    import_definition(changed)


def translated():
    """The Russian page is handed to the translation tool and translated in other words."""
    source, _made = TranslationSource.get_or_create_from_instance(page())
    russian = Locale.objects.get(language_code="ru")
    translation = source.translations.create(target_locale=russian)
    for segment in source.stringsegment_set.select_related("string", "context"):
        words = {"translation_of": segment.string, "context": segment.context, "locale": russian}
        StringTranslation.objects.create(**words, data=f"Иначе {segment.string.data}")
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)
    live = FormVersion.objects.get(state="live")
    assert texts_for(live, "ru")[0]["item.why.label"] == "Иначе Kas notiek?"


def unpublished():
    page().unpublish()


def moved():
    Service.objects.create(code="other", name="Cits pakalpojums")
    page().move(service_page("cits", "other"), pos="last-child")
    EServicePage.objects.get(locale__language_code="lv").save_revision().publish()


def deleted():
    page().delete()


def translation_deleted():
    EServicePage.objects.get(locale__language_code="ru").delete()


def old_revision_restored():
    old = page().get_latest_revision()
    edited()
    old.publish()
    assert FormVersion.objects.get(state="live").number == 1


def service_page_deleted():
    ServicePage.objects.get(locale__language_code="lv").delete()
    assert not EServicePage.objects.filter(locale__language_code="lv").exists()


def terms_changed():
    Service.objects.update(decide_n=90, start="received", notify_n=60)
    found = page()
    found.rehearsals = []
    found.save_revision().publish()


def service_renamed():
    service = Service.objects.get(code="tiny")
    service.name = "Pavisam cits pakalpojums"
    service.save()


@pytest.mark.parametrize(
    "happened",
    [
        edited,
        renamed,
        option_renamed,
        question_removed,
        translated,
        unpublished,
        moved,
        deleted,
        translation_deleted,
        old_revision_restored,
        service_page_deleted,
        terms_changed,
        service_renamed,
    ],
)
def test_an_application_reads_prints_and_exports_as_before(applications, head, happened):
    before = picture(applications, head)
    happened()
    after = picture(applications, head)
    assert {name for name in before if after[name] != before[name]} == set()


def renamed_in(model, code):
    for row in model.objects.filter(code=code):
        row.name = f"Cits: {row.name}"
        if model is DocumentType:
            row.issuer, row.help = "kāds cits", "Jauns skaidrojums."
        row.save()


def test_of_a_document_only_who_issues_it_and_how_to_get_it_is_told_as_it_is_today(applications, head):
    before = picture(applications, head)
    renamed_in(DocumentType, "gp_home")
    after = picture(applications, head)
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {"form dokumenti"}
    assert "kāds cits" in after["form dokumenti"]
    assert TEXTS["item.doctor.label"] in after["form dokumenti"]


def test_a_unit_is_called_what_it_is_called_today(applications, head):
    before = picture(applications, head)
    renamed_in(Unit, "home_care")
    after = picture(applications, head)
    assert {name for name in before if after[name] != before[name]} == {"register"}
    assert after["register"].replace("Cits: Aprūpe mājās", "Aprūpe mājās") == before["register"]
