"""Coming from an easy-to-read page: explanations stand open and letters are larger, as long as the form is filled in."""

import pytest

from eservices.definitions.publishing import publish_version
from eservices.journeys.models import Draft
from tests.definitions.forms import tiny_definition, tiny_facts
from tests.journeys.resident import Resident
from tests.registration.making import journal

pytestmark = pytest.mark.django_db

HELP = {"item.safe.help": "Vai kāds lasa Jūsu vēstules?", "item.first_name.help": "Vārds ir rakstīts pasē."}


@pytest.fixture
def explained():
    journal()
    tiny_facts()
    definition = tiny_definition()
    definition["texts"]["lv"] = {**definition["texts"]["lv"], **HELP}
    return publish_version(definition, page=None)


def explanation(resident):
    [found] = [each for each in resident.page.find_all("details") if "Ko tas nozīmē?" in each.get_text()]
    return found


def is_larger(resident):
    return "d-larger" in resident.page.html["class"]


def test_explanations_are_folded_for_everybody_else(explained):
    resident = Resident().begin()
    assert not explanation(resident).has_attr("open")
    assert not is_larger(resident)
    resident.fill()
    assert not explanation(resident).has_attr("open")


def test_the_easy_way_goes_on_through_the_whole_form(explained):
    resident = Resident()
    resident.get(f"{resident.base}sakt/?viegli=1")
    assert explanation(resident).has_attr("open")
    assert is_larger(resident)

    resident.press()  # not answered: the same step with an error
    assert explanation(resident).has_attr("open")

    resident.fill()
    assert "viegli" not in resident.address
    assert "Vārds ir rakstīts pasē." in explanation(resident).get_text()
    assert explanation(resident).has_attr("open")
    assert Draft.objects.get().content["easy"]

    resident.go("droshiba")
    assert explanation(resident).has_attr("open")
    assert is_larger(resident)


def test_changing_the_language_on_the_first_step_keeps_the_easy_way(explained):
    resident = Resident()
    resident.get(f"{resident.base}sakt/?viegli=1")
    resident.press("language", "en")
    assert resident.address.startswith("/en/")
    assert is_larger(resident)


def test_beginning_anew_keeps_the_easy_way(explained):
    resident = Resident().begin().fill()
    resident.get(f"{resident.base}sakt/?viegli=1")
    anew = resident.page.find(id="begin-anew")["href"]
    assert is_larger(resident.get(f"{resident.base}sakt/{anew}"))
