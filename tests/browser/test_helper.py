"""A daughter helps her mother apply, is interrupted, goes on elsewhere; the mother signs at the counter."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from eservices.applications.models import Application
from portal.due_work.working import work_once
from tests.attachments.files import pdf, photo
from tests.browser.conftest import DESK, PHONE
from tests.browser.filling import attach, continue_, expect_step, fill, press

pytestmark = pytest.mark.browser


def test_daughter_helps_is_interrupted_and_the_mother_signs_at_the_counter(office, open_browser, staff, picture, axe):
    def look(page: Page, name: str) -> None:
        picture(page, name)
        axe(page)

    library = open_browser(DESK)
    library.goto("/lv/pakalpojumi/aprupe-majas/pieteikties/")
    press(library, "#start-application")
    fill(library, drosi_sazinaties="careful")
    continue_(library)
    expect(library.locator("#appeared")).to_be_visible()
    look(library, "a-question-appears")
    fill(library, drosi_sazinaties="yes")
    continue_(library)

    fill(library, kas_iesniedz="self_helped")
    continue_(library)
    look(library, "relative-is-no-representative")
    continue_(library)

    fill(library, klienta_vards="Anna", klienta_uzvards="Paraudziņa", klienta_dzimis=("27", "3", "1948"))
    fill(library, klienta_adrese={"": "Paraugu iela 5-2", "city": "Paraugpils"}, ir_deklarets="yes")
    continue_(library)
    fill(library, paliga_vards="Ilze", paliga_uzvards="Paraudziņa", paliga_saistiba="child")
    look(library, "helper")
    continue_(library)
    expect(library.locator(".d-journey")).to_contain_text("Klients: Anna Paraudziņa")
    expect(library.locator(".d-journey")).to_contain_text("Ilze Paraudziņa")

    # Interrupted in the middle of a page: what is typed stays, though it is not whole.
    fill(library, steidzami="no", apraksts="Mamma pēc lūzuma nevar pati")
    press(library, "#save-later")
    expect_step(library, "Jūsu iesniegums ir saglabāts")
    look(library, "saved")
    library.fill("#mail-link [name=email]", "ilze@piemers.lv")
    press(library, "[name=mail-link]")
    look(library, "link-sent")
    library.click("text=Beigt darbu šajā datorā")
    look(library, "leave")
    press(library, "#leave button")
    expect_step(library, "Šajā datorā nekas nav palicis")
    look(library, "left")
    library.go_back()
    library.reload()
    expect(library.locator("main")).not_to_contain_text("Anna")

    work_once()
    letter = mail.outbox[-1]
    assert letter.to == ["ilze@piemers.lv"]
    assert "prūp" not in letter.subject + letter.body
    assert "Anna" not in letter.subject + letter.body
    link = re.search(r"/lv/mani-pieteikumi/turpinat/\S+", letter.body).group()

    phone = open_browser(PHONE)
    phone.goto(link)
    expect_step(phone, "Turpināt iesākto iesniegumu")
    look(phone, "link")
    continue_(phone)
    expect_step(phone, "Kāda palīdzība vajadzīga?")
    expect(phone.locator("[name=apraksts]")).to_have_value("Mamma pēc lūzuma nevar pati")
    expect(phone.locator("[name=steidzami][value=no]")).to_be_checked()
    fill(
        phone, apraksts="Mamma pēc lūzuma nevar pati aiziet uz veikalu.", aprupes_veids="temporary", ipasums_nodots="no"
    )
    continue_(phone)
    fill(phone, pagaidu_iemesls="illness")
    continue_(phone)

    fill(phone, trucigs="no")
    continue_(phone)
    fill(phone, dzivo_viens="yes", ir_apgadnieki="yes")
    continue_(phone)
    look(phone, "supporters-appear")
    if not phone.locator("[name='apgadnieki-0-apg_radnieciba']").count():
        phone.click("[name=add-apgadnieki]")
    fill(
        phone,
        **{"apgadnieki-0-es_pats": "yes", "apgadnieki-0-apg_radnieciba": "child", "apgadnieki-0-apg_nevar": "no_work"},
    )
    phone.click("[name=add-apgadnieki]")
    expect(phone.locator("[name='apgadnieki-1-apg_radnieciba']")).to_be_visible()
    look(phone, "second-supporter")
    phone.click("[name=remove-apgadnieki-1]")
    expect(phone.locator("[name='apgadnieki-1-apg_radnieciba']")).to_have_count(0)
    expect(phone.locator("[name='apgadnieki-0-apg_nevar'][value=no_work]")).to_be_checked()
    statement = {"name": "iesniegums.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    attach(phone, "apgadnieki-0-apgadnieku_iesniegums", statement)
    expect(phone.locator(".d-file")).to_have_count(1)
    look(phone, "supporter-paper")
    continue_(phone)

    fill(phone, ienakumu_veidi=["pension"], ienakumi_menesi="412,30")
    look(phone, "income")
    continue_(phone)

    # Two pages of the doctor's paper, one photographed twice by mistake; with JavaScript they are sent at once.
    attach(phone, "izzina", {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    expect(phone.locator(".d-file")).to_have_count(1)
    attach(phone, "izzina", {"name": "IMG_2.jpg", "mimeType": "image/jpeg", "buffer": photo((200, 320))})
    expect(phone.locator(".d-file")).to_have_count(2)
    phone.click(".d-file >> nth=0 >> button")
    expect(phone.locator(".d-file")).to_have_count(1)
    expect(phone.locator(".d-file__name")).to_contain_text("IMG_2.jpg")
    look(phone, "doctor")
    continue_(phone)
    phone.check("[name=ienakumu_dokumenti-later]")
    continue_(phone)
    continue_(phone)
    fill(phone, zinu_kanals="email")
    continue_(phone)
    fill(phone, epasts="ilze@piemers.lv")
    continue_(phone)

    expect_step(phone, "Pārbaudiet atbildes")
    expect(phone.locator("#still-missing")).to_contain_text("atnesīsiet vēlāk")
    look(phone, "review")
    press(phone, "#prove-email")
    press(phone, "[name=send]")
    work_once()
    phone.fill("[name=code]", re.search(r"\b\d{6}\b", mail.outbox[-1].body).group())
    look(phone, "prove-email")
    continue_(phone)
    expect_step(phone, "Pārbaudiet atbildes")
    press(phone, "#submit-application button")
    expect_step(phone, "Iesniegums saņemts")
    expect(phone.locator("#to-do")).to_contain_text("Anna Paraudziņa")
    look(phone, "received")
    reference, secret = phone.inner_text("#reference"), phone.inner_text("#secret")
    with phone.expect_download() as download:
        phone.click("#receipt")
    assert download.value.suggested_filename.endswith(".pdf")

    application = Application.objects.get()
    assert application.case.client_name == "Anna Paraudziņa"
    assert application.case.to_be_confirmed
    assert application.files.count() == 2
    work_once()
    confirmation = mail.outbox[-1]
    assert confirmation.to == ["ilze@piemers.lv"]
    assert reference in confirmation.body or reference.replace(" ", "") in confirmation.body
    for private in ("Anna", "Paraudziņa", secret, "prūp"):
        assert private not in confirmation.subject + confirmation.body

    # The mother comes to the counter with her identity document and signs.
    registrar = staff("lietvede")
    registrar.goto(f"/admin/inbox/{application.case_id}/")
    registrar.click(".inbox-confirm summary")
    registrar.check("#confirm-application [value=signed_counter]")
    registrar.click("#confirm-application button[type=submit]")
    expect(registrar.locator(".inbox-confirm")).to_have_count(0)
    picture(registrar, "signed-at-the-counter")
    application.refresh_from_db()
    assert application.authenticity == "signed_counter"
    assert application.authenticity_by.username == "lietvede"

    # The daughter follows the application and brings the promised paper.
    phone.goto("/lv/mani-pieteikumi/")
    look(phone, "follow")
    fill(phone, reference=reference, secret=secret)
    continue_(phone)
    expect(phone.locator("#status")).to_have_text("Saņemts, vēl nav reģistrēts")
    look(phone, "status")
    press(phone, "#second-fact")
    press(phone, "[name=send]")
    work_once()
    phone.fill("[name=code]", re.search(r"\b\d{6}\b", mail.outbox[-1].body).group())
    continue_(phone)
    look(phone, "status-proven")
    phone.click("text=Pievienot attēlu vai failu")
    attach(phone, "papers", {"name": "pensija.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    look(phone, "bring")
    continue_(phone)
    expect(phone.locator("main")).to_contain_text("Paldies, esam saņēmuši.")
    look(phone, "brought")
    assert application.supplements.get().files.get().document_code == "income"

    # Weeks later the paper with the access code is lost.
    library.goto("/lv/mani-pieteikumi/pazaudets-numurs/")
    fill(library, email="ilze@piemers.lv")
    continue_(library)
    expect_step(library, "Pārbaudiet e-pastu")
    work_once()
    library.goto(re.search(r"/lv/mani-pieteikumi/pazaudets-numurs/\S+", mail.outbox[-1].body).group())
    look(library, "new-code")
    fill(library, birth_date=("27", "3", "1948"))
    continue_(library)
    expect_step(library, "Jūsu jaunais piekļuves kods")
    look(library, "new-code-given")
    assert library.inner_text("#reference") == reference
    assert library.inner_text("#secret") != secret
    with library.expect_download() as download:
        library.click("#receipt button:not([hidden])")
    assert download.value.suggested_filename.startswith("apliecinajums")
    phone.goto("/lv/mani-pieteikumi/iesniegums/")
    expect_step(phone, "Sekot līdzi nosūtītam iesniegumam")
