"""Leaving a page about violence at once: nothing of it is left on the screen or behind the "Back" button."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

CRISIS_CENTRE = "/lv/pakalpojumi/krizes-centrs/"


def open_crisis_centre(page):
    page.route("https://www.google.lv/**", lambda route: route.fulfill(body="<h1>Laiks</h1>", content_type="text/html"))
    page.goto("/lv/cenradis/")
    page.goto(CRISIS_CENTRE)


@pytest.mark.parametrize("by", ["click", "escape"])
def test_back_does_not_lead_to_the_page(office, open_browser, by):
    page = open_browser(DESK)
    open_crisis_centre(page)
    if by == "click":
        page.get_by_role("link", name="Ātri aizvērt").click()
    else:
        for _time in range(3):
            page.keyboard.press("Escape")
    expect(page.locator("h1")).to_have_text("Laiks")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Cenrādis")


def test_it_is_in_sight_on_a_phone_and_works_without_javascript(office, open_browser, axe, picture):
    page = open_browser(PHONE, javascript=False)
    open_crisis_centre(page)
    picture(page, "crisis-centre")
    axe(page)
    page.mouse.wheel(0, 3000)
    away = page.get_by_role("link", name="Ātri aizvērt")
    expect(away).to_be_in_viewport()
    page.get_by_role("link", name="Dzēst visu").click()
    axe(page)
    page.get_by_role("link", name="Ātri aizvērt").click()
    expect(page.locator("h1")).to_have_text("Laiks")
