"""Open now or not, on pages that are kept: never a minute beyond what they say."""

from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from pages.page_cache.store import store
from portal.people.models import Unit
from portal.working_days.models import CalendarException
from tests.pages.reading import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

HOME_CARE = "/lv/pakalpojumi/aprupe-majas/"
CONTACTS = "/lv/kontakti/"


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.PAGE_CACHE_ENTRIES = 100
    store.clear()
    yield
    store.clear()


@pytest.fixture
def at(monkeypatch):
    """Set the clock in Riga: ``at("2026-11-23 08:29:59")``, a Monday."""

    def freeze(text):
        moment = datetime.fromisoformat(text).replace(tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return freeze


def door(path=HOME_CARE):
    return BeautifulSoup(Client().get(path).content, "html.parser").select_one("#contact ~ p .d-door").get_text()


def doors():
    places = BeautifulSoup(Client().get(CONTACTS).content, "html.parser").select(".d-place")
    return {place.h3.get_text(): place.select_one(".d-door").get_text() for place in places if place.select(".d-door")}


def test_a_kept_page_is_right_at_the_minute_the_door_opens_and_shuts(at):
    at("2026-11-23 08:29:59")
    assert door() == "Tagad slēgts. Atvērs šodien plkst. 8.30"
    assert len(store) == 1
    at("2026-11-23 08:30:00")
    assert door() == "Tagad atvērts līdz plkst. 17.00"
    at("2026-11-23 08:45:00")
    assert door() == "Tagad atvērts līdz plkst. 17.00"
    at("2026-11-23 16:59:59")
    assert door() == "Tagad atvērts līdz plkst. 17.00"
    at("2026-11-23 17:00:00")
    assert door() == "Tagad slēgts. Atvērs rīt plkst. 8.30"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("lv", "Tagad slēgts. Atvērs pirmdien plkst. 8.30"),
        ("ru", "Сейчас закрыто. Откроется в понедельник в 8.30"),
        ("en", "Closed now. Opens on Monday at 8.30"),
    ],
)
def test_after_the_weekend_in_each_language(at, language, said):
    at("2026-11-20 17:30")
    assert door(f"/{language}/pakalpojumi/aprupe-majas/") == said


def test_a_holiday_entered_by_the_office_shuts_the_door(at):
    at("2026-11-20 17:30")
    CalendarException.objects.create(day="2026-11-23", working=False)
    assert door() == "Tagad slēgts. Atvērs otrdien plkst. 8.30"


def test_over_christmas_the_day_is_named_by_its_date(at):
    at("2026-12-23 17:30")
    assert door() == "Tagad slēgts. Atvērs pirmdien plkst. 8.30"
    at("2026-12-31 17:30")
    assert door() == "Tagad slēgts. Atvērs pirmdien plkst. 8.30"
    for day in ("2027-01-04", "2027-01-05", "2027-01-06", "2027-01-07"):
        CalendarException.objects.create(day=day, working=False)
    assert door() == "Tagad slēgts. Atvērs 08.01.2027 plkst. 8.30"


def test_each_point_says_its_own(at):
    at("2026-11-23 20:00")
    said = doors()
    assert said["Nakts patversme"] == "Tagad atvērts līdz rītdienas plkst. 8.00"
    assert said["Sociālā patversme"] == "Atvērts visu diennakti"
    assert said["Aprūpes mājās nodaļa"] == "Tagad slēgts. Atvērs rīt plkst. 8.30"


def test_hours_that_say_nothing_exact_promise_no_open_door(at):
    at("2026-11-23 10:00")
    unit = Unit.objects.get(code="home_care", locale__language_code="lv")
    unit.opening_hours.update(hours="iepriekš piesakoties")
    unit.save()
    page = BeautifulSoup(Client().get(HOME_CARE).content, "html.parser")
    assert not page.select("#contact ~ p .d-door")
    assert "iepriekš piesakoties" in page.get_text()


def test_getting_into_the_building_is_said_in_the_readers_language():
    assert "Ieeja bez pakāpieniem, lifts, tualete ratiņkrēslam" in Client().get(CONTACTS).content.decode()
    english = Client().get("/en/kontakti/").content.decode()
    assert "A way in without steps, lift, toilet for a wheelchair" in english
    assert "There are two steps at the door." in english


def test_an_editor_sees_it_in_a_preview_too():
    page = page_of("kontakti")
    assert b"d-door" in page.make_preview_request().content
