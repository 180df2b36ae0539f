"""On paper: what the person came for is there, what only helps on a screen is not, and addresses can be typed off."""

import pytest
from playwright.sync_api import Page, expect

from eservices.catalogue.models import Regulation
from tests.browser.conftest import DESK
from tests.browser.filling import continue_, fill

pytestmark = pytest.mark.browser

HOME_CARE = "/lv/pakalpojumi/aprupe-majas/"
# A4 without its margins, at 96 pixels to the inch.
PAPER = {"width": 672, "height": 986}
ADDRESS_SHOWN = "link => getComputedStyle(link, '::after').content"


@pytest.fixture
def on_paper(open_browser, picture):
    """Open an address as it is printed: ``on_paper(address)``."""

    def look(address: str) -> Page:
        page = open_browser(DESK)
        page.goto(address)
        return printed(page, picture)

    return look


def printed(page: Page, picture) -> Page:
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    picture(page, "printed")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PAPER["width"], f"{page.url} is {width} px wide on paper"
    return page


def test_a_service_is_printed_whole_without_what_only_a_screen_can_do(office, on_paper):
    page = on_paper(HOME_CARE)
    for shown in ("#documents", "#fee", "#steps", "#contact", "h1", ".d-promise", ".d-printed-address"):
        expect(page.locator(shown).first).to_be_visible()
    hidden = ".d-crisis, .d-nav, .d-languages, .d-asked, .d-reckon, .d-door, .govuk-button, .govuk-breadcrumbs"
    for each in page.locator(f"{hidden}, #pre-check, #prepare").all():
        expect(each).to_be_hidden()
    for folded in page.locator("details li").all():
        expect(folded).to_be_visible()
    expect(page.locator(".d-printed-address")).to_have_text(HOME_CARE)


def test_a_calculation_asked_for_is_printed_without_its_questions(office, on_paper):
    page = on_paper(f"{HOME_CARE}?cena=home_care_2x_a&diena-day=&diena-month=&diena-year=")
    expect(page.locator("#price")).to_be_visible()
    expect(page.locator(".d-price__total")).to_be_visible()
    expect(page.locator(".d-reckon")).to_be_hidden()


def test_addresses_elsewhere_are_printed_and_halves_of_ours_are_not(office, on_paper):
    law = Regulation.objects.first()
    law.url = "https://likumi.example/socialais-darbs"
    law.save()
    page = on_paper("/lv/normativie-akti/")
    elsewhere = page.locator("main a[href^=http]").first
    assert law.url in elsewhere.evaluate(ADDRESS_SHOWN)
    ours = page.locator('main a[href^="/"]')
    assert ours.count() > 10
    assert {link.evaluate(ADDRESS_SHOWN) for link in ours.all()[:10]} == {"none"}


def test_every_place_stands_in_a_few_lines(office, on_paper):
    page = on_paper("/lv/kontakti/")
    heights = [place.bounding_box()["height"] for place in page.locator(".d-place").all()]
    assert len(heights) > 10
    assert max(heights) < PAPER["height"] / 2


def test_an_answer_of_the_pre_check_is_printed_with_the_phone_and_the_answers(office, open_browser, picture):
    page = open_browser(DESK)
    page.goto(f"{HOME_CARE}vai-man-pienakas/")
    answers = {"kur_dzivo_tagad": "declared", "tiek_gala": "always", "dzivo_viens": "yes", "nakti_viens": "no"}
    for key, value in (answers | {"ipasums_nodots": "no"}).items():
        fill(page, **{key: value})
        continue_(page)
    expect(page.locator("#said-1")).to_be_visible()
    printed(page, picture)
    for shown in ("#said-1", ".d-promise", "#contact ~ p .d-phone", "#answers ~ form dd", ".d-printed-address"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in page.locator("button, #start-again, .d-crisis").all():
        expect(hidden).to_be_hidden()


def test_an_easy_page_keeps_its_pictures_and_its_phone(office, on_paper):
    page = on_paper("/lv/pakalpojumi/pabalsts-krizes-situacija/viegli-lasit/")
    for call in page.locator(".d-easy__call").all():
        expect(call).to_be_visible()
    assert page.locator(".d-easy__part svg:visible").count() > 3
    expect(page.locator("#apply")).to_be_hidden()
