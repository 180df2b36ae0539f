"""A draft whose form has been changed meanwhile: nothing is lost, what changed is told, only what is new is asked."""

import copy
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from eservices.applications.models import Application
from eservices.definitions.importing import import_definition
from eservices.definitions.models import EServicePage, FormVersion
from eservices.definitions.versions import live_version
from eservices.journeys.models import Draft
from portal.due_work.working import work_once
from tests.definitions.forms import SCHEMA, TEXTS, tiny_definition, tiny_facts
from tests.definitions.site import service_page
from tests.journeys.resident import Resident
from tests.registration.making import journal

pytestmark = pytest.mark.django_db
ADDED = {"key": "floor", "type": "text", "category": "situation", "requirement": "optional"}


@pytest.fixture(autouse=True)
def eservice(db):
    journal()
    tiny_facts()
    service_page()
    return import_definition(tiny_definition()).page


def definition(change=None, **texts):
    """The tiny definition with other texts, its items by key handed to ``change``."""
    steps = copy.deepcopy(SCHEMA["steps"])
    if change:
        change({item["key"]: item for step in steps for item in step["items"]}, steps)
    whole = tiny_definition(steps=steps)
    whole["texts"]["lv"] |= texts
    whole["rehearsals"] = []
    return whole


def asks_the_floor(items, steps):
    steps[2]["items"].append(ADDED)


FLOOR = {"item.floor.label": "Kurā stāvā dzīvojat?"}


def coming_back(resident):
    return resident.get(f"{resident.base}{resident.draft_id}/")


def send(resident):
    return resident.press("", form="submit-application")


def listed(resident, name):
    found = resident.page.find(id=name)
    return [each.get_text(strip=True) for each in found.find_all("li")] if found else []


def test_who_comes_back_is_told_what_is_new_and_asked_only_that():
    resident = Resident().fill_until("review")
    import_definition(definition(asks_the_floor, **FLOOR))
    coming_back(resident)
    assert resident.heading == "Veidlapa ir mainīta"
    assert listed(resident, "asked-new") == ["Kurā stāvā dzīvojat?"]
    resident.press("move", form=None)
    assert resident.step == "vajadziba", "the one page with something new, though the question is optional"
    assert resident.fields("step")["why"] == ["Grūti staigāt pa kāpnēm."]
    resident.press(floor="Piektajā")
    assert resident.step == "parbaudit"
    send(resident)
    application = Application.objects.get()
    assert application.form_version == live_version("sika-palidziba")
    assert (application.answers["floor"], application.answers["first_name"]) == ("Piektajā", "Anna")


def test_looking_moves_nothing():
    resident = Resident().fill_until("review")
    before = Draft.objects.get()
    import_definition(definition(asks_the_floor, **FLOOR))
    coming_back(resident)
    after = Draft.objects.get()
    assert (after.version_id, after.revision) == (before.version_id, before.revision)


def test_who_is_filling_in_is_told_before_sending_not_in_the_middle():
    resident = Resident().fill_until("dokumenti")
    import_definition(definition(asks_the_floor, **FLOOR))
    resident.go("dokumenti").fill()
    assert resident.step == "apliecinajums"
    resident.fill()
    assert resident.heading == "Veidlapa ir mainīta"


def test_what_was_not_reached_yet_is_neither_new_nor_told():
    resident = Resident().fill_until("vajadziba")
    import_definition(definition(**{"item.poor.label": "Vai Jums ir statuss?"}))
    coming_back(resident)
    assert resident.step == "vajadziba"


def test_a_question_put_in_other_words_is_shown_again_with_its_answer():
    resident = Resident().fill_until("review")
    import_definition(definition(**{"item.why.label": "Kas Jums kait?", "option.wants.meals": "Siltas pusdienas"}))
    coming_back(resident)
    assert listed(resident, "asked-otherwise") == ["Kas Jums kait?", TEXTS["item.wants.label"]]
    resident.press("move", form=None)
    assert resident.step == "vajadziba"
    assert resident.fields("step")["wants"] == ["meals"]
    resident.press()
    assert resident.step == "parbaudit"


def without_talk(items, steps):
    steps[2]["items"] = [item for item in steps[2]["items"] if item["key"] != "hours"]


def test_an_answer_no_longer_asked_is_named_and_not_handed_in():
    resident = Resident().fill_until("review")
    changed = definition(without_talk)
    del changed["texts"]["lv"]["item.hours.label"]
    import_definition(changed)
    coming_back(resident)
    assert listed(resident, "asked-no-more") == ["Cik stundu nedēļā?"]
    resident.press("move", form=None)
    assert resident.step == "parbaudit"
    send(resident)
    assert "hours" not in Application.objects.get().answers


def asks_on_another_page(items, steps):
    steps[0]["items"].append(steps[2]["items"].pop(4))
    steps[1]["key"] = "par-jums"


def test_a_question_on_another_page_is_not_asked_again():
    resident = Resident().fill_until("review")
    changed = definition(asks_on_another_page)
    changed["texts"]["lv"]["step.par-jums.title"] = changed["texts"]["lv"].pop("step.persona.title")
    import_definition(changed)
    coming_back(resident)
    assert resident.step == "parbaudit", "nothing to tell and nothing to ask"


def without_a_choice(items, steps):
    items["wants"]["options"] = [{"key": "washing"}]


def test_an_answer_that_may_no_longer_be_chosen_is_asked_again():
    resident = Resident().fill_until("review")
    changed = definition(without_a_choice)
    del changed["texts"]["lv"]["option.wants.meals"]
    import_definition(changed)
    coming_back(resident)
    resident.press("move", form=None)
    assert resident.step == "vajadziba"
    resident.press()
    assert resident.errors
    resident.press(wants=["washing"])
    assert resident.step == "parbaudit"


def test_another_declaration_is_told_before_it_is_confirmed():
    resident = Resident().fill_until("review")
    changed = definition(privacy="Datus glabājam desmit gadus.")
    changed["schema"]["privacy"] = {"version": "2027-01"}
    import_definition(changed)
    coming_back(resident)
    assert resident.page.find(id="declared-otherwise")
    resident.press("move", form=None)
    send(resident)
    assert Application.objects.get().privacy_version == "2027-01"


def gone_form():
    EServicePage.objects.get().unpublish()


@pytest.mark.parametrize("where", ["", "vajadziba/", "iesniegums/parbaudit/"])
def test_a_withdrawn_form_says_so_wherever_one_comes_back(where):
    resident = Resident().fill_until("review")
    gone_form()
    resident.get(f"{resident.base}{resident.draft_id}/{where}")
    assert resident.response.status_code == 410
    assert "vairs nepieņemam" in resident.text
    assert not resident.page.find(id="move-answers")
    assert "atnāciet" in resident.text


def test_what_is_typed_while_the_form_is_withdrawn_is_kept_and_goes_into_the_new_one():
    resident = Resident().fill_until("vajadziba")
    gone_form()
    resident.fill("vajadziba", why="Tikko uzrakstīts.")
    assert resident.response.status_code == 410
    import_definition(definition(asks_the_floor, **FLOOR))
    assert EServicePage.objects.get().live
    coming_back(resident)
    assert listed(resident, "asked-new") == ["Kurā stāvā dzīvojat?"]
    resident.press("move", form=None)
    assert resident.step == "vajadziba"
    assert resident.fields("step")["why"] == ["Tikko uzrakstīts."]


def test_a_form_moved_under_another_service_is_found_from_the_old_address():
    resident = Resident().fill_until("review")
    EServicePage.objects.get().move(service_page("cita-palidziba"), pos="last-child")
    import_definition(definition(asks_the_floor, **FLOOR))
    coming_back(resident)
    assert listed(resident, "asked-new") == ["Kurā stāvā dzīvojat?"]
    resident.press("move", form=None).press(floor="Otrajā")
    send(resident)
    assert Application.objects.get().form_version == live_version("sika-palidziba")


def test_a_russian_draft_is_told_in_russian_or_goes_on_in_latvian(eservice):
    eservice.get_parent().copy_for_translation(Locale.objects.get_or_create(language_code="ru")[0], copy_parents=True)
    whole = definition()
    whole["texts"]["ru"] = {key: f"RU {text}" for key, text in whole["texts"]["lv"].items()}
    import_definition(whole)
    resident = Resident(language="ru").fill_until("review")
    import_definition(definition(asks_the_floor, **FLOOR))
    coming_back(resident)
    assert resident.heading == "Форма изменилась"
    assert listed(resident, "asked-new") == ["Kurā stāvā dzīvojat?"], "the new form is only in Latvian so far"
    resident.press("move", form=None)
    assert "Эта форма пока только на латышском языке" in resident.text


# By the clock.


def scheduled(page, when, **changes):
    for name, value in {**changes, "go_live_at": timezone.now() + timedelta(days=1)}.items():
        setattr(page, name, value)
    revision = page.save_revision()
    revision.publish()
    revision.refresh_from_db()
    revision.content["go_live_at"], revision.approved_go_live_at = when.isoformat(), when
    revision.save()


def test_a_form_that_goes_live_by_the_clock_is_told_to_who_began_the_old_one():
    resident = Resident().fill_until("review")
    page = EServicePage.objects.get()
    page.steps[2].value["items"][0].value["label"] = "Kas Jums kait?"
    scheduled(page, timezone.now() - timedelta(minutes=1))
    assert coming_back(resident).step == "parbaudit", "not yet"
    work_once()
    coming_back(resident)
    assert listed(resident, "asked-otherwise") == ["Kas Jums kait?"]
    assert live_version("sika-palidziba").number == 2


def test_a_form_that_ends_by_the_clock_takes_no_application_and_says_so():
    resident = Resident().fill_until("review")
    EServicePage.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
    work_once()
    assert FormVersion.objects.get().state == FormVersion.State.WITHDRAWN
    send(resident)
    assert resident.response.status_code == 410
    assert not Application.objects.exists()
    assert resident.client.get(resident.base).status_code == 404
    assert resident.client.get(f"{resident.base}sakt/").status_code == 404
    page = EServicePage.objects.get()
    page.expire_at = None
    page.save_revision().publish()
    coming_back(resident)
    assert resident.step == "parbaudit", "the same form again"
    send(resident)
    assert Application.objects.count() == 1
