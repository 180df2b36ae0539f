"""One case: both people on top, answers as asked, what each role may see, and that the reading is recorded."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eservices.applications.models import Supplement
from eservices.applications.withdrawing import withdraw
from eservices.cases.moving import move
from eservices.notifications.models import Message
from eservices.registration.registering import register
from portal.audit.models import AuditEntry
from portal.people.models import Role
from tests.applications.making import attachment, submitted
from tests.cases import making
from tests.cases.making import person
from tests.inbox.reading_pages import text_of

SECRETS = ("Grūti staigāt pa kāpnēm", "323456-78901", "20 000 000", "Lazdu iela 1", "atzinums.pdf")


def address(case, act: str = "") -> str:
    return f"/admin/inbox/{case.pk}/{act}"


@pytest.fixture
def case():
    """An application with a doctor's paper: everything that could leak is in it."""
    paper = attachment()
    return submitted(answers={"doctor": {"files": [str(paper.pk)], "later": False}}).application.case


def test_the_registrar_reads_answers_as_asked_until_she_registers(monday, inbox, registrar, case):
    words = text_of(inbox.get(address(case)))
    for secret in SECRETS:
        assert secret in words
    assert "Kas notiek?" in words
    register(case, by=registrar)
    page = inbox.get(address(case))
    words = text_of(page)
    for secret in SECRETS:
        assert secret not in page.content.decode()
    assert "Anna Paraudziņa" in words
    assert "1-6/26/1" in words
    assert "Jūs redzat tās numuru, dalībniekus un statusu" in words


def test_a_case_leads_to_the_form_as_the_resident_saw_it(inbox, case):
    version = case.applications.get().form_version
    link = f"/admin/e-services/versions/{version.pk}/"
    assert link in inbox.get(address(case)).content.decode()
    assert version.texts["item.why.label"] in text_of(inbox.get(link, {"step": "vajadziba"}))
    assert text_of(inbox.get(f"/admin/e-services/{version.eservice}/versions/"))


def test_the_preview_hides_what_the_page_hides(monday, inbox, registrar, case):
    assert SECRETS[0] in inbox.get(address(case, "preview/")).content.decode()
    assert SECRETS[0] in inbox.get(f"/admin/inbox/?open={case.pk}").content.decode()
    register(case, by=registrar)
    for view in (address(case, "preview/"), f"/admin/inbox/?tab=all&open={case.pk}"):
        page = inbox.get(view).content.decode()
        assert "Anna Paraudziņa" in page
        assert not [secret for secret in SECRETS if secret in page]


def test_the_unit_sees_the_case_from_registration_on(registrar, handler, browser_of, case):
    hers = browser_of(handler)
    assert hers.get(address(case)).status_code == 404
    assert hers.get(address(case, "preview/")).status_code == 404
    assert "data-inbox-case" not in hers.get(f"/admin/inbox/?tab=all&open={case.pk}").content.decode()
    register(case, by=registrar)
    assert SECRETS[0] in text_of(hers.get(address(case)))


def test_another_unit_never_learns_of_the_case(registrar, browser_of, case):
    register(case, by=registrar)
    theirs = browser_of(making.staff(Role.HANDLER, of=making.unit("families")))
    assert theirs.get(address(case)).status_code == 404
    assert "Paraudziņa" not in theirs.get("/admin/inbox/?q=Paraudziņa").content.decode().replace(
        'value="Paraudziņa"', ""
    )
    denied = AuditEntry.objects.get(act="case.read.denied")
    assert denied.case_id == case.pk
    assert denied.actor is not None


def test_a_case_that_does_not_exist_looks_like_one_that_is_not_yours(inbox, browser_of, handler, case):
    missing = browser_of(handler).get("/admin/inbox/999999/")
    hidden = browser_of(handler).get(address(case))
    assert missing.status_code == hidden.status_code == 404


def test_every_reading_is_recorded_with_how_deep_it_went(monday, inbox, registrar, case):
    inbox.get(address(case))
    inbox.get(address(case, "preview/"))
    register(case, by=registrar)
    inbox.get(address(case))
    read = AuditEntry.objects.filter(act="case.read", case_id=case.pk, actor=registrar).order_by("sequence")
    assert [entry.details["answers"] for entry in read] == [True, True, False]
    assert "lasīja lietu" in text_of(inbox.get(address(case)))


def test_looking_at_the_list_reads_no_case(inbox, case):
    inbox.get("/admin/inbox/")
    assert not AuditEntry.objects.filter(act="case.read").exists()


def test_both_people_stand_on_top_with_capacity_and_proof(inbox):
    authority = {"capacity": "authorised", "kind": "notariāla pilnvara", "number": "77", "valid_until": "2027-03-01"}
    daughter = person("representative", "Līga", "Bērziņa", relation="meita", authority=authority)
    words = text_of(inbox.get(address(making.case(person(), daughter))))
    assert "pilnvarnieks" in words
    assert "notariāla pilnvara 77" in words
    assert "derīgs līdz 01.03.2027." in words
    assert words.index("Anna Bērziņa") < words.index("Līga Bērziņa") < words.index("Statuss")


def test_another_identity_than_a_latvian_code_is_spelled_out(inbox):
    identity = {"kind": "foreign", "value": "40404049996", "country": "LT"}
    words = text_of(inbox.get(address(making.case(person(contact={"identity": identity})))))
    assert "citas valsts kods, 40404049996, LT" in words


def test_danger_at_home_is_said_before_anybody_calls(inbox):
    case = making.case(person(contact={"safe_note": "tikai pirmdienās"}), safe_contact="no")
    words = text_of(inbox.get(address(case)))
    assert "nezvanīt un nerakstīt" in words
    assert "tikai pirmdienās" in words


def test_the_household_is_seen_only_with_the_answers(inbox, registrar):
    case = making.case(person(), person("supporter", "Pēteris", "Slepenais", personal_code="323456-78903"))
    assert "Pēteris Slepenais" in text_of(inbox.get(address(case)))
    register(case, by=registrar)
    assert "Slepenais" not in inbox.get(address(case)).content.decode()


def test_both_clocks_stand_side_by_side(at, registrar, handler, browser_of):
    at("2026-11-23 09:00")
    case = making.case()
    register(case, by=registrar)
    at("2026-12-01 09:00")
    page = browser_of(handler).get(address(case))
    words = text_of(page)
    assert "6. diena no 10" in words
    assert '<time id="due-date" datetime="2026-12-07">07.12.2026.</time>' in page.content.decode()
    assert "23.12.2026." in words


def test_history_says_what_happened_and_who_did_it(monday, registrar, handler, browser_of, case):
    register(case, by=registrar)
    words = text_of(browser_of(handler).get(address(case)))
    assert "Mainīts statuss: saņemts → reģistrēts 1-6/26/1 lietvede" in words


def test_a_message_that_did_not_go_out_stands_in_the_case(registrar, handler, browser_of, case):
    register(case, by=registrar)
    Message.objects.create(case=case, kind="registered", state="dead", once=None)
    assert "neizdevās nosūtīt" in text_of(browser_of(handler).get(address(case)))


def test_a_case_closed_to_named_people_is_not_there_for_the_others(registrar, handler, browser_of):
    from eservices.cases.closing_off import close_to

    case = making.case()
    register(case, by=registrar)
    close_to(case, [], by=registrar)
    assert browser_of(handler).get(address(case)).status_code == 404
    assert browser_of(registrar).get(address(case)).status_code == 200


def test_what_was_typed_into_the_form_does_nothing_here(inbox):
    script = "<script>alert(1)</script>"
    case = submitted(answers={"why": script, "first_name": script[:60], "last_name": '"><img src=x>'}).application.case
    for view in (address(case), address(case, "preview/"), f"/admin/inbox/?open={case.pk}", address(case, "register/")):
        page = inbox.get(view).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x>" not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize("many", [1, 3, 20])
def test_the_number_of_statements_does_not_grow_with_the_case(inbox, many):
    supporters = [person("supporter", f"Jānis{n}", "Bērziņš") for n in range(many)]
    case = making.case(person(), person("helper", "Līga", "Bērziņa"), *supporters)
    for _ in range(many):
        Message.objects.create(case=case, kind="received", once=None)
    inbox.get(address(case))
    with CaptureQueriesContext(connection) as taken:
        assert inbox.get(address(case)).status_code == 200
    assert len(taken) == STATEMENTS, "\n".join(each["sql"][:160] for each in taken)


STATEMENTS = 36


def test_a_closed_case_says_how_it_ended(inbox, registrar, case):
    move(case, "closed", by=registrar, ending="withdrawn")
    assert "atsaukts" in text_of(inbox.get(address(case)))


def test_what_was_withdrawn_before_it_was_registered_gets_its_number_from_the_same_screen(inbox):
    application = submitted().application
    withdraw(application.case)
    case = application.case
    page = inbox.get(address(case))
    assert 'id="register-application"' in page.content.decode()
    assert "Iesnieguma atsaukums" in text_of(page)
    form = page.context["register_form"]
    values = {field.name: field.value() for field in form}
    inbox.post(f"{address(case)}register/", values)
    case.refresh_from_db()
    assert (case.status, case.ending, case.register_number) == ("closed", "withdrawn", "1-6/26/1")
    page = inbox.get(address(case))
    assert 'id="register-application"' not in page.content.decode()
    assert "Reģistrēts pēc lietas slēgšanas" in text_of(page)
    inbox.post(f"{address(case)}papers/{Supplement.objects.get().pk}/register/", {})
    case.refresh_from_db()
    assert case.papers_to_register == 0


def test_times_are_written_in_riga(at, inbox):
    at("2026-11-23 00:30")  # still Sunday evening in UTC
    case = making.case()
    assert "23.11.2026. 00:30" in text_of(inbox.get(address(case)))
    assert timezone_free(case.received_at) == datetime.date(2026, 11, 22)


def timezone_free(moment) -> datetime.date:
    return moment.astimezone(datetime.UTC).date()


def test_what_has_to_be_translated_is_marked_until_somebody_says_that_it_is(inbox):
    case = submitted(answers={"why": "Мне трудно ходить."}).application.case
    assert "vajadzīgs tulkojums" in text_of(inbox.get(f"/admin/inbox/{case.pk}/"))
    inbox.post(f"/admin/inbox/{case.pk}/translated/")
    page = text_of(inbox.get(f"/admin/inbox/{case.pk}/"))
    assert "vajadzīgs tulkojums" not in page
    assert "Iztulkots" in page
