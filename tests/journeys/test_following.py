"""Following an application: by number and access code the status, after a second fact the rest; to others nothing."""

import re
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from eservices.applications.models import Application, Supplement
from eservices.applications.renewing import renew_secret
from eservices.applications.withdrawing import withdraw
from eservices.attachments.models import Attachment
from eservices.cases.models import Case, Event
from eservices.clients.models import Client as Person
from eservices.journeys import files
from eservices.notifications.models import Message
from eservices.registration.registering import register
from portal.audit.models import AuditEntry
from portal.people.models import StaffUser
from portal.people.roles import grant
from tests.attachments.files import pdf
from tests.definitions.forms import published_version
from tests.documents.reading import text_of
from tests.journeys.resident import Resident
from tests.journeys.test_coming_back import digits, prove
from tests.journeys.test_steps import paper
from tests.registration.making import journal

pytestmark = pytest.mark.django_db
FOLLOW = "/lv/mani-pieteikumi/"
BORN = {"code": "", "code__kind": "birth_date", "code__birth__day": "1", "code__birth__month": "2", "code__birth__year": "1950",
        "born__day": "1", "born__month": "2", "born__year": "1950"}  # fmt: skip


@pytest.fixture
def sent(version, request) -> Resident:
    """Anna has sent her application; she gave her birth date and no proven address."""
    return sent_by()


def sent_by(**persona: str) -> Resident:
    resident = Resident().fill_until("persona")
    resident.fill(**BORN | persona)
    if resident.step == "persona":
        resident.fill(**BORN | persona)
    for step in ("vajadziba", "apgadnieki", "dokumenti", "apliecinajums"):
        resident.fill(step)
    return resident.press("", form="submit-application")


def keys(resident: Resident) -> dict[str, str]:
    return {"reference": resident.page.find(id="reference").get_text(strip=True),
            "secret": resident.page.find(id="secret").get_text(strip=True)}  # fmt: skip


def follow(reference: str, secret: str) -> Resident:
    return Resident().get(FOLLOW).press("", form="follow", reference=reference, secret=secret)


def proven(reference: str, secret: str) -> Resident:
    resident = follow(reference, secret)
    resident.get(f"{FOLLOW}iesniegums/apliecinat/")
    return resident.press("", form="prove", birth_date__day="1", birth_date__month="2", birth_date__year="1950")


def test_status_is_told_in_plain_words(sent):
    page = follow(**keys(sent))
    assert page.page.find(id="status").get_text(strip=True) == "Vēl jāparaksta"
    assert "Sīka palīdzība" in page.heading
    assert "Ģimenes ārsta izziņa" in page.text
    for private in ("Paraudziņa", "1950", "Lazdu", "Grūti staigāt", "20000000"):
        assert private not in page.text


def test_registered_application_shows_number_and_date(sent):
    case = Case.objects.get()
    registrar = StaffUser.objects.create(username="lietvede")
    grant(registrar, "registrar")
    document = register(case, by=registrar)
    page = follow(**keys(sent))
    assert page.page.find(id="status").get_text(strip=True) == "Reģistrēts"
    assert document.number_text in page.text
    case.refresh_from_db()
    assert page.page.find("time")["datetime"] == case.due_on.isoformat()
    assert "ja zemāk minētais būs izdarīts laikā" in page.text


def test_secret_is_forgiving_to_type_and_never_in_the_address(sent):
    key = keys(sent)
    page = follow(key["reference"].lower().replace(" ", ""), key["secret"].lower().replace(" ", "-"))
    assert page.page.find(id="status")
    assert page.address == f"{FOLLOW}iesniegums/"


def test_wrong_number_and_wrong_code_are_answered_the_same(sent):
    key = keys(sent)
    wrong = [follow(key["reference"], "2222 3333 4444 5555 6666"), follow("K7MP 4TXD", key["secret"])]
    assert wrong[0].errors == wrong[1].errors == ["Numurs un kods nesader. Pārbaudiet abus."]
    assert all("iesniegums/" not in page.address for page in wrong)


def test_guessing_is_stopped_even_for_the_right_code(sent):
    key = keys(sent)
    for _guess in range(10):
        follow(key["reference"], "2222 3333 4444 5555 6666")
    assert "Pārāk daudz mēģinājumu" in follow(**key).text


@pytest.mark.parametrize("end", ["atnest/1/", "parakstits/", "kontakti/", "atsaukt/", "iesniegums.pdf"])
def test_nothing_can_be_done_before_the_second_fact(sent, end):
    page = follow(**keys(sent))
    assert page.get(f"{FOLLOW}iesniegums/{end}").address == f"{FOLLOW}iesniegums/apliecinat/"
    page.client.post(f"{FOLLOW}iesniegums/{end}", {})
    assert Case.objects.get().status == "received"
    assert Client().get(f"{FOLLOW}iesniegums/{end}").headers["Location"] == FOLLOW


def test_wrong_birth_date_is_refused_and_guessing_stopped(sent):
    page = follow(**keys(sent)).get(f"{FOLLOW}iesniegums/apliecinat/")
    for _guess in range(5):
        page.press("", form="prove", birth_date__day="2", birth_date__month="2", birth_date__year="1950")
        assert page.errors == ["Iesniegumā norādīts cits dzimšanas datums. Pārbaudiet to vai zvaniet mums."]
    page.press("", form="prove", birth_date__day="1", birth_date__month="2", birth_date__year="1950")
    assert "Pārāk daudz mēģinājumu" in page.text


def test_promised_paper_is_brought(sent):
    page = proven(**keys(sent))
    page.get(page.page.find("a", href=re.compile("atnest"))["href"])
    assert page.heading == "Ģimenes ārsta izziņa"
    page.press("", form="bring")
    assert page.errors == ["Izvēlieties attēlu vai failu."]
    page.press("", form="bring", papers=paper("vīruss.exe", b"MZ"))
    assert page.errors
    assert Supplement.objects.count() == 0
    page.press("", form="bring", papers=[paper("1. lapa.pdf"), paper("2. lapa.pdf")])
    assert "Paldies, esam saņēmuši." in page.text
    supplement = Supplement.objects.get()
    assert (supplement.kind, supplement.files.count()) == ("promised", 2)
    assert Case.objects.get().missing_count == 0
    assert Event.objects.filter(kind="supplement_received").count() == 1
    assert page.page.find("a", href=re.compile("atnest")) is None


def test_second_click_says_that_the_paper_is_already_there(sent):
    page = proven(**keys(sent))
    place = page.page.find("a", href=re.compile("atnest"))["href"]
    page.get(place).press("", form="bring", papers=paper())
    again = page._shown(page.client.post(place, {"papers": paper()}, follow=True), place)
    assert "Šis dokuments mums jau ir atsūtīts." in again.text
    assert "Šis dokuments mums jau ir atsūtīts." in page.get(place).text
    assert Supplement.objects.count() == 1
    assert Attachment.objects.count() == 1, "the second was refused before its file was taken"


@pytest.mark.django_db(transaction=True)
def test_two_parallel_posts_bring_one_paper(db):
    """Both have found the promise open and stored their file; the lock lets one keep it."""
    journal()
    published_version()
    page = proven(**keys(sent_by()))
    place = page.page.find("a", href=re.compile("atnest"))["href"]
    said, together = [], threading.Barrier(2)

    def press() -> None:
        try:
            tab = Resident()
            tab.client.cookies = page.client.cookies
            together.wait()
            said.append(tab._shown(tab.client.post(place, {"papers": paper()}, follow=True), place).text)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _tab in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Supplement.objects.count() == 1
    assert Case.objects.get().papers_to_register == 1
    assert sum("Paldies, esam saņēmuši." in text for text in said) == 1
    assert sum("Šis dokuments mums jau ir atsūtīts." in text for text in said) == 1


def test_nothing_is_taken_for_a_closed_case(sent):
    page = proven(**keys(sent))
    place = page.page.find("a", href=re.compile("atnest"))["href"]
    withdraw(Case.objects.get())
    for end in (place, f"{FOLLOW}iesniegums/parakstits/"):
        page._shown(page.client.post(end, {"papers": paper()}, follow=True), end)
        assert "Šim iesniegumam vairs neko nevar pievienot." in page.text
    assert Attachment.objects.count() == 0


def test_what_is_brought_has_limits_too(sent, settings, monkeypatch):
    page = proven(**keys(sent))
    settings.UPLOAD_APPLICATION_LIMIT = len(pdf()) + 10
    copy = f"{FOLLOW}iesniegums/parakstits/"
    page.get(copy).press("", form="bring", papers=[paper("a.pdf"), paper("b.pdf")])
    assert "Visi faili kopā" in page.errors[0]
    assert Attachment.objects.count() == 0
    page.get(copy).press("", form="bring", papers=paper())
    page.get(copy).press("", form="bring", papers=paper())
    assert "Visi faili kopā" in page.errors[0]
    settings.UPLOAD_APPLICATION_LIMIT = 10**8
    monkeypatch.setattr(files, "FILES_AN_HOUR", 1)
    page.get(copy).press("", form="bring", papers=paper())
    assert "ļoti daudz failu" in page.errors[0]
    assert Supplement.objects.count() == 1


def test_signed_copy_is_uploaded_and_waits_for_staff(sent):
    page = proven(**keys(sent))
    response = page.client.get(f"{FOLLOW}iesniegums/iesniegums.pdf")
    assert response.content.startswith(b"%PDF")
    page.get(f"{FOLLOW}iesniegums/parakstits/").press("", form="bring", papers=paper("parakstīts.pdf"))
    assert Supplement.objects.get().kind == "signed_copy"
    assert Case.objects.get().to_be_confirmed
    assert Application.objects.get().authenticity == "unsigned"


def test_contact_details_are_corrected_beside_the_old_ones(sent):
    page = proven(**keys(sent)).get(f"{FOLLOW}iesniegums/kontakti/")
    assert "20000000" not in page.response.content.decode()
    page.press("", form="contact", phone="26 111 222")
    party = Case.objects.get().parties.get(role="client")
    assert party.current_contact["phone"] != party.contact["phone"]
    assert AuditEntry.objects.filter(act="party.contact_corrected").count() == 1
    page.get(f"{FOLLOW}iesniegums/kontakti/").press("", form="contact")
    assert page.errors == ["Ierakstiet vismaz vienu: tālruni, e-pastu vai adresi."]


def test_application_is_withdrawn_only_by_the_button(sent):
    page = proven(**keys(sent)).get(f"{FOLLOW}iesniegums/atsaukt/")
    assert Case.objects.get().status == "received"
    page.press("", form="withdraw")
    case = Case.objects.get()
    assert (case.status, case.ending) == ("closed", "withdrawn")
    assert page.page.find(id="status").get_text(strip=True) == "Atsaukts"


def test_second_click_on_withdrawing_says_that_it_is_done(sent):
    page = proven(**keys(sent)).get(f"{FOLLOW}iesniegums/atsaukt/")
    assert "paliek mūsu reģistrā" in page.text
    form = page.fields("withdraw")
    page.press("", form="withdraw")
    address = f"{FOLLOW}iesniegums/atsaukt/"
    page._shown(page.client.post(address, form, follow=True), address)
    assert "Iesniegums jau ir atsaukts." in page.text
    assert "Iesniegums jau ir atsaukts." in page.get(address).text
    assert Supplement.objects.filter(kind="withdrawal").count() == 1


def test_decided_application_is_not_withdrawn_and_the_page_says_whom_to_ask(sent):
    page = proven(**keys(sent)).get(f"{FOLLOW}iesniegums/atsaukt/")
    Case.objects.update(status="decided", registered_on="2026-11-20")
    page.press("", form="withdraw")
    assert "vairs nevar atsaukt" in page.text
    assert Case.objects.get().status == "decided"


@pytest.mark.parametrize("end", ["iesniegums.pdf", "kontakti/", "parakstits/"])
def test_after_a_death_nothing_can_be_opened_by_its_address_either(sent, end):
    page = proven(**keys(sent))
    Case.objects.update(status="closed", ending="client_died")
    assert page.get(f"{FOLLOW}iesniegums/{end}").address == f"{FOLLOW}iesniegums/"
    assert page.page.find(id="status").get_text(strip=True) == "Lūdzu, zvaniet mums"


def test_secret_renewed_at_the_counter_ends_what_is_open(sent):
    page = follow(**keys(sent))
    renew_secret(Application.objects.get(), by=None)
    assert page.get(f"{FOLLOW}iesniegums/").address == FOLLOW


def test_finishing_here_ends_following(sent):
    page = follow(**keys(sent)).press("", form=None)
    assert page.get(f"{FOLLOW}iesniegums/").address == FOLLOW


def test_crisis_service_is_not_named(db):
    journal()
    published_version(crisis=True, duty={"phone": "60 000 001", "hours": "visu diennakti"})
    sent = sent_by()
    assert "60 000 001" in sent.text
    assert "To izlasīs dežurants, kurš atbild pa zemāk rakstīto tālruni." in sent.text
    assert "Sīka palīdzība" not in follow(**keys(sent)).page.main.get_text()


def test_proven_address_is_the_second_fact_and_the_birth_date_no_longer_is(version, deliver):
    sent = sent_with_proven_address(deliver)
    page = follow(**keys(sent)).get(f"{FOLLOW}iesniegums/apliecinat/")
    page.press("send", form="send-code")
    deliver()
    assert mail.outbox[-1].to == ["anna@piemers.lv"]
    page.press("", form="prove", code="000000")
    assert page.errors
    page.press("", form="prove", code=digits())
    assert page.page.find("a", href=re.compile("kontakti"))


def sent_with_proven_address(deliver, **persona: str) -> Resident:
    resident = Resident().fill_until("persona")
    for step in ("persona", "persona", "vajadziba", "apgadnieki", "dokumenti", "apliecinajums"):
        if resident.step == step:
            resident.fill(**(persona if step == "persona" else {}))
    prove(resident, deliver)
    assert "apstiprināta" in resident.text
    sent = resident.press("", form="submit-application")
    deliver()
    return sent


def test_confirmation_is_mailed_to_the_proven_address_with_the_number_and_nothing_else(version, deliver):
    sent = sent_with_proven_address(deliver)
    letter = mail.outbox[-1]
    assert letter.to == ["anna@piemers.lv"]
    key = keys(sent)
    assert key["reference"] in letter.body
    for private in ("Anna", "Paraudziņa", "Sīka", "sika", key["secret"], key["secret"].replace(" ", "")):
        assert private not in letter.subject + letter.body


def test_unproven_address_gets_no_number(sent, deliver):
    deliver()
    assert mail.outbox == []
    assert Application.objects.get().answers["email"] == "anna@piemers.lv"


def test_changed_address_is_no_longer_proven(version, deliver):
    resident = Resident().fill_until("review")
    prove(resident, deliver)
    resident.get(f"{resident.base}{resident.draft_id}/persona/?parbaude=1").press(email="cita@piemers.lv")
    assert "Apstipriniet cita@piemers.lv" in resident.text
    resident.press("", form="submit-application")
    deliver()
    assert [letter.to for letter in mail.outbox] == [["anna@piemers.lv"]]


def test_lost_number_is_mailed_to_the_proven_address_and_to_nobody_else(version, deliver):
    sent = sent_with_proven_address(deliver)
    before = len(mail.outbox)
    texts = []
    for address in ("nezinama@piemers.lv", "ANNA@piemers.lv"):
        page = Resident().get(f"{FOLLOW}pazaudets-numurs/").press("", form="lost", email=address)
        texts.append(page.page.main.get_text())
    deliver()
    assert texts[0] == texts[1]
    assert [letter.to for letter in mail.outbox[before:]] == [["ANNA@piemers.lv"]]
    assert keys(sent)["reference"] in mail.outbox[-1].body
    assert Message.objects.filter(kind="lost_number").count() == 1


@pytest.mark.parametrize("safe", ["no", "careful"])
def test_lost_number_is_mailed_to_nobody_where_writing_is_not_safe(version, deliver, safe):
    sent_with_proven_address(deliver)
    before = len(mail.outbox)
    Case.objects.update(safe_contact=safe)
    told = ask_for_lost("anna@piemers.lv")
    deliver()
    assert len(mail.outbox) == before
    assert told == ask_for_lost("nezinama@piemers.lv")


def ask_for_lost(address: str) -> str:
    return Resident().get(f"{FOLLOW}pazaudets-numurs/").press("", form="lost", email=address).page.main.get_text()


def lost_link(deliver) -> str:
    ask_for_lost("anna@piemers.lv")
    deliver()
    return re.search(r"/lv/mani-pieteikumi/pazaudets-numurs/\S+", mail.outbox[-1].body).group()


def born(year: str = "1950") -> dict[str, str]:
    return {"birth_date__day": "1", "birth_date__month": "2", "birth_date__year": year}


def test_lost_code_is_renewed_by_a_mailed_link_and_the_birth_date_once(version, deliver):
    old = keys(sent_with_proven_address(deliver, **BORN))
    watching = follow(**old)
    link = lost_link(deliver)
    assert old["secret"] not in mail.outbox[-1].body

    page = Resident().get(link)
    assert follow(**old).page.find(id="status"), "looking changes nothing"
    page.press("", form="new-code", **born("1951"))
    assert page.errors
    page.press("", form="new-code", **born())
    new = keys(page)
    assert new["reference"] == old["reference"]
    assert new["secret"] != old["secret"]
    assert follow(**old).errors
    assert watching.get(f"{FOLLOW}iesniegums/").address == FOLLOW, "what was open with the old code is closed"
    assert follow(**new).page.find(id="status")
    assert page.get(f"{FOLLOW}iesniegums/kontakti/").heading == "Labot kontaktinformāciju"
    assert AuditEntry.objects.filter(act="application.secret_renewed").count() == 1
    assert Event.objects.filter(kind="secret_renewed").count() == 1
    assert Resident().get(link).response.status_code == 404
    assert new["secret"].replace(" ", "") not in str(Application.objects.values())


def test_second_click_on_the_new_code_shows_the_same_code(version, deliver):
    sent_with_proven_address(deliver, **BORN)
    link = lost_link(deliver)
    page = Resident().get(link)
    form = page.fields("new-code") | {name.replace("__", "-"): value for name, value in born().items()}
    first = keys(page._shown(page.client.post(link, form), link))
    assert keys(page._shown(page.client.post(link, form), link)) == first
    assert AuditEntry.objects.filter(act="application.secret_renewed").count() == 1


def test_new_code_stands_on_the_confirmation_and_nowhere_else(version, deliver):
    sent_with_proven_address(deliver, **BORN)
    page = Resident().get(lost_link(deliver)).press("", form="new-code", **born())
    secret = keys(page)["secret"]
    form = page.fields("receipt")
    response = page.client.post(f"{FOLLOW}iesniegums/apliecinajums.pdf", form)
    assert secret in text_of(response.content)
    wrong = page.client.post(f"{FOLLOW}iesniegums/apliecinajums.pdf", form | {"secret": "2222 3333 4444 5555 6666"})
    assert wrong.headers["Location"] == f"{FOLLOW}iesniegums/"


def test_newer_link_an_old_one_and_a_case_no_longer_safe_give_no_code(version, deliver):
    sent_with_proven_address(deliver, **BORN)
    earlier, later = lost_link(deliver), lost_link(deliver)
    page = Resident().get(later)
    assert Resident().get(earlier).response.status_code == 404
    Application.objects.update(renewal_until=timezone.now())
    assert Resident().get(later).response.status_code == 404
    assert page.press("", form="new-code", **born()).response.status_code == 404
    Application.objects.update(renewal_until=timezone.now() + timedelta(hours=1))
    Case.objects.update(safe_contact="careful")
    assert Resident().get(later).response.status_code == 404
    assert Resident().get(f"{FOLLOW}pazaudets-numurs/{'a' * 43}/").response.status_code == 404
    assert AuditEntry.objects.filter(act="application.secret_renewed").count() == 0


def test_guessing_the_birth_date_behind_a_link_is_stopped(version, deliver):
    sent_with_proven_address(deliver, **BORN)
    page = Resident().get(lost_link(deliver))
    for _guess in range(5):
        page.press("", form="new-code", **born("1951"))
    assert "Pārāk daudz mēģinājumu" in page.press("", form="new-code", **born()).text


def test_without_a_birth_date_the_mailbox_alone_gives_no_code(version, deliver):
    sent_with_proven_address(deliver)
    ask_for_lost("anna@piemers.lv")
    deliver()
    assert "pazaudets-numurs/" not in mail.outbox[-1].body
    assert Application.objects.get().renewal_hash is None


def test_applying_makes_no_person_record_by_itself(sent):
    assert Person.objects.count() == 0


def test_statements_of_the_status_page_are_constant(sent, django_assert_num_queries):
    page = follow(**keys(sent))
    with django_assert_num_queries(3):  # application with case; its promises; what it is a form of
        page.client.get(f"{FOLLOW}iesniegums/")
