"""An old man who reads badly tells a registrar what he needs; she hands it in for him and gives him a paper."""

import pytest
from playwright.sync_api import Page, expect

from eservices.applications.models import Application
from eservices.cases.models import Status
from tests.browser.filling import continue_, expect_step, fill
from tests.documents.reading import text_of

pytestmark = pytest.mark.browser


def test_an_oral_application_is_written_down_read_aloud_and_registered(office, staff, open_browser, picture, axe):
    page = staff("lietvede")
    page.goto("/admin/inbox/")
    page.click("text=Ievadīt iesniegumu")
    page.wait_for_url("**/inbox/new/")
    page.wait_for_load_state()
    expect(page.locator("[data-filter]")).to_be_focused()
    page.keyboard.type("aprup")
    picture(page, "choosing")
    axe(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/new/aprupe-majas/")
    page.wait_for_load_state()
    expect(page.locator("[value=counter]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[value=oral]")).to_be_checked()
    picture(page, "how-it-came")
    axe(page)
    page.keyboard.press("Enter")

    expect_step(page, "Vai ir droši Jums rakstīt vai zvanīt?")
    expect(page.locator(".d-staff")).to_contain_text("mutvārdos")
    axe(page)
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect_step(page, "Kam vajadzīga aprūpe?")
    fill(page, kas_iesniedz="self")
    page.keyboard.press("Enter")
    expect(page.locator("[name=klienta_vards]")).to_be_focused()
    for typed in ("Alfrēds", "Paraugs"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    fill(page, klienta_dzimis=("1", "2", "1941"), klienta_adrese={"": "Paraugu iela 9"}, ir_deklarets="yes")
    page.keyboard.press("Enter")
    expect(page.locator(".d-staff")).to_contain_text("Klients: Alfrēds Paraugs")
    expect_step(page, "Kāda palīdzība vajadzīga?")
    # He does not know how long, nor whether the flat was given away: nothing stops her.
    fill(page, steidzami="no", apraksts="Vairs nevar aiziet līdz veikalam.")
    continue_(page)
    while "/iesniegums/" not in page.url:
        continue_(page)

    expect_step(page, "Pārbaudīt un nodot")
    expect(page.locator("#left-out")).to_contain_text("Uz cik ilgu laiku vajadzīga aprūpe?")
    picture(page, "check")
    axe(page)
    page.click("#read-aloud")
    expect(page.locator("#aloud")).to_contain_text("Vairs nevar aiziet līdz veikalam.")
    picture(page, "read-aloud")
    axe(page)
    page.click("text=Nolasīts: turpināt")
    page.fill("[name=incomplete_reason]", "Neatceras")
    page.check("[value=read_aloud]")
    page.fill("[name=reason]", "Vāji redz")
    page.select_option("[name=witness]", label="Austra Paraugeze")
    page.click("#hand-in-register")

    expect_step(page, "Iesniegums nodots")
    picture(page, "handed-in")
    axe(page)
    reference = page.inner_text("#reference")
    application = Application.objects.get()
    case = application.case
    assert (case.status, application.channel, application.entered_by.username) == (
        Status.REGISTERED,
        "oral",
        "lietvede",
    )
    assert (application.authenticity, str(application.authenticity_witness)) == ("read_aloud", "Austra Paraugeze")
    assert page.inner_text("#register-number") == case.register_number
    expect(page.locator("#due-date")).to_have_attribute("datetime", case.due_on.isoformat())
    receipt = text_of(opened(page, page.get_attribute("#receipt", "href")))
    assert reference in receipt
    assert "Vairs nevar aiziet līdz veikalam." in receipt

    page.click("#case")
    expect(page.locator(".inbox-facts")).to_contain_text("mutvārdos")
    expect(page.locator(".inbox-facts")).to_contain_text("Ievadīja")
    expect(page.locator(".inbox-authenticity")).to_contain_text("Vāji redz")
    picture(page, "case")
    elsewhere = open_browser({"width": 360, "height": 740})
    elsewhere.goto(f"/lv/pakalpojumi/aprupe-majas/pieteikties/{application.submission_key}/iesniegums/nodots/")
    expect_step(elsewhere, "Šo iesniegumu šeit nevar atvērt")


def opened(page: Page, address: str | None) -> bytes:
    """What the page would open in its reader."""
    answer = page.request.get(f"{page.url.split('/lv/')[0]}{address}")
    assert answer.ok
    return answer.body()
