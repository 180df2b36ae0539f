"""Before applying: what do I bring, am I entitled. Nobody has to say who they are, and nothing is kept."""

import pytest
from playwright.sync_api import Page, expect

from eservices.journeys.models import Draft
from tests.browser.conftest import DESK, PHONE
from tests.browser.filling import continue_, expect_step, fill

pytestmark = pytest.mark.browser


def test_old_woman_on_a_phone_sees_what_to_bring_and_begins(office, open_browser, picture, axe):
    page = open_browser(PHONE, javascript=False)

    def look(name: str) -> None:
        picture(page, name)
        axe(page)

    page.goto("/lv/pakalpojumi/aprupe-majas/")
    page.click("#prepare")
    expect_step(page, "Kam Jūs piesakāt aprūpi?")
    look("first-question")
    continue_(page)
    expect(page.locator("#error-summary a")).to_be_visible()
    look("question-error")
    fill(page, kas_iesniedz="self")
    continue_(page)
    fill(page, trucigs="poor")
    look("second-question")
    continue_(page)
    fill(page, ir_apgadnieki="no")
    continue_(page)
    expect_step(page, "Kas jāsagatavo")
    look("list")
    expect(page.locator("#bring ~ ul h3")).to_have_text(["Ģimenes ārsta izziņa aprūpei mājās"])
    page.click("button[name=goto][value=ir_apgadnieki]")
    fill(page, ir_apgadnieki="yes")
    look("change")
    continue_(page)
    expect(page.locator("#bring ~ ul h3")).to_have_count(2)
    assert page.context.cookies() == []
    page.click("#begin-with-answers")
    expect_step(page, "Vai ir droši Jums rakstīt vai zvanīt?")
    fill(page, drosi_sazinaties="yes")
    continue_(page)
    expect(page.locator("[name=kas_iesniedz][value=self]")).to_be_checked()
    assert Draft.objects.get().content["answers"]["ir_apgadnieki"] == "yes"


def test_daughter_abroad_prints_the_list_in_english(office, open_browser, picture, axe):
    page = open_browser(DESK)
    page.goto("/en/pakalpojumi/aprupe-majas/pieteikties/kas-jasagatavo/")
    fill(page, kas_iesniedz="authorised")
    continue_(page)
    fill(page, trucigs="no")
    continue_(page)
    fill(page, ir_apgadnieki="yes")
    continue_(page)
    axe(page)
    expect(page.locator("[data-print]")).to_be_visible()
    page.click("summary")
    page.fill("[name=email]", "daughter")
    page.click("[name=mail]")
    expect(page.locator("#error-summary a")).to_be_visible()
    axe(page)
    page.wait_for_load_state()
    page.emulate_media(media="print")
    picture(page, "printed")
    printed = page.locator(".d-only-print").all_inner_texts()
    assert "Home care" in printed[0]
    assert "/en/pakalpojumi/aprupe-majas/pieteikties/kas-jasagatavo/" in printed[-1]
    for hidden in ("#begin", "#mail", ".d-journey", "[data-print]"):
        expect(page.locator(hidden)).to_be_hidden()
    _fits(page)


def test_old_woman_finds_help_for_heating_costs(office, open_browser, picture, axe):
    page = open_browser(PHONE, javascript=False)

    def look(name: str) -> None:
        picture(page, name)
        axe(page)

    page.goto("/lv/")
    page.click("#pre-check")
    look("first")
    fill(page, kam_palidziba="me")
    continue_(page)
    continue_(page)
    expect(page.locator("#error-summary a")).to_be_visible()
    look("error")
    fill(page, kas_gruti_tagad=["housing"])
    continue_(page)
    fill(page, vecuma_grupa="senior")
    continue_(page)
    fill(page, invaliditate="no")
    continue_(page)
    fill(page, dzivo_viens="yes")
    continue_(page)
    look("income")
    fill(page, ienakumi_uz_cilveku="240")
    continue_(page)
    expect(page.locator("h2#said-1")).to_have_text("Pabalsts apkurei")
    expect(page.locator("main")).to_contain_text("35 €")
    look("said")
    assert page.context.cookies() == []
    page.click("text=pārbaudīt sīkāk >> nth=0")
    expect_step(page, "Vai Jūs maksājat par īri, apkuri, ūdeni vai elektrību?")
    look("closer")


def test_pre_check_of_home_care_leads_into_the_form(office, open_browser, picture, axe):
    page = open_browser(DESK)
    page.goto("/lv/pakalpojumi/aprupe-majas/")
    page.click("#pre-check")
    answers = {"kur_dzivo_tagad": "declared", "tiek_gala": "always", "dzivo_viens": "yes", "nakti_viens": "no"}
    for key, value in (answers | {"ipasums_nodots": "no"}).items():
        fill(page, **{key: value})
        axe(page)
        continue_(page)
    expect(page.locator("h2#said-1")).to_have_text("Aprūpe mājās")
    picture(page, "said")
    axe(page)
    page.click("#prepare")
    for key, value in {"kas_iesniedz": "self", "trucigs": "poor", "ir_apgadnieki": "no"}.items():
        fill(page, **{key: value})
        continue_(page)
    page.click("#begin-with-answers")
    expect_step(page, "Vai ir droši Jums rakstīt vai zvanīt?")
    assert Draft.objects.get().content["answers"]["dzivo_viens"] == "yes"


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
