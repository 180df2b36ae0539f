"""A man who reads slowly finds help by the easy-to-read way, on his phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.filling import continue_, expect_step, fill

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [False, True])
def test_man_who_reads_slowly_gets_from_the_first_page_into_the_form(office, open_browser, picture, axe, javascript):
    page = open_browser(PHONE, javascript=javascript)

    def look(name: str) -> None:
        picture(page, name)
        axe(page)

    page.goto("/lv/")
    page.get_by_role("link", name="Viegli lasīt").click()
    expect(page.locator("h1")).to_have_text("Viegli lasīt")
    look("list")

    page.get_by_role("link", name="Aprūpe mājās").click()
    expect(page.locator("h1")).to_have_text("Aprūpe mājās")
    expect(page.locator(".d-easy__mark")).to_have_text("Viegli lasīt")
    letters = page.locator(".d-easy__said p").first.evaluate("line => parseFloat(getComputedStyle(line).fontSize)")
    assert letters >= 24
    look("home-care")

    page.get_by_role("button", name="Sākt iesniegumu").click()
    expect_step(page, "Vai ir droši Jums rakstīt vai zvanīt?")
    expect(page.get_by_text("Reizēm mājās kāds lasa svešas vēstules.")).to_be_visible()
    look("safe")

    fill(page, drosi_sazinaties="yes")
    continue_(page)
    expect(page.get_by_text("Ja iesniedzat par sevi, izvēlieties pirmo atbildi.")).to_be_visible()
    look("for-whom")
