"""Links of their own: an adult of the household confirms, a supporter adds papers; each sees nothing of the others."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from eservices.applications.cosigning import skip
from eservices.applications.models import ApplicationFile, CoSigning, Promise, Supplement
from eservices.applications.own_links import address, give_out
from eservices.attachments.models import Attachment
from eservices.cases.models import Case, Event, Party
from eservices.journeys.models import Draft
from eservices.notifications.models import Message
from portal.audit.models import AuditEntry
from tests.applications.joint import JOINT, MEMBERS, ZANE, joint, joint_version
from tests.applications.making import attachment
from tests.attachments.files import pdf
from tests.cases import making
from tests.documents.reading import text_of as pdf_text
from tests.journeys.resident import Resident
from tests.registration.making import journal

pytestmark = pytest.mark.django_db

OTHERS = [
    "411", "933", "depresija", "Kalniņa", "Līga", "diabēts", "323456", "Lazdu", "20 000 000", "Zane", "Ozola", "Toms",
    "parādi", "Ienākumi kopā", "slepena-izziņa.pdf", "LV80", "Grūti staigāt", "Maija",
]  # fmt: skip


@pytest.fixture
def sent():
    paper = attachment("m_paper", "slepena-izziņa.pdf")
    members = [
        each | ({"m_paper": {"files": [str(paper.pk)]}} if each["m_first"] == "Līga" else {}) for each in MEMBERS
    ]
    return joint(answers={"members": members})


def person(name: str) -> Party:
    return Party.objects.get(first_name=name)


def open_link(sent, name: str, language: str = "lv") -> Resident:
    party = person(name)
    token = sent.links.get(str(party.pk)) or give_out(party, by=None)
    return Resident().get(address(party.role, token, language).removeprefix("http://localhost:8000"))


def state_of(name: str) -> str:
    return CoSigning.objects.get(party__first_name=name).state


def test_an_adult_sees_who_asks_and_what_is_written_about_her_and_nothing_of_others(sent):
    page = open_link(sent, "Pēteris")
    assert page.heading == "Pēteris Paraudziņš, lūdzam apstiprināt"
    for shown in ("Anna Paraudziņa", "mājsaimniecības statusam", "822", "astma", "Cik istabu dzīvoklī", "3"):
        assert shown in page.text
    assert [other for other in OTHERS if other in page.text] == []
    whole = str(sent.application.shown_lv)
    assert [other for other in OTHERS if other not in whole] == [], "what is not there cannot leak"


def test_the_page_is_private_and_looking_changes_nothing(sent):
    before = Event.objects.count(), AuditEntry.objects.count()
    page = open_link(sent, "Pēteris")
    assert page.response.headers["Cache-Control"] == "no-store, private"
    assert "noindex" in page.response.headers["X-Robots-Tag"]
    assert (Event.objects.count(), AuditEntry.objects.count()) == before
    assert state_of("Pēteris") == "asked"


def test_confirming_takes_one_button(sent):
    page = open_link(sent, "Pēteris").press("answer", "confirm", form="cosign")
    assert page.heading == "Paldies, apstiprināts"
    assert (state_of("Pēteris"), state_of("Līga")) == ("confirmed", "asked")
    assert AuditEntry.objects.get(act="cosigning.confirmed").actor is None
    assert Event.objects.get(kind="cosigning_confirmed").details["how"] == "link"
    again = open_link(sent, "Pēteris")
    assert again.heading == "Paldies, apstiprināts"
    assert "822" not in again.text, "what is done shows nothing any more"


def test_who_does_not_agree_says_so_and_nobody_else_is_told(sent):
    page = open_link(sent, "Pēteris").press("answer", "decline", form="cosign")
    assert page.heading == "Paldies, mēs to pierakstījām"
    assert state_of("Pēteris") == "declined"
    assert Event.objects.filter(kind="cosigning_declined").count() == 1
    assert (
        Message.objects.exclude(kind="own_link")
        .filter(created_at__gt=sent.application.submitted_at + timedelta(minutes=1))
        .count()
        == 0
    )
    assert "nepiekrīt" not in open_link(sent, "Līga").text.replace("nepiekrītu", "").replace("nepiekrītat", "")
    assert Case.objects.get().to_be_confirmed


@pytest.mark.parametrize("answer", ["", "yes", "skip"])
def test_a_post_without_an_answer_does_nothing(sent, answer):
    page = open_link(sent, "Pēteris")
    page.client.post(page.address, {"answer": answer})
    assert state_of("Pēteris") == "asked"


def test_a_post_from_another_site_does_nothing(sent):
    page = open_link(sent, "Pēteris")
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(page.address, {"answer": "confirm"}).status_code == 403
    assert state_of("Pēteris") == "asked"


@pytest.mark.parametrize("spoil", ["wrong", "skipped", "unsafe", "other_kind"])
def test_a_link_that_opens_nothing_says_the_same_whatever_the_reason(sent, spoil):
    token = sent.links[str(person("Pēteris").pk)]
    where = "apliecinat"
    if spoil == "skipped":
        skip(CoSigning.objects.get(party__first_name="Pēteris"), "unsafe", by=making.registrar(), reason="x")
    elif spoil == "unsafe":
        Case.objects.update(safe_contact="no")
    elif spoil == "other_kind":
        where = "apgadnieka-papiri"
    page = Resident().get(f"/lv/mani-pieteikumi/{where}/{'A' * 43 if spoil == 'wrong' else token}/")
    assert page.response.status_code == 404
    assert page.heading == "Šī saite vairs neder"
    assert "Anna" not in page.text


def test_in_russian_the_page_speaks_russian(sent):
    assert open_link(sent, "Pēteris", "ru").heading == "Pēteris Paraudziņš, просим подтвердить"


# Where the link goes


def test_the_mail_holds_the_link_and_nothing_else(sent, deliver):
    deliver()
    (letter,) = mail.outbox
    assert letter.to == ["peteris@piemers.lv"]
    assert sent.links[str(person("Pēteris").pk)] in letter.body
    case = Case.objects.get()
    for leak in (
        "Anna",
        "Paraudziņa",
        "Pēteris",
        "statuss",
        "sociāl",
        "mājsaimniec",
        case.reference,
        case.reference[:4],
    ):
        assert leak not in letter.body + letter.subject


@pytest.mark.parametrize("safe", ["careful", "no"])
def test_no_mail_where_it_is_not_plainly_safe(safe):
    joint(answers={"safe": safe, "safe_note": "Tikai rītos", "phone": "", "email": ""})
    assert not Message.objects.filter(kind="own_link").exists()


def test_no_mail_goes_out_once_staff_learn_of_danger(sent, deliver):
    Case.objects.update(safe_contact="no")
    deliver()
    assert mail.outbox == []
    assert Message.objects.get(kind="own_link").withheld == "unsafe"


def test_one_address_is_not_flooded(sent, deliver):
    for _n in range(12):
        joint()
    assert Message.objects.filter(kind="own_link").count() == 10


def handed_in(**answers) -> Resident:
    """Anna is at the review page with the joint application filled in, and sends it."""
    journal()
    version = joint_version()
    resident = Resident().begin()
    draft = Draft.objects.create(
        id=resident.draft_id, slug="sika-palidziba", version=version, language="lv", expires_at=timezone.now() + timedelta(days=1),
        content={"answers": JOINT | answers, "typed": {}, "saved": {}, "done": {step["key"]: 0 for step in version.schema["steps"]}},
    )  # fmt: skip
    resident.get(f"{resident.base}{draft.pk}/iesniegums/parbaudit/")
    return resident.press("", form="submit-application")


def test_the_confirmation_shows_each_adult_and_how(deliver):
    resident = handed_in()
    words = resident.page.find(id="cosigners").get_text(" ", strip=True)
    assert "Pēteris Paraudziņš : aizsūtījām saiti" in words
    links = [each.get_text() for each in resident.page.select("#cosigners .d-link-text")]
    assert len(links) == 2, "the mailed one is not shown"
    page = Resident().get(links[0].removeprefix("http://localhost:8000"))
    assert page.heading == "Līga Kalniņa, lūdzam apstiprināt"
    page.press("answer", "confirm", form="cosign")
    assert "Līga" not in resident.get(resident.address).page.find(id="cosigners").get_text()


def followed(resident: Resident) -> Resident:
    """Anna follows her application and shows her birth date."""
    keys = {key: resident.page.find(id=key).get_text(strip=True) for key in ("reference", "secret")}
    page = Resident().get("/lv/mani-pieteikumi/").press("", form="follow", **keys)
    assert "Līga" not in page.text, "no names before the second fact"
    assert "jāapstiprina arī pilngadīgajiem" in page.text
    page.get("/lv/mani-pieteikumi/iesniegums/apliecinat/")
    return page.press("", form="prove", birth_date__day="1", birth_date__month="2", birth_date__year="1950")


def test_a_lost_link_is_made_anew_where_the_application_is_followed():
    page = followed(handed_in(code={"kind": "birth_date", "birth_date": "1950-02-01"}, born="1950-02-01"))
    assert "Līga Kalniņa" in page.text
    buttons = [each["action"] for each in page.page.select("form[action*=saite]")]
    assert len(buttons) == 4, "three adults and a supporter"
    liga = person("Līga")
    page._shown(page.client.post(f"/lv/mani-pieteikumi/iesniegums/saite/{liga.pk}/"), "")
    link = page.page.find(id="own-link").get_text()
    assert Resident().get(link.removeprefix("http://localhost:8000")).heading == "Līga Kalniņa, lūdzam apstiprināt"
    assert Event.objects.get(kind="own_link_given").by is None
    other = making.case(making.person("household", "Rita", row_id="x"))
    assert page.client.post(f"/lv/mani-pieteikumi/iesniegums/saite/{other.parties.get().pk}/").status_code == 404
    client = person("Anna")
    answer = page.client.post(f"/lv/mani-pieteikumi/iesniegums/saite/{client.pk}/", follow=True)
    assert "saite vairs nav vajadzīga" in answer.content.decode()


def test_without_the_second_fact_nobody_makes_links(sent):
    page = (
        Resident()
        .get("/lv/mani-pieteikumi/")
        .press("", form="follow", reference=sent.application.case.reference, secret=sent.secret)
    )
    page.client.post(f"/lv/mani-pieteikumi/iesniegums/saite/{person('Zane').pk}/")
    assert not Event.objects.filter(kind="own_link_given").exists()


def test_the_receipt_names_who_must_confirm_and_the_links_to_pass_on():
    resident = handed_in()
    links = [each.get_text() for each in resident.page.select("#cosigners .d-link-text")]
    receipt = resident.client.get(resident.address.replace("sanemts/", "apliecinajums.pdf"))
    assert "Līga Kalniņa" in pdf_text(receipt.content)
    assert set(links) <= addresses_in(receipt.content)


def addresses_in(content: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(content)) as document:
        notes = [note for page in document.pages for note in page.get("/Annots", [])]
        return {str(note.A.URI) for note in notes if "/A" in note}


def test_where_it_is_not_safe_the_confirmation_gives_no_links():
    resident = handed_in(safe="no", phone="", email="")
    words = resident.page.find(id="cosigners").get_text(" ", strip=True)
    assert "Pēteris" in words
    assert resident.page.select(".d-link-text") == []
    assert "nerakstīsim" in words


# Papers of a supporter


def test_a_supporter_sees_the_own_papers_and_nothing_of_anybody(sent):
    page = open_link(sent, "Zane")
    assert page.heading == "Zane Ozola, Jūsu dokumenti"
    assert "Ienākumu izziņas" in page.text
    hidden = [other for other in OTHERS if other not in ("Zane", "Ozola")] + [
        "Anna",
        "Paraudziņa",
        "Pēteris",
        "822",
        "istabu",
    ]
    assert [other for other in hidden if other in page.text] == []


def test_a_supporter_adds_a_file_to_the_own_slot(sent):
    page = open_link(sent, "Zane")
    form = page.get(page.address + "s_paper/")
    answer = form.client.post(form.address, {"papers": pdf_file()}, follow=True)
    assert "Paldies" in answer.content.decode()
    row = ApplicationFile.objects.get(slot="s_paper")
    assert (row.row_id, row.whose, row.category, row.brought_later) == (ZANE, "supporter", "income", True)
    assert Supplement.objects.get().kind == "promised"
    assert Promise.objects.get(slot="s_paper").brought_at is not None
    case = Case.objects.get()
    assert (case.papers_to_register, case.missing_count) == (1, 2)
    entry = AuditEntry.objects.get(act="supplement.received", object_id=str(Supplement.objects.get().pk))
    assert entry.case_id == case.pk
    assert "Tas pie mums jau ir." in open_link(sent, "Zane").text
    form.client.post(form.address, {"papers": pdf_file()}, follow=True)
    assert Supplement.objects.count() == 1


def test_a_paper_nobody_promised_may_be_added_too(sent):
    page = open_link(sent, "Zane")
    form = page.get(page.address + "s_rent/")
    form.client.post(form.address, {"papers": pdf_file()})
    assert ApplicationFile.objects.get(slot="s_rent").row_id == ZANE


def test_a_supporter_may_say_that_she_will_bring_it(sent):
    page = open_link(sent, "Zane")
    page.client.post(page.address, {"later": "s_rent"})
    promise = Promise.objects.get(slot="s_rent")
    assert (promise.row_id, promise.kind, promise.whose) == (ZANE, "later", "supporter")
    assert Case.objects.get().missing_count == 4
    assert Event.objects.get(kind="paper_promised").details["slot"] == "s_rent"
    assert AuditEntry.objects.filter(act="paper.promised").exists()


@pytest.mark.parametrize("slot", ["doctor", "m_paper", "s_other", "s_name", "nothing"])
def test_only_the_own_slots_take_files(sent, slot):
    page = open_link(sent, "Zane")
    assert page.client.get(f"{page.address}{slot}/").status_code == 404
    assert page.client.post(f"{page.address}{slot}/", {"papers": pdf_file()}).status_code == 404
    assert page.client.post(page.address, {"later": slot}).status_code == 404
    assert not Supplement.objects.exists()


def test_uploads_by_a_link_are_counted_and_looked_at(sent, settings):
    page = open_link(sent, "Zane")
    form = page.get(page.address + "s_paper/")
    settings.UPLOAD_FILE_LIMIT = 10
    kept = Attachment.objects.count()
    answer = form.client.post(form.address, {"papers": pdf_file()})
    assert answer.status_code == 200
    assert Attachment.objects.count() == kept


def pdf_file():
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("alga.pdf", pdf(), content_type="application/pdf")
