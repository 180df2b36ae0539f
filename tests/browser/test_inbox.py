"""The registrar's morning in a real browser: by keyboard, beside a colleague, and without scripts."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from eservices.cases.models import Case, Status
from eservices.registration.models import RegisteredDocument
from portal.people.roles import sync_groups
from tests.applications.making import submitted
from tests.browser.conftest import DESK, PHONE
from tests.cases import making
from tests.registration.making import journal

pytestmark = pytest.mark.browser
PEOPLE = [("Anna", "Paraudziņa"), ("Žanis", "Kļaviņš"), ("Ērika", "Šķēle")]


@pytest.fixture
def registry(as_migrated, settings) -> list[Case]:
    """An office with a registrar, a colleague and three applications that wait."""
    settings.PUBLIC_URL = ""
    sync_groups()
    journal()
    for name in ("lietvede", "kolege"):
        making.registrar(name)
    return [submitted(answers={"first_name": first, "last_name": last}).application.case for first, last in PEOPLE]


@pytest.fixture
def at_work(open_browser) -> Callable[..., Page]:
    """A member of staff logged in, in front of the list."""

    def log_in(name: str, viewport: dict = DESK, **how) -> Page:
        page = open_browser(viewport, **how)
        page.goto("/admin/inbox/")
        page.fill("[name=login]", name)
        page.fill("[name=password]", "x")
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-inbox]")
        page.wait_for_load_state()
        return page

    return log_in


def test_three_applications_and_a_paper_letter_by_keyboard(registry, at_work, picture, axe):
    page = at_work("lietvede")
    expect(page.locator("[data-inbox-open]")).to_have_count(3)
    picture(page, "list")
    axe(page)
    page.keyboard.press("j")
    expect(page.locator("[data-inbox-case]")).to_contain_text("Anna Paraudziņa")
    expect(page.locator("[data-inbox-case]")).to_contain_text("Grūti staigāt pa kāpnēm.")
    picture(page, "preview")
    axe(page)
    page.keyboard.press("j")
    expect(page.locator("[data-inbox-case]")).to_contain_text("Žanis Kļaviņš")
    page.keyboard.press("k")
    expect(page.locator("[data-inbox-case]")).to_contain_text("Anna Paraudziņa")
    for number, (first, last) in enumerate(PEOPLE, start=1):
        expect(page.locator("[data-inbox-case]")).to_contain_text(f"{first} {last}")
        page.keyboard.press("Enter")
        expect(page.locator(".inbox-done")).to_contain_text(f"/{number}")
        picture(page, f"registered-{number}")
    expect(page.locator(".inbox__nothing")).to_be_visible()
    assert Case.objects.filter(status=Status.REGISTERED).count() == 3
    enter_letter(page)
    picture(page, "letter-registered")
    axe(page)
    numbers = RegisteredDocument.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4]


def enter_letter(page: Page) -> None:
    """Type what stands on a letter, with Tab and Enter alone but for choosing the scan."""
    page.goto("/admin/inbox/letter/")
    page.focus("[name=sender]")
    page.keyboard.type("Jānis Ozols")
    scan = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(scan, "JPEG")
    page.set_input_files("[name=scans]", {"name": "vēstule.jpg", "mimeType": "image/jpeg", "buffer": scan.getvalue()})
    page.focus("[name=client_first_name]")
    page.keyboard.type("Jānis")
    page.keyboard.press("Tab")
    page.keyboard.type("Ozols")
    page.select_option("[name=unit]", index=1)
    page.focus("button[name=register]")
    page.keyboard.press("Enter")
    expect(page.locator("#register-number")).to_contain_text("/4")


def test_a_slip_is_undone_from_the_list(registry, at_work, picture):
    page = at_work("lietvede")
    page.keyboard.press("j")
    expect(page.locator("[data-inbox-case]")).to_contain_text("Anna Paraudziņa")
    page.keyboard.press("Enter")
    expect(page.locator(".inbox-done")).to_be_visible()
    page.click(".inbox-done button")
    expect(page.locator(".inbox-documents__annulled")).to_be_visible()
    picture(page, "undone")
    assert registry[0].documents.get().annulled_at
    assert Case.objects.get(pk=registry[0].pk).status == Status.RECEIVED


def test_two_registrars_at_the_same_moment(registry, at_work, picture):
    pages = [at_work("lietvede"), at_work("kolege")]
    for page in pages:
        page.goto(f"/admin/inbox/{registry[0].pk}/")
    for page in pages:
        page.evaluate("setTimeout(() => document.querySelector('#register-application').requestSubmit(), 50)")
    for page in pages:
        expect(page.locator("#register-number, [role=alert]").first).to_be_visible()
        page.wait_for_load_state()
    told = [page.locator(".inbox-note[role=alert]").count() for page in pages]
    assert sorted(told) == [0, 1]
    late = pages[told.index(1)]
    expect(late.locator(".inbox-note[role=alert]")).to_contain_text("/1, ")
    picture(late, "too-late")
    assert RegisteredDocument.objects.count() == 1
    late.get_by_role("link", name="Nākamais").click()
    expect(late.locator("#register-application")).to_be_visible()


def test_all_of_it_works_without_scripts_and_on_a_phone(registry, at_work, picture, axe):
    page = at_work("lietvede", PHONE, javascript=False)
    picture(page, "list")
    page.get_by_role("link", name="Anna Paraudziņa").click()
    expect(page.locator("[data-inbox-case]")).to_contain_text("Grūti staigāt")
    picture(page, "preview")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.click("#register-application button")
    expect(page.locator(".inbox-done")).to_contain_text("/1")
    expect(page.locator("[data-inbox-case]")).to_contain_text("Žanis Kļaviņš")
    page.goto(f"/admin/inbox/{registry[1].pk}/")
    picture(page, "case")
    axe(page)
