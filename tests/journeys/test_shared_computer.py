"""A computer that strangers share: nothing of one person is left for the next."""

import re

import pytest

from eservices.journeys.access import LASTING, PASSING
from eservices.journeys.models import Draft
from portal.people.models import StaffUser
from tests.journeys.resident import Resident

pytestmark = pytest.mark.django_db
MODE = "/lv/publisks-dators/"
FINISH = f"{MODE}pabeigt/"


@pytest.fixture
def at_reception(version) -> Resident:
    resident = Resident()
    return resident.get(MODE).press("on", form=None)


def hints(resident: Resident) -> set[str]:
    """What the browser is told about remembering the fields of the page."""
    return set(re.findall(r'<(?:input|select|textarea)[^>]*autocomplete="([^"]*)"', str(resident.page)))


def test_a_form_opened_there_ends_with_the_browser_and_leaves_nothing_typed_in_it(at_reception):
    at_reception.fill_until("vajadziba")

    assert LASTING not in at_reception.client.cookies or not at_reception.client.cookies[LASTING].value
    assert at_reception.client.cookies[PASSING]["max-age"] == ""
    at_reception.go("persona")
    assert hints(at_reception) == {"off"}
    assert at_reception.form("step")["autocomplete"] == "off"


def test_elsewhere_the_browser_may_help_with_names_and_no_way_out_is_drawn(version):
    page = Resident().fill_until("persona")
    assert hints(page) - {"off"}
    assert "autocomplete" not in page.form("step").attrs
    assert not page.page.select("#finish")


def test_finishing_there_closes_the_form_for_whoever_comes_next(at_reception):
    at_reception.fill_until("vajadziba")
    where = at_reception.address

    at_reception.get(at_reception.page.select_one("#finish")["href"])
    assert "Jums vēl nav atgriešanās koda" in at_reception.text
    at_reception.press("", form="finish-here")

    assert at_reception.heading == "Viss ir aizvērts"
    assert at_reception.response["Clear-Site-Data"] == '"cache", "storage"'
    assert Draft.objects.get().state == Draft.OPEN
    assert at_reception.client.get(where).status_code == 404


def test_finishing_also_ends_following_an_application(at_reception):
    at_reception.fill_until("review").press("", form="submit-application")
    reference, secret = (at_reception.page.select_one(f"#{name}").text for name in ("reference", "secret"))
    at_reception.get("/lv/mani-pieteikumi/").press("", form=None, reference=reference, secret=secret)
    assert at_reception.page.select("#status")

    at_reception.get(FINISH).press("", form="finish-here")

    assert at_reception.get("/lv/mani-pieteikumi/iesniegums/").address == "/lv/mani-pieteikumi/"


def test_papers_are_opened_to_be_printed_there_and_saved_at_home(at_reception):
    at_reception.fill_until("review").press("", form="submit-application")
    receipt = at_reception.page.select_one("#receipt")
    assert receipt.text == "Atvērt apliecinājumu drukāšanai (PDF)"
    assert at_reception.client.get(receipt["href"])["Content-Disposition"].startswith("inline")

    home = Resident().fill_until("review").press("", form="submit-application")
    assert home.client.get(home.page.select_one("#receipt")["href"])["Content-Disposition"].startswith("attachment")


def test_leaving_one_form_there_is_leaving_everything(at_reception):
    at_reception.fill_until("vajadziba")
    base = at_reception.address.rsplit("vajadziba", 1)[0]
    assert at_reception.get(f"{base}iesniegums/pabeigt-seit/").address == FINISH


def test_where_nothing_is_open_the_quiet_computer_goes_home(at_reception):
    assert at_reception.client.get(f"{FINISH}?laiks")["Location"] == "/lv/"


def test_only_staff_make_it_an_ordinary_browser_again(at_reception):
    assert not at_reception.page.select("#turn-off")
    at_reception.client.post(MODE, {"off": "1"})
    assert "iestatīts daudziem cilvēkiem" in at_reception.get(MODE).text

    at_reception.client.force_login(StaffUser.objects.create_user("lietvede"))
    at_reception.get(MODE).press("off", form=None)

    assert "iestatīts daudziem cilvēkiem" not in at_reception.get(MODE).text
    assert not at_reception.page.select("#finish")


def test_a_forged_cookie_turns_nothing_on(version):
    resident = Resident()
    resident.client.cookies["shared_computer"] = "1"
    assert not resident.begin().page.select("#finish")
