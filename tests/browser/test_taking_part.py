"""Others take part from a phone, without JavaScript: an adult confirms, a supporter adds a paper; looked at by axe."""

import pytest
from playwright.sync_api import expect

from eservices.applications.models import CoSigning
from eservices.applications.own_links import address, give_out
from eservices.cases.models import Party
from tests.applications.joint import joint
from tests.attachments.files import pdf
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser


def link_of(name: str) -> str:
    party = Party.objects.get(first_name=name)
    return address(party.role, give_out(party, by=None), "lv")


def test_an_adult_confirms_and_a_supporter_adds_a_paper(office, open_browser, picture, axe):
    joint()
    page = open_browser(PHONE, javascript=False)

    def look(name: str) -> None:
        picture(page, name)
        axe(page)

    page.goto(link_of("Pēteris"))
    expect(page.locator("h1")).to_have_text("Pēteris Paraudziņš, lūdzam apstiprināt")
    look("confirm")
    page.click("#confirm")
    expect(page.locator("#done")).to_have_text("Paldies, apstiprināts")
    look("confirmed")
    assert CoSigning.objects.get(party__first_name="Pēteris").state == "confirmed"

    page.goto(link_of("Zane"))
    look("papers")
    page.click("text=Pievienot attēlu vai failu >> nth=0")
    look("paper")
    page.set_input_files("[name=papers]", {"name": "alga.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    page.click("#continue")
    expect(page.locator("[role=status]")).to_contain_text("Paldies")
    look("brought")
    page.goto("/lv/mani-pieteikumi/apliecinat/nekas/")
    look("over")
