"""Deleting everything of ours in a browser that somebody else may look into."""

import pytest

from eservices.applications.models import Application
from eservices.journeys.models import Draft
from tests.definitions.forms import published_version
from tests.journeys.resident import Resident
from tests.journeys.test_following import follow, keys, sent_by
from tests.registration.making import journal

pytestmark = pytest.mark.django_db


def test_everything_begun_in_this_browser_is_deleted_and_no_other(version):
    mine, anothers = Resident().begin().fill(), Resident().begin().fill()
    step = mine.address
    mine.get("/lv/dzest-visu/")
    assert mine.heading == "Dzēst visu šajā pārlūkā?"
    assert Draft.objects.count() == 2

    mine.press("", form="erase")
    assert mine.heading == "Viss ir dzēsts"
    assert '"cache"' in mine.response["Clear-Site-Data"]
    assert [str(draft.pk) for draft in Draft.objects.all()] == [anothers.draft_id]
    assert mine.get(step).response.status_code == 404


def test_what_was_handed_in_stays_handed_in(version):
    resident = Resident().fill_until("review").press("", form="submit-application")
    assert Application.objects.count() == 1
    resident.get("/lv/dzest-visu/").press("", form="erase")
    assert Application.objects.count() == 1


@pytest.fixture
def about_violence():
    journal()
    return published_version(violence=True)


def test_every_page_of_a_form_about_violence_can_be_left_at_once(about_violence):
    resident = Resident().begin()
    leaves_at_once(resident)
    leaves_at_once(resident.fill())
    leaves_at_once(resident.get(resident.page.select_one(".d-exit__erase")["href"]))
    assert resident.address.endswith("/iesniegums/dzest-visu/")
    resident.press("", form="clear")
    leaves_at_once(resident)
    assert not Draft.objects.exists()


def test_other_forms_have_no_such_strip(version):
    assert not Resident().begin().page.select_one("[data-leave-at-once]")


def leaves_at_once(resident):
    """The first link after the skip link; the page it leads to is not told where one comes from."""
    away = resident.page.select_one("a[data-leave-at-once]")
    assert away.get_text() == "Ātri aizvērt"
    assert away["href"] == "https://www.google.lv/"
    assert away["rel"] == ["noreferrer"]


def test_following_an_application_about_violence_can_be_left_at_once_and_ended(about_violence):
    resident = follow(**keys(sent_by()))
    assert resident.page.find(id="status")
    leaves_at_once(resident)
    resident.get(resident.page.select_one(".d-exit__erase")["href"]).press("", form="erase")
    assert not resident.get("/lv/mani-pieteikumi/iesniegums/").page.find(id="status")
    assert Application.objects.count() == 1
