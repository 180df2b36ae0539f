"""Every role at every door of the inbox: the table is the promise, the test goes through all of it."""

import csv
import io
import re
import uuid

import pytest

from eservices.cases.models import Case
from eservices.notifications.models import Message
from eservices.registration.models import RegisteredDocument
from eservices.registration.registering import register
from portal.audit.models import AuditEntry
from portal.people.models import Role
from tests.applications.making import submitted
from tests.cases import making
from tests.inbox.reading_pages import send_form, text_of

LIST = "/admin/inbox/"
ROLES = {
    "registrar": Role.REGISTRAR,
    "handler": Role.HANDLER,
    "head_of_unit": Role.HEAD_OF_UNIT,
    "head_of_office": Role.HEAD_OF_OFFICE,
    "deputy": Role.DEPUTY,
    "auditor": Role.AUDITOR,
    "data_protection": Role.DATA_PROTECTION,
    "editor": Role.EDITOR,
    "administrator": Role.ADMINISTRATOR,
}
HEADS = {"head_of_office", "deputy"}
CASEWORK = {"registrar", "handler", "head_of_unit"} | HEADS
REGISTERING = {"registrar"} | HEADS
# Who may open what of a case that is registered in the unit of the handler and of the head of unit.
DOORS = {
    "": CASEWORK,
    "{case}/": CASEWORK,
    "{case}/preview/": CASEWORK,
    "{case}/register/": REGISTERING,
    "{case}/documents/{document}/annul/": REGISTERING,
    "{case}/join/": REGISTERING,
    "{case}/letter/": CASEWORK,
    "{case}/confirm/": CASEWORK,
    "{case}/parties/{party}/link/": CASEWORK - {"registrar"},
    "{case}/parties/{party}/": CASEWORK - {"registrar"},
    "{case}/parties/{party}/contact/": CASEWORK,
    "{case}/parties/add/": CASEWORK,
    "{case}/safety/": CASEWORK,
    "{case}/secret/": CASEWORK,
    "{case}/withdraw/": CASEWORK,
    "{case}/restore/": CASEWORK,
    "{case}/close-off/": CASEWORK - {"registrar", "handler"},
    "{case}/open-again/": CASEWORK - {"registrar", "handler"},
    "{case}/pdf/other/": set(),
    "letter/": CASEWORK,
    "new/": CASEWORK,
    "export/": {"registrar", "head_of_unit", "data_protection"} | HEADS,
    "messages/": CASEWORK,
}
POSTS = {
    "register/": REGISTERING,
    "{case}/documents/{document}/undo/": REGISTERING,
    "{case}/papers/{none}/register/": REGISTERING,
    "messages/{none}/again/": CASEWORK,
    "search/": CASEWORK,
}


@pytest.fixture
def registered():
    case = submitted().application.case
    register(case, by=making.registrar("cita"))
    return case


def filled(door: str, case: Case) -> str:
    return LIST + door.format(
        case=case.pk,
        document=RegisteredDocument.objects.get(case=case).pk,
        party=case.parties.get(role="client").pk,
        none=uuid.uuid4(),
    )


@pytest.mark.parametrize("role", ROLES)
def test_doors_open_only_for_whom_they_should(role, browser_of, registered):
    user = making.staff(ROLES[role], of=making.unit())
    browser = browser_of(user)
    for door, allowed in DOORS.items():
        status = browser.get(filled(door, registered)).status_code
        assert (status == 200) == (role in allowed), f"{role} at {door}: {status}"
        assert status in (200, 403, 404), f"{role} at {door}: {status}"


@pytest.mark.parametrize("role", ROLES)
def test_acts_are_done_only_by_whom_they_should(role, browser_of, registered):
    user = making.staff(ROLES[role], of=making.unit())
    browser = browser_of(user)
    for door, allowed in POSTS.items():
        status = browser.post(filled(door, registered)).status_code
        assert status == (302 if role in allowed else 403), f"{role} at {door}: {status}"
    refused = AuditEntry.objects.filter(act__endswith=".denied", actor=user).count()
    assert refused == sum(role not in allowed for allowed in POSTS.values())


@pytest.mark.parametrize("role", sorted(set(ROLES) - CASEWORK))
def test_whoever_has_no_cases_finds_none_anywhere(role, browser_of, registered):
    browser = browser_of(making.staff(ROLES[role], of=making.unit()))
    for door in ("/admin/", LIST, f"{LIST}?q=Paraudziņa", filled("{case}/", registered), f"{LIST}messages/"):
        page = browser.get(door).content.decode()
        assert "Paraudziņa" not in page.replace("q=Paraudzi", "")
        assert registered.register_number not in page


def test_acts_are_never_done_by_a_link(inbox, registered):
    for door in POSTS:
        if door != "register/":
            assert inbox.get(filled(door, registered)).status_code == 405
    assert inbox.get(f"{LIST}register/").status_code == 405


def test_nobody_who_is_not_logged_in_gets_further_than_the_door(client, registered):
    for door in (*DOORS, *POSTS):
        answer = client.get(filled(door, registered))
        assert answer.status_code == 302
        assert "/login" in answer.url


def test_a_refusal_says_so_in_plain_words_and_is_recorded(browser_of):
    user = making.staff(Role.EDITOR)
    answer = browser_of(user).get(LIST)
    assert answer.status_code == 403
    assert "šīs tiesības nav piešķirtas" in text_of(answer)
    assert AuditEntry.objects.get(act="case.list.denied").actor == user


def test_pages_of_the_inbox_are_kept_nowhere(inbox, registered):
    for door in ("", "{case}/", "{case}/preview/", "export/", "messages/"):
        assert "no-store" in inbox.get(filled(door, registered))["Cache-Control"]


def test_no_page_of_the_inbox_has_an_inline_script_or_style(inbox, registered):
    for door in ("", "{case}/", "{case}/preview/", "letter/", "export/", "messages/"):
        page = inbox.get(filled(door, registered)).content.decode()
        main = page[page.find("<main") :] if "<main" in page else page
        assert " style=" not in main
        assert " onclick=" not in main
        assert "<script>" not in main


def test_the_register_is_exported_for_a_range_and_the_export_is_recorded(inbox, registrar, registered):
    answer = send_form(inbox, inbox.get(f"{LIST}export/"), "export-register")
    assert answer["Content-Type"].startswith("text/csv")
    text = b"".join(answer.streaming_content).decode()
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == 2
    assert registered.register_number in rows[1]
    assert "323456-78901" not in text
    entry = AuditEntry.objects.get(act="register.exported", actor=registrar)
    assert entry.details["since"].endswith("-01-01")


def exported_in_full(browser, **changes):
    page = browser.get(f"{LIST}export/")
    return send_form(browser, page, "export-register", full="on", **changes)


def test_personal_codes_are_exported_with_a_reason_by_whom_they_may_be(browser_of, registered):
    head = making.staff(Role.HEAD_OF_OFFICE)
    answer = exported_in_full(browser_of(head))
    assert answer.status_code == 422
    assert "Uzrakstiet, kādēļ vajadzīgi personas kodi" in text_of(answer)
    answer = exported_in_full(browser_of(head), reason="Valsts kontroles pieprasījums 323456-78901")
    assert "323456-78901" in b"".join(answer.streaming_content).decode()
    entry = AuditEntry.objects.get(act="register.exported", actor=head)
    assert entry.details["full"] is True
    assert entry.details["why"] == "Valsts kontroles pieprasījums [personas kods]"


def test_the_registrar_is_not_offered_personal_codes_and_gets_none(inbox, registered):
    assert "Ar personas kodiem" not in text_of(inbox.get(f"{LIST}export/"))
    answer = exported_in_full(inbox, reason="Gribu")
    assert "323456-78901" not in b"".join(answer.streaming_content).decode()


def test_a_range_that_runs_backwards_is_refused(inbox):
    page = inbox.get(f"{LIST}export/")
    answer = send_form(inbox, page, "export-register", since="2026-11-20", until="2026-11-19")
    assert answer.status_code == 422
    assert "Pēdējā diena ir pirms pirmās" in text_of(answer)


def test_a_failed_message_is_shown_and_sent_again(inbox, registrar, registered):
    message = Message.objects.create(
        case=registered, kind="received", state="dead", attempts=10, last_error="SMTPServerDisconnected", to="a@b.lv"
    )
    page = inbox.get(f"{LIST}messages/")
    words = text_of(page)
    assert "neizdevās nosūtīt" in words
    assert "10 mēģinājumi" in words
    assert registered.register_number in words
    assert "a@b.lv" not in words
    assert "Nenosūtītās ziņas 1" in text_of(inbox.get(f"{LIST}?tab=all"))
    inbox.post(f"{LIST}messages/{message.pk}/again/")
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("due", 0)
    assert AuditEntry.objects.filter(act="work.revived", actor=registrar).count() == 1


def test_another_units_messages_are_not_shown(browser_of, registered):
    Message.objects.create(case=registered, kind="received", state="dead")
    theirs = browser_of(making.staff(Role.HANDLER, of=making.unit("families")))
    assert registered.register_number not in theirs.get(f"{LIST}messages/").content.decode()


def test_what_cannot_be_mailed_is_listed_once_a_case_to_be_told_otherwise(inbox, registered):
    words = text_of(inbox.get(f"{LIST}messages/"))
    assert "Jāpaziņo citādi" in words
    assert words.count("Anna Paraudziņa") == 1
    assert words.count("nav apstiprinātas e-pasta adreses") == registered.messages.count() == 2
    assert "Visas ziņas ir nosūtītas" not in words


# What staff read of Wagtail itself


def test_wagtails_furniture_speaks_latvian_and_carries_our_mark(inbox):
    account = inbox.get("/admin/account/")
    for words in ("Vārds un e-pasts", "Izskats", "Attēls"):
        assert words in text_of(account)
    assert "laika josla" not in text_of(account)
    page = re.sub(r"(?s)<script\b.*?</script>", "", inbox.get(LIST).content.decode())
    assert "Pāriet uz saturu" in page
    assert not re.findall("Skip to|Toggle|Wagtail|favicon", page)
    assert "pictures/mark" in page
    assert "pasl\\u0113pt s\\u0101njoslu" in inbox.get("/admin/jsi18n/").content.decode()


def test_a_missing_page_of_the_admin_shows_our_mark_and_a_way_on(inbox):
    page = inbox.get("/admin/nav-tadas/")
    assert page.status_code == 404
    assert "Uz sākumlapu" in text_of(page)
    assert "pictures/mark" in page.content.decode()


def test_where_nothing_waits_no_button_registers(inbox, registered):
    assert "Reģistrēt izvēlētos" not in text_of(inbox.get(f"{LIST}?tab=all"))
    making.case()
    assert "Reģistrēt izvēlētos" in text_of(inbox.get(f"{LIST}?tab=all"))
