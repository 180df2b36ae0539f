"""The other acts on a case: authenticity, duplicates, later papers, letters by every channel, files with a reason."""

import datetime
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from eservices.applications.bringing import SIGNED_COPY_SLOT, bring
from eservices.applications.models import Authenticity
from eservices.attachments.accepting import accept
from eservices.attachments.models import Attachment
from eservices.cases.models import Case, Channel, Status
from eservices.registration.models import Letter, RegisteredDocument
from eservices.registration.registering import register
from portal.audit.models import AuditEntry
from portal.people.models import Role
from tests.applications.making import attachment, submitted
from tests.cases import making
from tests.cases.making import person, riga
from tests.inbox.reading_pages import form_of, send_form, text_of

LIST = "/admin/inbox/"


def address(case, act: str = "") -> str:
    return f"{LIST}{case.pk}/{act}"


def picture(name: str = "skens.jpg") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def stored(category: str = "health", slot: str = "doctor") -> Attachment:
    return accept(picture("ārsta izraksts.jpg"), slot=slot, category=category)


# Authenticity


def test_the_mothers_signature_is_confirmed_at_the_counter(inbox, registrar):
    case = submitted().application.case
    page = inbox.get(address(case))
    assert "jāapstiprina" in text_of(page)
    send_form(inbox, page, "confirm-application")
    application = case.applications.get()
    assert (application.authenticity, application.authenticity_by) == (Authenticity.SIGNED_COUNTER, registrar)
    case.refresh_from_db()
    assert not case.to_be_confirmed
    assert AuditEntry.objects.filter(act="application.confirmed", case_id=case.pk).count() == 1
    assert "jāapstiprina" not in text_of(inbox.get(address(case)))


def test_the_counter_confirms_also_after_registration_without_seeing_answers(inbox, registrar):
    case = submitted().application.case
    register(case, by=registrar)
    page = inbox.get(address(case))
    assert "Grūti staigāt" not in page.content.decode()
    send_form(inbox, page, "confirm-application", how="signed_paper")
    assert case.applications.get().authenticity == Authenticity.SIGNED_PAPER


def test_a_rule_of_the_head_needs_its_reason(inbox):
    case = submitted().application.case
    answer = send_form(inbox, inbox.get(address(case)), "confirm-application", how="accepted_rule")
    assert answer.status_code == 422
    assert "pēc kuras vadītājas noteiktās kārtības" in text_of(answer)
    reason = {"how": "accepted_rule", "reason": "Rīkojums 12, 3. punkts"}
    send_form(inbox, inbox.get(address(case)), "confirm-application", **reason)
    assert "Rīkojums 12, 3. punkts" in text_of(inbox.get(address(case)))


def test_read_aloud_is_confirmed_with_why_and_a_second_member_of_staff(inbox, registrar, handler):
    case = submitted().application.case
    page = inbox.get(address(case))
    offered = page.context["confirm_form"].fields["witness"].queryset
    assert handler in offered
    assert registrar not in offered
    answer = send_form(inbox, page, "confirm-application", how="read_aloud", reason="Neredz lasīt")
    assert answer.status_code == 422
    assert "Izvēlieties otru darbinieku" in text_of(answer)
    assert "Neredz lasīt" in answer.content.decode()
    send_form(inbox, page, "confirm-application", how="read_aloud", reason="Neredz lasīt", witness=str(handler.pk))
    shown = text_of(inbox.get(address(case)))
    assert "Nolasīts priekšā divu darbinieku klātbūtnē" in shown
    assert "lietvede un darbiniece" in shown
    assert "Neredz lasīt" in shown


def test_what_staff_left_out_stands_at_the_top_of_the_case_with_why(inbox, registrar):
    told = {"entered_by": registrar, "channel": "oral", "received_on": timezone.localdate()}
    case = submitted(answers={"why": ""}, incomplete_reason="Neatceras", **told).application.case
    page = text_of(inbox.get(address(case)))
    assert "Obligāti jautājumi bez atbildes Kas notiek?" in page
    assert "Kāpēc nodots bez tām: Neatceras" in page
    assert "Ievadīja lietvede" in page
    assert "mutvārdos" in page


def test_an_electronic_signature_needs_its_copy(inbox):
    case = submitted().application.case
    answer = send_form(inbox, inbox.get(address(case)), "confirm-application", how="e_signed")
    assert "nav parakstītas kopijas" in text_of(answer)
    bring(case.applications.get(), SIGNED_COPY_SLOT, [attachment(slot=SIGNED_COPY_SLOT, category="identity").pk])
    send_form(inbox, inbox.get(address(case)), "confirm-application", how="e_signed")
    assert case.applications.get().authenticity == Authenticity.E_SIGNED


def test_confirming_twice_says_so(inbox):
    case = submitted().application.case
    page = inbox.get(address(case))
    send_form(inbox, page, "confirm-application")
    assert "jau ir apstiprināts" in text_of(send_form(inbox, page, "confirm-application"))


# Duplicates


def test_a_duplicate_is_offered_joined_and_parted_again(inbox, registrar):
    first = making.case(received_at=riga("2026-11-20 10:00"))
    second = making.case(received_at=riga("2026-11-23 10:00"))
    making.case(person("client", "Jānis", "Ozols"))
    page = inbox.get(address(second, "join/"))
    assert "Izskatās vienādas" in text_of(page)
    assert "Jānis Ozols" not in text_of(page)
    answer = inbox.post(address(second, "join/"), {"into": first.reference})
    assert answer.url == address(first)
    second.refresh_from_db()
    assert (second.status, second.ending, second.joined_into) == (Status.CLOSED, "joined", first)
    assert AuditEntry.objects.filter(act="case.joined", case_id=second.pk, actor=registrar).count() == 1
    assert "Pievienota lietai" in text_of(inbox.get(address(second)))
    send_form(inbox, inbox.get(address(second, "part/")), "part-case", reason="Bija cits iesniegums")
    second.refresh_from_db()
    assert (second.status, second.joined_into) == (Status.RECEIVED, None)


@pytest.mark.parametrize(("typed", "says"), [("nav tāda", "Nav lietas"), ("", "")])
def test_a_case_to_join_to_must_be_there(inbox, typed, says):
    case = making.case()
    answer = send_form(inbox, inbox.get(address(case, "join/")), "join-case", into=typed)
    assert answer.status_code == 422
    assert says in text_of(answer)
    case.refresh_from_db()
    assert case.status == Status.RECEIVED


def test_a_case_is_not_joined_to_itself(inbox):
    case = making.case()
    answer = send_form(inbox, inbox.get(address(case, "join/")), "join-case", into=case.reference)
    assert "Tā ir tā pati lieta" in text_of(answer)


# Papers brought later


def test_a_paper_brought_later_waits_in_its_own_list_and_gets_its_own_number(monday, inbox, registrar):
    case = submitted().application.case
    register(case, by=registrar)
    bring(case.applications.get(), "doctor", [attachment().pk])
    assert f"row-{case.pk}" in inbox.get(f"{LIST}?tab=papers").content.decode()
    assert "Papildu dokumenti 1" in text_of(inbox.get(LIST))
    page = inbox.get(address(case))
    assert "Dokumenti, kas gaida numuru" in text_of(page)
    paper = case.applications.get().supplements.get()
    inbox.post(address(case, f"papers/{paper.pk}/register/"))
    numbers = list(case.documents.order_by("number").values_list("number_text", flat=True))
    assert numbers == ["1-6/26/1", "1-6/26/2"]
    case.refresh_from_db()
    assert case.register_number == "1-6/26/1"
    assert f"row-{case.pk}" not in inbox.get(f"{LIST}?tab=papers").content.decode()
    assert "jau ir reģistrēts" in text_of(inbox.post(address(case, f"papers/{paper.pk}/register/"), follow=True))
    assert case.documents.count() == 2


def test_a_paper_of_another_case_is_not_registered_here(inbox, registrar):
    case, other = submitted().application.case, submitted().application.case
    register(other, by=registrar)
    bring(other.applications.get(), "doctor", [attachment().pk])
    paper = other.applications.get().supplements.get()
    inbox.post(address(case, f"papers/{paper.pk}/register/"))
    assert not RegisteredDocument.objects.filter(supplement=paper).exists()


# Letters


LETTER = {
    "channel": "post",
    "received_on": "2026-11-20",
    "kind": "application",
    "sender": "Anna Bērziņa",
    "sender_number": "A-12",
    "sender_date": "2026-11-18",
    "client_first_name": "Anna",
    "client_last_name": "Bērziņa",
}


def test_a_paper_letter_gets_a_case_and_a_number_in_one_go(monday, inbox, registrar):
    service, unit = making.service(), making.unit()
    chosen = LETTER | {"service": service.pk, "unit": unit.pk, "scans": picture(), "register": "yes"}
    answer = inbox.post(f"{LIST}letter/", chosen)
    case = Case.objects.get()
    assert answer.url == address(case)
    document = case.documents.get()
    assert (document.number_text, document.sender_number) == ("1-6/26/1", "A-12")
    assert (document.sender_date, document.received_on) == (datetime.date(2026, 11, 18), datetime.date(2026, 11, 20))
    assert (case.channel, case.client_name, case.unit) == (Channel.POST, "Anna Bērziņa", unit)
    assert case.letters.get().files.get().attachment.claimed_at
    assert AuditEntry.objects.filter(act="letter.entered", actor=registrar, case_id=case.pk).count() == 1
    assert "Reģistrēts: 1-6/26/1" in text_of(inbox.get(answer.url))


def test_a_letter_may_wait_for_its_number_in_the_list(monday, inbox):
    inbox.post(f"{LIST}letter/", LETTER | {"service": making.service().pk, "unit": making.unit().pk})
    case = Case.objects.get()
    assert case.status == Status.RECEIVED
    assert "Anna Bērziņa" in text_of(inbox.get(LIST))


def test_a_social_worker_writes_down_a_call_in_a_case_of_hers(monday, handler, browser_of):
    case = making.case(unit=handler.unit)
    register(case, by=making.registrar("lietvede"))
    page = browser_of(handler).get(address(case, "letter/"))
    assert "Ievadīt un reģistrēt" not in text_of(page)
    call = LETTER | {"channel": "phone", "sender": "Meita", "note": "Māte pārcelta uz citu palātu."}
    browser_of(handler).post(address(case, "letter/"), call | {"register": "yes"})
    note = case.letters.get()
    assert (note.entered_by, note.is_note, case.documents.count()) == (handler, True, 1)
    assert "Māte pārcelta uz citu palātu." in text_of(browser_of(handler).get(address(case)))
    assert AuditEntry.objects.filter(act="letter.entered", actor=handler, case_id=case.pk).count() == 1


def test_a_paper_handed_to_a_social_worker_waits_for_the_registrar(monday, handler, browser_of, inbox):
    new = LETTER | {"service": making.service().pk, "unit": making.unit().pk, "register": "yes"}
    answer = browser_of(handler).post(f"{LIST}letter/", new, follow=True)
    case = Case.objects.get()
    assert (case.status, case.documents.count()) == (Status.RECEIVED, 0)
    assert "Ierakstīts. Lieta tagad ir lietvedības sarakstā." in text_of(answer)
    assert "Anna Bērziņa" in text_of(inbox.get(LIST))


def test_the_sender_stands_beside_the_client(monday, inbox):
    inbox.post(f"{LIST}letter/", LETTER | {"sender": "Paraugciema pansionāts", "unit": making.unit().pk})
    case = Case.objects.get()
    assert (case.client_name, case.applicant_name) == ("Anna Bērziņa", "Paraugciema pansionāts")


def test_a_letter_to_a_case_gets_its_own_number_there(monday, inbox, registrar):
    case = making.case()
    register(case, by=registrar)
    page = inbox.get(address(case, "letter/"))
    changes = {"sender": "Ģimenes ārsts", "register": "yes"}
    assert send_form(inbox, page, "letter", **changes).url == address(case)
    assert list(case.documents.order_by("number").values_list("number_text", flat=True)) == ["1-6/26/1", "1-6/26/2"]
    assert Case.objects.count() == 1


def test_a_note_of_a_call_gets_no_number(monday, inbox):
    inbox.post(f"{LIST}letter/", LETTER | {"channel": "phone", "note": "Lūdz atzvanīt", "register": "yes"})
    assert Letter.objects.get().note == "Lūdz atzvanīt"
    assert not RegisteredDocument.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"sender": ""}, "Uzrakstiet, kas sūtījis"),
        ({"received_on": "2026-11-24"}, "vēl nav pienākusi"),
        ({"received_on": "31.02.2026."}, "datum"),
        ({"received_on": "0026-11-20"}, "pārāk sen"),
        ({"received_on": "0001-01-01"}, "pārāk sen"),
        ({"sender_date": "2026-11-21"}, "nevar būt rakstīta pēc saņemšanas"),
        ({"channel": "portal"}, "portal"),
        ({"client_code": "abc"}, "Tas nav personas kods"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(monday, inbox, wrong, says):
    answer = inbox.post(f"{LIST}letter/", LETTER | {"note": "Par aprūpi", "register": "yes"} | wrong)
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert "Par aprūpi" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_program_renamed_to_a_scan_is_refused_and_nothing_is_entered(monday, inbox):
    virus = SimpleUploadedFile("skens.pdf", b"MZ" + b"\0" * 200, "application/pdf")
    answer = inbox.post(f"{LIST}letter/", LETTER | {"unit": making.unit().pk, "scans": virus})
    assert answer.status_code == 422
    assert "inbox-error" in answer.content.decode()
    assert not Letter.objects.exists()


# Files


@pytest.fixture
def with_file():
    """A case with a doctor's paper."""
    paper = stored()
    case = submitted(answers={"doctor": {"files": [str(paper.pk)], "later": False}}).application.case
    return case, paper


def test_health_data_ask_why_and_the_reason_stands_in_the_record(inbox, registrar, with_file):
    case, paper = with_file
    page = inbox.get(address(case, f"files/{paper.pk}/"))
    assert "Šajā failā ir veselības dati" in text_of(page)
    assert send_form(inbox, page, "open-file").status_code == 422
    assert not AuditEntry.objects.filter(act="file.open").exists()
    answer = send_form(inbox, page, "open-file", reason="Klients lūdza pārbaudīt", warned="yes")
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert "attachment" in answer["Content-Disposition"]
    opened = AuditEntry.objects.get(act="file.open", actor=registrar, case_id=case.pk)
    assert opened.details["why"] == "Klients lūdza pārbaudīt"
    assert "atvēra failu" in text_of(inbox.get(address(case)))


def test_an_unscanned_file_warns_once_with_the_reason_kept(inbox, with_file):
    case, paper = with_file
    page = inbox.get(address(case, f"files/{paper.pk}/"))
    warning = send_form(inbox, page, "open-file", reason="Zvans no ārsta")
    assert warning.status_code == 200
    assert "Zvans no ārsta" in warning.content.decode()
    assert not AuditEntry.objects.filter(act="file.open").exists()


def test_whoever_the_case_is_assigned_to_is_not_asked(registrar, handler, browser_of, with_file):
    case, paper = with_file
    register(case, by=registrar)
    Case.objects.filter(pk=case.pk).update(handler=handler)
    answer = browser_of(handler).get(address(case, f"files/{paper.pk}/"), {"warned": "yes"})
    assert answer.streaming
    assert AuditEntry.objects.get(act="file.open", actor=handler).details["why"] == "assigned"


def test_another_kind_of_file_opens_without_a_reason(inbox):
    case = submitted().application.case
    paper = stored(category="identity", slot=SIGNED_COPY_SLOT)
    bring(case.applications.get(), SIGNED_COPY_SLOT, [paper.pk])
    assert inbox.get(address(case, f"files/{paper.pk}/"), {"warned": "yes"}).streaming


def test_after_registration_the_registrar_opens_no_file(inbox, registrar, with_file):
    case, paper = with_file
    register(case, by=registrar)
    answer = inbox.post(address(case, f"files/{paper.pk}/"), {"reason": "Gribu", "warned": "yes"})
    assert answer.status_code == 403
    assert not AuditEntry.objects.filter(act="file.open").exists()
    assert AuditEntry.objects.filter(act="file.open.denied", case_id=case.pk, actor=registrar).count() == 1


def test_a_file_is_found_only_through_its_own_case(inbox, with_file):
    _case, paper = with_file
    other = submitted().application.case
    assert inbox.get(address(other, f"files/{paper.pk}/")).status_code == 404
    assert inbox.get(address(other, f"files/{uuid.uuid4()}/")).status_code == 404


def test_the_papers_of_the_portal_are_for_those_who_read_answers(inbox, registrar, browser_of, handler, with_file):
    case, _paper = with_file
    answer = inbox.get(address(case, "pdf/summary/"))
    assert answer.content.startswith(b"%PDF")
    assert AuditEntry.objects.filter(act="pdf.open", case_id=case.pk, actor=registrar).count() == 1
    assert inbox.get(address(case, "pdf/stamped/"), follow=True).status_code == 200
    assert inbox.get(address(case, "pdf/other/")).status_code == 404
    register(case, by=registrar)
    assert inbox.get(address(case, "pdf/summary/")).status_code == 403
    assert browser_of(handler).get(address(case, "pdf/stamped/")).content.startswith(b"%PDF")


def test_the_head_sees_everything(registrar, browser_of, with_file):
    case, paper = with_file
    register(case, by=registrar)
    head = browser_of(making.staff(Role.DEPUTY))
    assert "Grūti staigāt" in text_of(head.get(address(case)))
    page = head.get(address(case, f"files/{paper.pk}/"))
    assert "reason" in form_of(page, "open-file")[1]


def paper_of(case):
    return case.applications.get().files.get().attachment


def with_a_paper():
    return submitted(answers={"doctor": {"files": [str(attachment().pk)], "later": False}}).application.case


def test_an_original_is_noted_where_the_file_stands_kept_and_given_back(inbox):
    case = with_a_paper()
    act = f"{address(case)}files/{paper_of(case).pk}/original/"
    assert "Oriģināls: nav atzīmēts" in text_of(inbox.get(address(case)))
    inbox.post(act, {"state": "kept"})
    assert "Oriģināls paturēts, " in text_of(inbox.get(address(case)))
    inbox.post(act, {"state": "returned", "note": "meitai Ilzei"})
    page = text_of(inbox.get(address(case)))
    assert "Oriģināls atdots, " in page
    assert "meitai Ilzei" in page
    refused = inbox.post(act, {"state": "returned"}, follow=True)
    assert "atdot var tikai to, kas bija paturēts" in text_of(refused)
    assert AuditEntry.objects.filter(act="original.returned", case_id=case.pk).count() == 1


def test_an_original_is_noted_only_by_who_may_see_the_file_and_of_this_case_alone(inbox, browser_of):
    case, other = with_a_paper(), with_a_paper()
    act = f"{address(case)}files/{paper_of(case).pk}/original/"
    for role in (Role.AUDITOR, Role.EDITOR):
        assert browser_of(making.staff(role)).post(act, {"state": "kept"}).status_code == 403
    stray = f"{address(case)}files/{paper_of(other).pk}/original/"
    assert inbox.post(stray, {"state": "kept"}).status_code == 404
    assert inbox.get(act).status_code == 405
    register(case, by=making.registrar("cita"))
    assert inbox.post(act, {"state": "kept"}).status_code == 403
    assert not case.originals.exists()
