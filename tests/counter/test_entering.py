"""An application told at the counter or brought on paper: begun, filled in, handed in, registered by one person."""

import datetime
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eservices.applications.models import Application
from eservices.attachments.models import Attachment
from eservices.cases.models import Case, Status
from eservices.journeys import continuing
from eservices.journeys.models import Draft
from eservices.notifications.models import Message
from portal.audit.models import AuditEntry
from portal.people.models import Role
from portal.people.roles import revoke, sync_groups
from tests.attachments.files import pdf
from tests.cases import making
from tests.counter.staff import NEW, AtTheCounter
from tests.journeys.resident import SLUG, Resident

pytestmark = pytest.mark.django_db
ORAL = {"incomplete_reason": "Neatceras", "how": "later"}


@pytest.fixture(autouse=True)
def offered(version):
    """The tiny form, offered at its address, and Wagtail's groups."""
    sync_groups()
    making.unit()
    return version


@pytest.fixture
def registrar():
    return making.registrar("lietvede")


@pytest.fixture
def counter(registrar):
    return AtTheCounter(registrar)


def scan(name: str = "veidlapa.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf(), content_type="application/pdf")


# Choosing


def test_it_begins_with_the_eservice_and_how_it_came(counter, registrar):
    counter.get(NEW)
    assert "Pieteikties sīkai palīdzībai" in counter.text
    counter.begin("oral")
    draft = Draft.objects.get()
    assert (draft.entered_by, draft.channel, draft.received_on) == (registrar, "oral", timezone.localdate())
    assert counter.step == "droshiba"
    assert "Aizpilda darbinieks" in counter.text
    assert "mutvārdos" in counter.text
    entry = AuditEntry.objects.get(act="entry.begun")
    assert (entry.actor, entry.details) == (registrar, {"channel": "oral", "eservice": SLUG})


def test_the_form_is_latvian_whatever_language_the_admin_is_in(registrar):
    counter = AtTheCounter(registrar)
    counter.client = Client(headers={"accept-language": "en"})
    counter.client.force_login(registrar)
    counter.begin("oral")
    assert counter.address.startswith("/lv/")
    counter.get(NEW)
    assert counter.page.select_one("#unfinished a")["href"].startswith("/lv/")


def test_words_typed_narrow_the_list_without_a_script(counter):
    assert counter.get(f"{NEW}?q=SIKAI").page.select_one(f"a[href='{NEW}{SLUG}/']")
    counter.get(f"{NEW}?q=pirts")
    assert "Ar šiem vārdiem e-pakalpojuma nav." in counter.text


def test_what_is_not_offered_cannot_be_begun(counter, version):
    type(version).objects.update(state="withdrawn")
    assert SLUG not in str(counter.get(NEW).page.main)
    assert counter.get(f"{NEW}{SLUG}/").response.status_code == 404


@pytest.mark.parametrize("channel", ["portal", "phone", "pigeon", ""])
def test_a_channel_that_is_not_offered_begins_nothing(counter, channel):
    counter.begin(channel)
    assert counter.response.status_code == 422
    assert not Draft.objects.exists()


def test_a_day_that_has_not_come_begins_nothing(counter):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    counter.begin("post", received_on=tomorrow.isoformat())
    assert "Šī diena vēl nav pienākusi." in counter.text
    assert not Draft.objects.exists()


def test_a_call_is_a_note_in_the_letter_form(counter):
    counter.get(f"{NEW}{SLUG}/")
    address = counter.page.select_one("#phone-note")["href"]
    counter.get(address)
    assert counter.page.select_one("[name=channel] option[selected]")["value"] == "phone"
    assert counter.page.select_one("[name=service] option[selected]").get_text() == "Sīka palīdzība"


def test_the_row_cannot_say_half_of_it(counter):
    counter.begin()
    for half in ({"received_on": None}, {"channel": "portal"}, {"channel": "phone"}, {"entered_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Draft.objects.update(**half)


# Never stopped


def test_what_is_left_out_stops_nobody_and_is_listed(counter, registrar):
    counter.fill_all(vajadziba={"why": "", "wants": []})
    assert counter.heading == "Pārbaudīt un nodot"
    assert "Obligāti jautājumi bez atbildes: Kas notiek? Kas ir vajadzīgs?" in counter.text
    counter.hand_over(how="later")
    assert counter.response.status_code == 422
    assert "Uzrakstiet, kāpēc atbilžu nav" in counter.text
    assert not Application.objects.exists()
    counter.hand_over(**ORAL)
    application = Application.objects.get()
    assert application.incomplete_reason == "Neatceras"
    assert (application.channel, application.entered_by) == ("oral", registrar)
    assert (application.case.channel, application.case.status) == ("oral", Status.RECEIVED)


def test_a_resident_is_stopped_by_the_same_question(version):
    resident = Resident().fill_until("vajadziba")
    resident.fill("vajadziba", why="")
    assert resident.step == "vajadziba"
    assert resident.errors


def test_a_wrong_answer_is_told_and_kept(counter):
    counter.begin()
    for step in ("droshiba", "persona"):
        counter.fill(step)
    counter.fill("vajadziba", hours="daudz")
    assert counter.step == "vajadziba"
    assert counter.errors
    assert counter.page.select_one("[name=hours]")["value"] == "daudz"


# Confirming


def test_read_aloud_with_a_second_member_of_staff_and_registered_in_one_click(counter, registrar):
    witness = making.staff(Role.HANDLER, name="darbiniece")
    counter.fill_all()
    counter.hand_over("register", how="read_aloud", reason="Neredz lasīt")
    assert "Izvēlieties otru darbinieku, kurš bija klāt." in counter.errors
    assert "Neredz lasīt" in counter.text
    counter.hand_over("register", how="read_aloud", reason="Neredz lasīt", witness=str(witness.pk))
    assert counter.heading == "Iesniegums nodots"
    application = Application.objects.get()
    assert (application.authenticity, application.authenticity_witness) == ("read_aloud", witness)
    case = application.case
    assert (case.status, case.to_be_confirmed) == (Status.REGISTERED, False)
    assert case.register_number in counter.text
    assert counter.page.select_one("#due-date")["datetime"] == case.due_on.isoformat()
    assert "Nolasīts priekšā" in counter.text or "nolasīts priekšā" in counter.text
    assert AuditEntry.objects.filter(act="application.confirmed", actor=registrar).count() == 1
    assert {pdf.key for pdf in application.issued_pdfs.filter(kind="summary")} == {"summary:read_aloud"}
    assert not application.issued_pdfs.filter(kind="to_sign").exists(), "nothing is left to sign"
    assert Message.objects.filter(case=case, kind="received").exists()
    assert not Message.objects.filter(case=case, kind="confirm_needed").exists()


def test_oneself_is_no_second_member_of_staff(counter, registrar):
    counter.fill_all()
    counter.hand_over(how="read_aloud", reason="Neredz", witness=str(registrar.pk))
    assert counter.response.status_code == 422
    assert not Application.objects.exists()


def test_who_signs_now_signs_the_printed_copy_after_handing_in(counter, registrar):
    counter.fill_all()
    counter.hand_over(how="now")
    application = Application.objects.get()
    assert application.authenticity == "unsigned", "nothing is said to be signed before it is"
    assert counter.client.get(counter.page.select_one("#large")["href"])["Content-Type"] == "application/pdf"
    counter.press("signed", form="signed")
    application.refresh_from_db()
    assert (application.authenticity, application.authenticity_by) == ("signed_counter", registrar)
    assert not counter.page.select_one("#signed")


def test_a_signed_paper_needs_its_scan_and_keeps_the_day_it_came(counter):
    came = timezone.localdate() - datetime.timedelta(days=2)
    counter.begin("post", received_on=came.isoformat())
    counter.fill_all()
    counter.hand_over(how="signed_paper")
    assert "Vispirms pievienojiet parakstītā papīra skenējumu." in counter.errors
    counter.press("attach", form="submit-application", scans=scan())
    assert "veidlapa.pdf" in counter.text
    counter.hand_over(how="signed_paper")
    application = Application.objects.get()
    assert application.authenticity == "signed_paper"
    assert [each.slot for each in application.files.filter(slot="paper")] == ["paper"]
    assert timezone.localdate(application.case.received_at) == came
    assert application.case.channel == "post"


def test_a_scan_given_at_the_beginning_goes_with_the_application_and_one_taken_away_does_not(
    counter, django_capture_on_commit_callbacks
):
    counter.get(f"{NEW}{SLUG}/")
    counter.press("", form="begin", channel="post", scans=scan())
    first = Attachment.objects.get()
    assert Draft.objects.get().content["scans"] == [str(first.pk)]
    counter.fill_all()
    counter.press("attach", form="submit-application", scans=scan("otra.pdf"))
    with django_capture_on_commit_callbacks(execute=True):
        counter.press("remove-scan", str(first.pk), form="submit-application")
    assert not Attachment.objects.filter(pk=first.pk).exists()
    counter.hand_over(how="later")
    assert [each.attachment.file_name for each in Application.objects.get().files.filter(slot="paper")] == ["otra.pdf"]


def test_a_scan_of_another_draft_is_not_removed_by_its_id(counter):
    other = AtTheCounter(making.registrar("cita"))
    other.get(f"{NEW}{SLUG}/")
    other.press("", form="begin", channel="post", scans=scan())
    theirs = Attachment.objects.get()
    counter.fill_all()
    counter.press("remove-scan", str(theirs.pk), form="submit-application")
    assert Attachment.objects.filter(pk=theirs.pk).exists()


def test_what_is_no_paper_is_refused_at_its_field(counter):
    counter.get(f"{NEW}{SLUG}/")
    counter.press("", form="begin", channel="post", scans=SimpleUploadedFile("a.exe", b"MZ" * 50))
    assert counter.response.status_code == 422
    assert counter.page.select_one(".inbox-error")
    assert not Draft.objects.exists()


# Afterwards


def test_the_same_receipt_with_the_secret_and_no_message_to_an_unproven_address(counter, deliver):
    counter.fill_all()
    counter.hand_over(how="later")
    case = Case.objects.get()
    reference = counter.page.select_one("#reference").get_text()
    assert reference.replace(" ", "") == case.reference
    answer = counter.client.get(counter.page.select_one("#receipt")["href"])
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    opened = AuditEntry.objects.get(act="pdf.open")
    assert opened.actor == counter.user
    deliver()
    assert [message.withheld for message in Message.objects.filter(case=case)] == ["no_address"]


def test_handing_in_twice_makes_one_application(counter):
    counter.fill_all()
    address, fields = counter.address, counter.fields("submit-application") | {"how": "later"}
    for _n in range(2):
        counter.client.post(address, fields)
    assert Application.objects.count() == 1
    assert Case.objects.count() == 1


def test_a_handler_hands_in_and_the_registrar_registers(version):
    handler = AtTheCounter(making.staff(Role.HANDLER, of=making.unit(), name="darbiniece"))
    handler.fill_all()
    assert not handler.page.select_one("#hand-in-register")
    handler.hand_over("register", how="later")
    assert Case.objects.get().status == Status.RECEIVED
    assert "Numuru piešķir lietvede." in handler.text
    assert not handler.page.select_one("#case")


def test_registering_afterwards_is_one_click(counter):
    counter.fill_all()
    counter.hand_over(how="later")
    counter.press("register", form="register-now")
    assert Case.objects.get().status == Status.REGISTERED
    assert counter.page.select_one("#register-number")


def test_without_a_unit_somebody_chooses_one_first(counter):
    counter.fill_all()
    counter.hand_over(how="later")
    Case.objects.update(unit=None)
    counter.press("register", form="register-now")
    assert "Šeit reģistrēt neizdevās" in counter.text
    assert Case.objects.get().status == Status.RECEIVED


def test_pages_for_residents_alone_lead_staff_to_theirs(counter):
    counter.begin()
    for page in ("turpinat-velak", "pabeigt-seit"):
        counter.get(f"{counter.base}{counter.draft_id}/iesniegums/{page}/")
        assert counter.address == NEW
        counter.get(Draft.objects.get() and f"{counter.base}{Draft.objects.get().pk}/")
    counter.fill_all()
    counter.get(f"{counter.base}{counter.draft_id}/iesniegums/e-pasts/")
    assert counter.heading == "Pārbaudīt un nodot"
    counter.get(f"{counter.base}{counter.draft_id}/iesniegums/parbaudit/")
    assert counter.heading == "Pārbaudīt un nodot"


def test_reading_aloud_shows_every_answer_and_the_declaration(counter):
    counter.fill_all(vajadziba={"why": ""})
    counter.get(f"{counter.base}{counter.draft_id}/iesniegums/nolasit/")
    aloud = counter.page.select_one("#aloud").get_text(" ")
    assert "Paraudziņa" in aloud
    assert "Sniegtās ziņas ir patiesas." in aloud
    assert "nav atbildes" in aloud or "nav norādīts" in aloud


def test_an_interrupted_registrar_goes_on(counter):
    counter.begin()
    counter.fill("droshiba")
    counter.fill("persona", button="later")
    assert counter.address == NEW
    assert "Nepabeigtie" in counter.text
    assert "Anna Paraudziņa" in counter.text
    counter.get(counter.page.select_one("#unfinished a")["href"])
    assert counter.step == "persona"
    assert counter.page.select_one("[name=first_name]")["value"] == "Anna"


def test_the_unfinished_of_others_are_theirs_and_the_list_costs_the_same(counter, django_assert_num_queries):
    AtTheCounter(making.registrar("cita")).begin()
    assert "Nepabeigtie" not in counter.get(NEW).text
    counter.begin()
    with CaptureQueriesContext(connection) as one:
        counter.get(NEW)
    statements = len(one)
    counter.begin()
    counter.begin()
    with django_assert_num_queries(statements):
        counter.get(NEW)
    assert len(counter.page.select("#unfinished li")) == 3


def test_what_was_begun_can_be_deleted_and_leaves_a_trace(counter):
    counter.begin()
    counter.get(f"{counter.base}{counter.draft_id}/iesniegums/dzest-visu/")
    counter.press("", form=None)
    assert counter.address == NEW
    assert not Draft.objects.exists()
    assert AuditEntry.objects.filter(act="entry.cleared").count() == 1


# Whose it is


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUDITOR, Role.DATA_PROTECTION, Role.ADMINISTRATOR])
@pytest.mark.parametrize("page", ["", f"{SLUG}/"])
def test_who_has_no_casework_begins_nothing(role, page):
    outsider = AtTheCounter(making.staff(role, name=str(role)))
    assert outsider.get(f"{NEW}{page}").response.status_code == 403
    answer = outsider.client.post(f"{NEW}{SLUG}/", {"channel": "oral", "received_on": timezone.localdate()})
    assert answer.status_code == 403
    assert not Draft.objects.exists()
    assert AuditEntry.objects.filter(act="application.enter.denied", actor=outsider.user).exists()


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.HANDLER, Role.HEAD_OF_UNIT, Role.HEAD_OF_OFFICE, Role.DEPUTY])
def test_who_does_casework_begins(role):
    assert AtTheCounter(making.staff(role, of=making.unit(), name=str(role))).begin().step == "droshiba"


def everywhere(counter):
    places = ["", "droshiba/", *(f"iesniegums/{each}/" for each in ("nodot", "nolasit", "nodots", "parbaudit"))]
    return [f"{counter.base}{counter.draft_id}/{place}" for place in places]


def test_another_member_of_staff_and_a_resident_get_the_same_nothing(counter):
    counter.begin()
    counter.fill("droshiba")
    counter.fill("persona")
    nobody = Client().get(f"{counter.base}{uuid.uuid4()}/droshiba/")
    colleague = AtTheCounter(making.registrar("cita"))
    for address in everywhere(counter):
        for browser in (Client(), colleague.client):
            answer = browser.get(address)
            assert answer.status_code == 404
            assert "Paraudziņa" not in answer.content.decode()
            assert answer.content.decode().count("<h1") == nobody.content.decode().count("<h1")
    assert AuditEntry.objects.filter(act="entry.open.denied", actor=colleague.user).exists()
    assert colleague.client.post(everywhere(counter)[1], {"safe": "no"}).status_code == 404
    assert Draft.objects.get().content["answers"]["safe"] == "yes"


def test_a_signed_out_browser_opens_nothing_whatever_cookies_it_kept(counter):
    counter.begin()
    counter.client.logout()
    for address in everywhere(counter):
        assert counter.client.get(address).status_code == 404


def test_a_role_taken_away_closes_it_and_given_back_finds_everything(counter, registrar):
    counter.begin()
    counter.fill("droshiba")
    address = counter.address
    revoke(registrar.role_grants.get())
    assert counter.client.get(address).status_code == 404
    assert counter.client.post(address, {"first_name": "Cita"}).status_code == 404
    assert "first_name" not in Draft.objects.get().content["answers"]


def test_the_draft_of_a_resident_is_not_opened_by_being_staff(counter):
    resident = Resident().fill_until("vajadziba")
    assert counter.client.get(resident.address).status_code == 404


def test_what_was_typed_when_the_session_ended_is_kept(counter):
    counter.begin()
    counter.fill("droshiba")
    page = counter.address
    fields = counter.fields("step") | {"first_name": "Anna", "last_name": "Paraudziņa"}
    counter.client.logout()
    answer = counter.client.post(page, fields)
    assert answer.status_code == 302
    assert answer["Location"] == f"/konts/login/?next={page}"
    login = counter.client.get(answer["Location"]).content.decode()
    assert "Paraudziņa" not in login
    counter.client.force_login(counter.user)
    counter.get(page)
    assert counter.page.select_one("[name=last_name]")["value"] == "Paraudziņa"
    assert "persona" not in Draft.objects.get().content["done"], "kept, but not checked"


def test_who_is_signed_out_takes_no_file_away(counter):
    counter.begin()
    for step in ("droshiba", "persona", "vajadziba", "apgadnieki"):
        counter.fill(step)
    counter.press("attach", "doctor", doctor=scan())
    file = Attachment.objects.get()
    page, fields = counter.address, counter.fields("step") | {"doctor-remove": str(file.pk)}
    counter.client.logout()
    assert counter.client.post(page, fields).status_code == 302
    assert Draft.objects.get().content["answers"]["doctor"]["files"] == [str(file.pk)]


def test_only_a_page_that_staff_saw_may_be_kept_so(counter, registrar):
    counter.begin()
    counter.fill("droshiba")
    page, fields = counter.address, counter.fields("step") | {"first_name": "Anna"}
    stranger = Client()
    for shown in ("", "made-up", AtTheCounter(making.registrar("cita")).begin().fields("step")["shown"][0]):
        assert stranger.post(page, fields | {"shown": shown}).status_code == 404
    revoke(registrar.role_grants.get())
    assert stranger.post(page, fields).status_code == 404
    assert "first_name" not in Draft.objects.get(entered_by=registrar).content["answers"]


def test_no_code_and_no_link_leads_to_what_staff_began(counter):
    counter.begin()
    draft = Draft.objects.get()
    draft.link_hash = "x"
    draft.save()
    assert continuing._live(link_hash="x") is None
