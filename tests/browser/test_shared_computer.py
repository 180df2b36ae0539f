"""A reception point's computer in a real browser: who walks away leaves nothing, who stays is asked first."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK
from tests.browser.filling import continue_, fill

pytestmark = pytest.mark.browser
START = "/lv/pakalpojumi/aprupe-majas/pieteikties/sakt/"


def test_who_walks_away_is_asked_and_then_everything_is_closed(office, open_browser, picture, axe):
    page = open_browser(DESK)
    page.clock.install()
    page.goto("/lv/publisks-dators/")
    page.click("#turn-on")
    page.goto(START)
    fill(page, drosi_sazinaties="yes")
    continue_(page)
    where = page.url
    axe(page)
    picture(page, "strip")

    page.clock.fast_forward("05:01")
    expect(page.locator("#idle")).to_be_visible()
    picture(page, "asked")
    page.keyboard.press("Enter")
    expect(page.locator("#idle")).to_be_hidden()

    page.clock.fast_forward("05:01")
    page.clock.fast_forward("01:01")
    expect(page.locator("h1")).to_have_text("Viss ir aizvērts")
    picture(page, "closed")

    page.go_back()
    expect(page.locator("#step")).to_have_count(0)
    page.goto(where)
    expect(page.locator("#step")).to_have_count(0)


def test_a_page_without_the_question_closes_what_is_open_too(office, open_browser):
    page = open_browser(DESK)
    page.clock.install()
    page.goto("/lv/publisks-dators/")
    page.click("#turn-on")
    page.goto(START)
    fill(page, drosi_sazinaties="yes")
    continue_(page)
    where = page.url

    page.goto("/lv/")
    page.clock.fast_forward("05:01")
    expect(page.locator("h1")).to_have_text("Vai Jūs vēl esat šeit?")
    page.clock.fast_forward("01:01")
    expect(page.locator("h1")).to_have_text("Viss ir aizvērts")
    page.goto(where)
    expect(page.locator("#step")).to_have_count(0)
