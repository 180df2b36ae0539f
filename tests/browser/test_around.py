"""Public pages and the pages around the steps: each looked at by axe and at 320 pixels, without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from eservices.definitions.models import FormVersion
from eservices.journeys.models import Draft
from tests.browser.conftest import DESK
from tests.browser.filling import continue_, expect_step, fill

pytestmark = pytest.mark.browser
START = "/lv/pakalpojumi/aprupe-majas/pieteikties/sakt/"
# Kinds of page that `test_everyone` does not have.
PUBLIC = [
    "/lv/pakalpojumi/krizes-centrs/",
    "/lv/pabalsti/",
    "/lv/pakalpojumi/pabalsts-kurinama-iegadei/",
    "/lv/cenradis/?pakalpojums=",
    "/lv/cenradis/?pakalpojums=home_care&cena=home_care_1x&diena-day=31&diena-month=12&diena-year=2013",
    "/lv/pakalpojumi/aprupe-majas/?skaits-home_care_extra_hour=-1&bez-maksas=home_care_no_supporters&diena-day=x",
    "/lv/jaunumi/drosibas-poga-vieniem/",
    "/lv/privatums/",
]


def begun(page: Page) -> str:
    """Answer the first two steps and give the address of the third."""
    page.goto(START)
    fill(page, drosi_sazinaties="yes")
    continue_(page)
    fill(page, kas_iesniedz="self")
    continue_(page)
    return page.url


def search_by_keyboard(page: Page) -> None:
    """From the first Tab through the menu to the search field, type and press Enter."""
    page.goto("/lv/")
    for _tab in range(20):
        page.keyboard.press("Tab")
        if page.locator("#q:focus").count():
            break
    page.keyboard.type("aprupe majas")
    page.keyboard.press("Enter")
    expect(page.locator("main h2").first).to_have_text("Aprūpe mājās")


def test_public_pages_and_pages_around_the_steps(office, open_browser, picture, axe):
    page = open_browser(DESK, javascript=False)

    def look(name: str) -> None:
        picture(page, name)
        axe(page)

    for address in PUBLIC:
        page.goto(address)
        axe(page)
    search_by_keyboard(page)

    step = begun(page)

    # Enter goes on, though the first button on the page is a language.
    page.press("[name=klienta_vards]", "Enter")
    expect(page.locator("#error-summary")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "lv")
    page.goto(step)

    # Two tabs with the same page.
    other = page.context.new_page()
    other.goto(step)
    fill(page, klienta_vards="Anna", klienta_uzvards="Paraudziņa", klienta_dzimis=("27", "3", "1948"))
    fill(page, klienta_adrese={"": "Paraugu iela 5"}, ir_deklarets="yes")
    continue_(page)
    fill(other, klienta_vards="Antra", klienta_uzvards="Paraudziņa", klienta_dzimis=("27", "3", "1948"))
    fill(other, klienta_adrese={"": "Paraugu iela 5"}, ir_deklarets="yes")
    continue_(other)
    page, other = other, page
    expect_step(page, "Jūsu atbildēm ir divi varianti")
    look("two-versions")
    page.check("[name=use-klienta_vards][value=saved]")
    continue_(page)
    expect(page.locator(".d-journey")).to_contain_text("Anna Paraudziņa")

    # The language in the middle of a step: whole in Russian, and what was typed stays.
    fill(page, apraksts="Nevaru uziet pa kāpnēm")
    page.click("button[name=language][value=ru]")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("[name=apraksts]")).to_have_value("Nevaru uziet pa kāpnēm")
    look("russian")
    page.click("button[name=language][value=lv]")

    # Back later, by return code.
    page.click("#save-later")
    page.click("[name=give-code]")
    look("return-code")
    code = page.inner_text("#return-code")
    assert re.fullmatch(r"(\w{4} ){4}\w{4}", code)
    stranger = open_browser(DESK, javascript=False)
    stranger.goto(step)
    page, mine = stranger, page
    expect_step(page, "Šo iesniegumu šeit nevar atvērt")
    look("not-here")
    page.click("text=Turpināt ar atgriešanās kodu")
    continue_(page)
    look("resume-error")
    fill(page, code=code, birth_date=("27", "3", "1948"))
    continue_(page)
    expect(page.locator("[name=apraksts]")).to_have_value("Nevaru uziet pa kāpnēm")
    page = mine

    page.goto(START)
    expect_step(page, "Šis iesniegums jau ir iesākts")
    look("open-already")
    page.click("#continue-draft")
    page.goto(step.replace("/klients/", "/nav-tada-sola/"))
    look("no-step")

    page.goto(step)
    page.click("text=Dzēst visu")
    look("delete")
    FormVersion.objects.update(state=FormVersion.State.WITHDRAWN)
    page.goto(step.replace("/klients/", "/iesniegums/parbaudit/"))
    look("withdrawn")
    Draft.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    page.goto(step)
    look("expired")
    page.goto(START + "?no-jauna=1")
    look("not-offered")

    page.goto("/lv/mani-pieteikumi/")
    continue_(page)
    look("follow-error")
    page.click("text=Pazaudēju numuru")
    look("lost-number")
    fill(page, email="anna@piemers.lv")
    continue_(page)
    look("lost-number-sent")
