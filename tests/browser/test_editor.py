"""A new editor makes an e-service from nothing, by its words alone; it is translated, filled in, registered and changed."""

import polib
import pytest
from playwright.sync_api import Page, expect
from wagtail.models import Locale
from wagtail_localize.models import Translation

from eservices.applications.models import Application
from eservices.definitions.models import EServicePage
from eservices.definitions.versions import live_version, texts_for
from pages.models import ServicePage
from tests.attachments.files import pdf
from tests.browser.conftest import PHONE
from tests.browser.filling import attach, continue_, expect_step, fill

pytestmark = pytest.mark.browser
SLUG = "atelpas-bridis"

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
    for _click in range(3):
        page.evaluate(OWN_ADD_BUTTON, stream)
        if kind:
            page.locator("[role=option]:visible", has_text=kind).first.click()
        # The list of kinds opens moving, and on a busy machine a click meets it half-way: then one clicks again.
        try:
            expect(count).to_have_value(str(before + 1), timeout=4_000)
            break
        except AssertionError:
            page.keyboard.press("Escape")
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


def publish(page: Page) -> None:
    page.evaluate("document.querySelector('button[name=action-publish]').click()")
    expect(page.get_by_text("ir publicēta")).to_be_visible(timeout=30_000)


def translate(page: Page, made: EServicePage) -> None:
    """Hand the page over to be translated into Russian, take the sentences out as a file, bring it back, publish."""
    russian = Locale.objects.get(language_code="ru")
    page.goto(f"/admin/localize/submit/page/{made.pk}/")
    page.check(f'[name=locales][value="{russian.pk}"]')
    page.click("main form [type=submit]")
    page.wait_for_url("**/edit/**")
    file = f"/admin/localize/translate/{Translation.objects.get().pk}/pofile/"
    sentences = polib.pofile(page.request.get(f"{file}download/").text())
    for sentence in sentences:
        sentence.msgstr = f"RU {sentence.msgid}"
    upload = {"name": "ru.po", "mimeType": "text/x-gettext-translation", "buffer": str(sentences).encode()}
    token = next(each["value"] for each in page.context.cookies() if each["name"] == "csrftoken")
    back = page.url
    sent = {"file": upload, "csrfmiddlewaretoken": token, "next": back}
    assert page.request.post(f"{file}upload/", multipart=sent, headers={"Referer": back}).ok
    page.goto(back)
    page.locator("button[name=action][value=publish]").first.evaluate("button => button.click()")
    expect(page.get_by_text("RU Pieteikties").first).to_be_visible()
    page.wait_for_load_state()
    assert texts_for(live_version(made.key), "ru")[1] == "ru"


def apply(page: Page, schema: dict, picture) -> Application:
    """Fill the form in in Russian, on a phone, and hand it in."""
    safe, name, family, has_paper, paper, truth = (item for step in schema["steps"] for item in step["items"])
    page.goto(f"/ru/pakalpojumi/{SLUG}/pieteikties/")
    expect_step(page, "RU Pieteikties atelpas brīdim")
    page.click("#start-application")
    expect_step(page, "RU Drošība")
    fill(page, **{safe["key"]: "yes"})
    continue_(page)
    fill(page, **{name["key"]: "Anna"})
    continue_(page)
    expect_step(page, "RU Ģimene")
    if not page.locator(f"[name='{family['key']}-0-{family['items'][0]['key']}']").count():
        page.click(f"button[name='add-{family['key']}'], button[name='add'][value='{family['key']}']")
    fill(page, **{f"{family['key']}-0-{family['items'][0]['key']}": "Jānis Paraudziņš"})
    picture(page, "group")
    continue_(page)
    slot = page.locator(f"input[type=file][name='{paper['key']}']")
    expect(slot).not_to_be_visible()
    fill(page, **{has_paper["key"]: "yes"})
    continue_(page)
    expect(slot).to_be_visible()
    attach(page, paper["key"], {"name": "atzinums.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    # It is sent at once, and the page comes back with it.
    expect(page.locator(".d-file__name")).to_contain_text("atzinums.pdf")
    picture(page, "paper")
    continue_(page)
    expect_step(page, "RU Apliecinājums")
    page.check(f"[name='{truth['key']}']")
    continue_(page)
    picture(page, "review")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.click("#submit-application button")
    expect(page.locator("#reference")).to_be_visible()
    return Application.objects.get()


def seen(page: Page, application: Application) -> list[str]:
    """What the head of office reads of the application, and the form it was filled in on."""
    page.goto(f"/admin/inbox/{application.case_id}/")
    answers = page.locator(".inbox-answers").all_inner_texts()
    texts = []
    for step in application.form_version.schema["steps"]:
        page.goto(f"/admin/e-services/versions/{application.form_version_id}/?step={step['key']}")
        texts.append(page.locator("main").inner_text())
    assert answers
    return [*answers, *texts]


def test_a_new_editor_takes_a_form_from_nothing_to_an_application_and_on(office, staff, open_browser, picture):
    service = ServicePage.objects.filter(locale__language_code="lv", slug=SLUG).get()
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
    publish(page)
    made = EServicePage.objects.get(title="Pieteikties atelpas brīdim")
    schema = live_version(made.key).schema
    assert [one["key"] for one in schema["steps"]] == ["drosiba", "par-jums", "gimene", "dokumenti", "apliecinajums"]
    slot = schema["steps"][3]["items"][1]
    assert slot["when"] == {"answer": "vai_jums_ir_arsta_atzinums", "is": "yes"}
    assert schema["service"]["code"] == service.service.code
    page.goto(f"/admin/pages/{made.pk}/edit/")
    page.get_by_role("tab", name="Jautājumi").click()
    expect(page.locator('[name="steps-0-value-key"]')).to_have_js_property("readOnly", True, timeout=30_000)
    translate(page, made)

    application = apply(open_browser(PHONE), schema, picture)
    assert (application.language, application.files.count()) == ("ru", 1)
    registrar = staff("lietvede")
    registrar.goto(f"/admin/inbox/{application.case_id}/")
    registrar.click("#register-application button")
    expect(registrar.locator("#register-number")).to_be_visible()

    head = staff("vaditaja")
    before = seen(head, application)
    page.goto(f"/admin/pages/{made.pk}/edit/")
    page.get_by_role("tab", name="Jautājumi").click()
    write(page, "steps-1-value-title", "Ziņas par Jums")
    publish(page)
    assert live_version(made.key).number == 2
    page.goto(f"/admin/e-services/{made.key}/versions/")
    expect(page.locator("main")).to_contain_text("„Par Jums” → „Ziņas par Jums”")
    assert seen(head, application) == before
    assert any("Vārds" in text for text in before)
