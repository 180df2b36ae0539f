"""Following an application: by number and access code the status, after a second fact the rest; to others nothing."""

import re

import pytest
from django.core import mail
from django.test import Client

from eservices.applications.models import Application, Supplement
from eservices.applications.tracking import renew_secret
from eservices.cases.models import Case, Event
from eservices.clients.models import Client as Person
from eservices.notifications.models import Message
from eservices.registration.registering import register
from portal.audit.models import AuditEntry
from portal.people.models import StaffUser
from portal.people.roles import grant
from tests.definitions.forms import published_version
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
    assert page.get(f"{FOLLOW}iesniegums/atsaukt/").response.status_code == 404


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


def sent_with_proven_address(deliver) -> Resident:
    resident = Resident().fill_until("review")
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


def test_applying_makes_no_person_record_by_itself(sent):
    assert Person.objects.count() == 0


def test_statements_of_the_status_page_are_constant(sent, django_assert_num_queries):
    page = follow(**keys(sent))
    with django_assert_num_queries(3):  # application with case; its promises; what it is a form of
        page.client.get(f"{FOLLOW}iesniegums/")
