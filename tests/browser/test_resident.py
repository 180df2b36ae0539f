"""A resident applies for home care for herself, on a phone screen, without JavaScript."""

import pytest
from playwright.sync_api import expect

from eservices.applications.models import Application
from tests.attachments.files import pdf
from tests.browser.conftest import PHONE
from tests.browser.filling import attach, continue_, expect_step, fill

pytestmark = pytest.mark.browser


def test_resident_for_herself_on_a_phone_without_javascript(office, open_browser, picture, axe):
    page = open_browser(PHONE, javascript=False)

    def look(name: str) -> None:
        picture(page, name)
        axe(page)

    page.goto("/lv/pakalpojumi/aprupe-majas/pieteikties/")
    look("start")
    page.click("#start-application")
    expect_step(page, "Vai ir droši Jums rakstīt vai zvanīt?")
    look("safe")

    continue_(page)
    expect(page).to_have_title(
        "Kļūda: Vai ir droši Jums rakstīt vai zvanīt? – Aprūpe mājās – Paraugnovada Sociālais dienests"
    )
    look("safe-error")
    fill(page, drosi_sazinaties="yes")
    continue_(page)

    fill(page, kas_iesniedz="self")
    look("for-whom")
    continue_(page)

    fill(page, klienta_vards="Anna", klienta_uzvards="Paraudziņa", klienta_dzimis=("31", "2", "1948"))
    fill(page, klienta_adrese={"": "Paraugu iela 5-2", "city": "Paraugpils", "postcode": "LV-0000"}, ir_deklarets="yes")
    continue_(page)
    expect(page.locator("#error-summary a")).to_have_attribute("href", "#id_klienta_dzimis-day")
    expect(page.locator("[name=klienta_vards]")).to_have_value("Anna")
    look("client-error")
    fill(page, klienta_dzimis=("27", "3", "1948"))
    continue_(page)

    fill(page, steidzami="no", aprupes_veids="permanent", kas_gruti=["shopping", "cleaning"], ipasums_nodots="no")
    fill(page, apraksts="Pēc slimības grūti tikt pa kāpnēm.")
    look("situation")
    continue_(page)

    fill(page, trucigs="poor")
    look("status")
    continue_(page)

    fill(page, dzivo_viens="yes", ir_apgadnieki="no")
    look("household")
    continue_(page)

    attach(page, "izzina", {"name": "ārsta izziņa.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    page.click("button[name=attach]")
    expect(page.locator(".d-file__name")).to_contain_text("ārsta izziņa.pdf")
    look("doctor-file")
    attach(page, "izzina", {"name": "virus.exe", "mimeType": "application/pdf", "buffer": b"MZ not a paper"})
    continue_(page)
    expect(page.locator("#error-summary")).to_be_visible()
    expect(page.locator(".d-file__name")).to_contain_text("ārsta izziņa.pdf")
    look("doctor-error")
    page.click("#continue")

    look("other-papers")
    continue_(page)
    fill(page, zinu_kanals="phone", talrunis="20 000 000")
    look("contact")
    continue_(page)

    expect_step(page, "Pārbaudiet atbildes")
    look("review")
    page.click("#submit-application button")

    expect_step(page, "Iesniegums saņemts")
    reference = page.inner_text("#reference").replace(" ", "")
    look("received")
    application = Application.objects.get()
    assert application.case.reference == reference
    assert application.case.client_name == "Anna Paraudziņa"
    assert application.files.get().document_code == "gp_home"
