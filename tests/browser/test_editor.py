"""A new editor makes an e-service from nothing, by its words alone, and publishes it."""

import pytest
from playwright.sync_api import Page, expect

from eservices.definitions.models import EServicePage
from eservices.definitions.versions import live_version
from pages.models import ServicePage

pytestmark = pytest.mark.browser

OWN_ADD_BUTTON = """name => {
  const stream = document.getElementsByName(name + "-count")[0].parentElement;
  const own = [...stream.querySelectorAll(".c-sf-add-button")].filter((button) => {
    const child = button.closest("[data-streamfield-child]");
    return !child || !stream.contains(child) || child === stream;
  });
  own.at(-1).click();
}"""


def add(page: Page, stream: str, kind: str = "") -> str:
    """Add a block at the end of a stream; give the start of its fields' names."""
    count = page.locator(f'[name="{stream}-count"]')
    before = int(count.input_value())
    page.evaluate(OWN_ADD_BUTTON, stream)
    if kind:
        page.locator("[role=option]:visible", has_text=kind).first.click()
    expect(count).to_have_value(str(before + 1))
    return f"{stream}-{before}-value"


def write(page: Page, name: str, text: str) -> None:
    page.locator(f'[name="{name}"]').fill(text)


def step(page: Page, title: str) -> str:
    name = add(page, "steps")
    write(page, f"{name}-title", title)
    return name


def ask(page: Page, place: str, kind: str, label: str) -> str:
    name = add(page, f"{place}-items", kind)
    write(page, f"{name}-label", label)
    return name


def build(page: Page) -> None:
    """Five steps: a group in the third, a document that depends on an answer in the fourth."""
    ask(page, step(page, "Drošība"), "Jā vai nē", "Vai ir droši Jums rakstīt?")
    about = step(page, "Par Jums")
    name = ask(page, about, "Īss teksts", "Vārds")
    page.locator(f'[name="{name}-role"]').select_option(label="klients: vārds")
    family = ask(page, step(page, "Ģimene"), "Atkārtojama grupa", "Kas dzīvo kopā ar Jums?")
    write(page, f"{family}-row", "Cilvēks")
    write(page, f"{family}-add", "Pievienot cilvēku")
    ask(page, family, "Īss teksts", "Kā šo cilvēku sauc?")
    papers = step(page, "Dokumenti")
    ask(page, papers, "Jā vai nē", "Vai Jums ir ārsta atzinums?")
    slot = ask(page, papers, "Dokuments", "Ārsta atzinums")
    page.locator(f'[name="{slot}-document"]').select_option(index=1)
    test = add(page, f"{slot}-when", "Atbilde")
    write(page, f"{test}-answer", "Vai Jums ir ārsta atzinums?")
    write(page, f"{test}-value", "yes")
    ask(page, step(page, "Apliecinājums"), "Apliecinājums", "Apliecinu, ka ziņas ir patiesas")


def test_a_new_editor_makes_and_publishes_a_form_of_five_steps(office, staff, picture):
    service = ServicePage.objects.filter(locale__language_code="lv", slug="atelpas-bridis").get()
    page = staff("redaktore")
    page.goto(f"/admin/pages/add/definitions/eservicepage/{service.pk}/")
    page.fill("#id_title", "Pieteikties atelpas brīdim")
    page.get_by_role("tab", name="Jautājumi").click()
    build(page)
    # The draft saves itself; the check and the keys come without a reload.
    expect(page.get_by_text("Kļūdu nav: veidlapu var publicēt")).to_be_visible(timeout=30_000)
    key = page.locator('[name="steps-3-value-items-1-value-key"]')
    expect(key).to_have_attribute("placeholder", "arsta_atzinums", timeout=30_000)
    picture(page, "check")
    page.evaluate("document.querySelector('button[name=action-publish]').click()")
    expect(page.get_by_text("ir publicēta")).to_be_visible(timeout=30_000)
    made = EServicePage.objects.get(title="Pieteikties atelpas brīdim")
    schema = live_version(made.key).schema
    assert [one["key"] for one in schema["steps"]] == ["drosiba", "par-jums", "gimene", "dokumenti", "apliecinajums"]
    slot = schema["steps"][3]["items"][1]
    assert slot["when"] == {"answer": "vai_jums_ir_arsta_atzinums", "is": "yes"}
    assert schema["service"]["code"] == service.service.code
    page.goto(f"/admin/pages/{made.pk}/edit/")
    page.get_by_role("tab", name="Jautājumi").click()
    expect(page.locator('[name="steps-0-value-key"]')).to_have_js_property("readOnly", True, timeout=30_000)
