"""Handing in: one application or none, the same receipt for every repeat."""

import pytest

from eservices.applications.models import Application
from eservices.cases.models import Case
from eservices.journeys.models import Draft
from portal.audit.models import AuditEntry
from tests.definitions.forms import published_version
from tests.journeys.resident import Resident
from tests.registration.making import journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    journal()
    return published_version()


def at_review() -> Resident:
    return Resident().fill_until("review")


def send(resident: Resident) -> Resident:
    return resident.press("", form="submit-application")


def test_application_is_made_once_and_the_draft_keeps_nothing_but_the_secret(version):
    resident = send(at_review())
    application, case = Application.objects.get(), Case.objects.get()
    shown = resident.page.find(id="reference").get_text(strip=True)
    assert shown.replace(" ", "") == case.reference
    assert case.client_name == "Anna Paraudziņa"
    assert "Lēmums līdz" in resident.text
    assert "Iesniegums Jums jāparaksta." in resident.text
    assert "Ģimenes ārsta atzinums" in resident.page.find(id="to-do").get_text()
    assert application.declaration_version == "2026-11"
    assert AuditEntry.objects.filter(act="application.submitted", object_id=str(application.pk)).count() == 1

    draft = Draft.objects.get()
    assert draft.state == Draft.SUBMITTED
    assert set(draft.content) == {"secret"}
    assert resident.page.find(id="secret").get_text(strip=True).replace(" ", "") == draft.content["secret"]


def test_second_click_refresh_and_back_show_the_same_receipt(version):
    resident = at_review()
    review, token = resident.address, resident.fields("submit-application")
    first = send(resident).page.find(id="reference").get_text()

    again = resident._shown(resident.client.post(review, token, follow=True), review)
    assert again.page.find(id="reference").get_text() == first
    assert resident.get(resident.address).page.find(id="reference").get_text() == first
    assert resident.go("persona").page.find(id="reference").get_text() == first
    assert resident.get(review).page.find(id="reference").get_text() == first
    assert Application.objects.count() == Case.objects.count() == 1
