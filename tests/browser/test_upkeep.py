"""An editor changes a price from 1 January, without a developer, and on that day every place follows."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from eservices.catalogue.models import Fee
from pages.models import ContentPage
from portal.remembering import forget
from tests.browser.conftest import DESK

pytestmark = pytest.mark.browser
HOME_CARE = "/lv/pakalpojumi/aprupe-majas/"
NEW_YEARS_DAY = datetime(2027, 1, 1, 9, tzinfo=UTC)

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0cm}</style></head><body>
<!--StartFragment--><p class="MsoNormal" style="mso-margin-top-alt:auto"><b><span style="font-size:14.0pt">Virsraksts</span></b><o:p></o:p></p>
<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="font-family:Symbol">·<span>&nbsp;&nbsp; </span></span>Pase\u00ad</p>
<p class="MsoNormal">Aprūpe&nbsp;mājās ir <i>bez</i> maksas.<o:p>&nbsp;</o:p></p><table><tr><td>Viens</td><td>Divi</td></tr></table>
<!--EndFragment--></body></html>"""

PASTE = """([selector, html]) => {
  const box = document.querySelector(selector);
  box.focus();
  const carried = new DataTransfer();
  carried.setData("text/html", html);
  carried.setData("text/plain", "Virsraksts");
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
}"""


def price(page: Page) -> str:
    page.wait_for_load_state()
    return page.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " ")


def test_a_price_from_new_year(office, staff, open_browser, picture, axe, monkeypatch):
    page = staff("redaktore")
    page.goto("/admin/snippets/catalogue/fee/?q=home_care_1x")
    page.get_by_role("link", name="Vienu reizi nedēļā").first.click()
    expect(page.locator("[name=amount]")).to_have_value("28,46")
    page.get_by_role("link", name="Jauna summa no noteiktas dienas").first.click()
    page.locator("[name=amount]").press_sequentially("32,10")
    page.locator("[name=valid_from]").press_sequentially("01.01.2027")
    page.locator("[name=valid_from]").press("Tab")
    page.get_by_role("button", name="Saglabāt").click()
    expect(page.get_by_role("heading", name="Kas mainīsies")).to_be_visible()
    picture(page, "kas-mainisies")
    told = price(page)
    for words in ("no 01.01.2014 līdz 31.12.2026", "32,10 €", "Cenrādis", "Aprūpe mājās", "aprēķins"):
        assert words in told
    assert not Fee.objects.filter(amount="32.10").exists()
    page.get_by_role("button", name="Apstiprināt").click()
    expect(page.get_by_text("jaunā summa ir spēkā no 01.01.2027")).to_be_visible()

    resident = open_browser(DESK)
    resident.goto(HOME_CARE)
    assert "28,46 €" in price(resident)
    assert "32,10 €" not in price(resident)
    resident.goto(f"{HOME_CARE}?cena=home_care_1x&diena-day=1&diena-month=1&diena-year=2027")
    assert "Jūs maksātu: 32,10 € mēnesī" in price(resident)

    monkeypatch.setattr("django.utils.timezone.now", lambda: NEW_YEARS_DAY)
    forget()
    resident.goto(HOME_CARE)
    assert "32,10 €" in price(resident)
    resident.goto("/lv/cenradis/")
    now = price(resident).partition("Arhīvs")[0]
    assert "32,10 €" in now
    assert "28,46 €" not in now
    resident.locator("summary", has_text="31.12.2026").click()
    assert "28,46 €" in price(resident)
    resident.goto("/en/pakalpojumi/aprupe-majas/")
    assert "32.10" in price(resident)
    resident.goto("/lv/meklet/?q=aprūpe mājās")
    expect(resident.get_by_role("link", name="Aprūpe mājās", exact=True).first).to_be_visible()
    assert "28,46" not in price(resident)
    axe(resident)


def test_a_text_pasted_from_word_and_the_advice_below(office, staff, picture):
    note = ContentPage.objects.get(slug="privatums", locale__language_code="lv")
    note.body = [("text", "<p></p>")]
    note.save_revision().publish()
    page = staff("redaktore")
    page.goto(f"/admin/pages/{note.pk}/edit/")
    page.locator(".public-DraftEditor-content").first.click()
    page.evaluate(PASTE, [".public-DraftEditor-content", WORD])
    # The editor hands its text to the form a moment later.
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile("Virsraksts"))
    page.locator("[name=summary]").fill("Saskaņā\N{NO-BREAK SPACE}ar noteikumiem.\u200b")
    page.get_by_role("button", name="Saglabāt melnrakstu").first.click()
    expect(page.locator("[data-durvis-live-address-value*=advice]")).to_contain_text("vienkāršāk", timeout=30_000)
    picture(page, "padomi")
    draft = ContentPage.objects.get(pk=note.pk).get_latest_revision_as_object()
    assert draft.summary == "Saskaņā ar noteikumiem."
    source = draft.body[0].value.source
    for gone in ("mso", "style=", "&nbsp;", "\N{NO-BREAK SPACE}", "\u00ad", "·", "<o:p", "<i", "<table"):
        assert gone not in source, source
    for kept in ("<b>Virsraksts</b>", "Pase", "Aprūpe mājās ir bez maksas.", "Viens"):
        assert kept in source, source
