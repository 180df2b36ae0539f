"""Two clicks to a number, the next letter by itself, a slip taken back, a mistake annulled, and nobody registers twice."""

import datetime
import re

import pytest

from eservices.cases.closing_off import close_to
from eservices.cases.models import Case, Channel, Status
from eservices.inbox.paging import read_cursor
from eservices.notifications.models import Message
from eservices.registration.annulling import annul
from eservices.registration.models import Journal, RegisteredDocument
from eservices.registration.number_entering import enter_number
from eservices.registration.registering import register
from portal.audit.models import AuditEntry
from portal.people.models import Role
from portal.personal_data.secrets import show_reference
from tests.applications.making import submitted
from tests.cases import making
from tests.cases.making import person, riga
from tests.inbox.reading_pages import form_of, send_form, text_of
from tests.registration.making import journal

LIST = "/admin/inbox/"


def address(case, act: str = "") -> str:
    return f"{LIST}{case.pk}/{act}"


def test_the_form_works_with_the_values_it_opens_with(monday, inbox, registrar):
    case = submitted().application.case
    answer = send_form(inbox, inbox.get(address(case)), "register-application")
    assert answer.status_code == 302
    assert answer.url == address(case)
    page = inbox.get(answer.url)
    html = page.content.decode()
    assert re.search(r'id="register-number">1-6/26/1<', html)
    assert re.search(r'id="due-date" datetime="2026-12-07"', html)
    document = RegisteredDocument.objects.get()
    assert (document.number_text, document.registered_by, document.case) == ("1-6/26/1", registrar, case)
    assert AuditEntry.objects.filter(act="document.registered", case_id=case.pk, actor=registrar).count() == 1
    assert Message.objects.filter(case=case, kind="registered").count() == 1


def test_the_act_has_an_address_of_its_own(monday, inbox):
    case = making.case()
    page = inbox.get(address(case, "register/"))
    assert "paredzamais numurs 1-6/26/1" in text_of(page)
    assert send_form(inbox, page, "register-application").url == address(case)
    assert Case.objects.get(pk=case.pk).register_number == "1-6/26/1"


def test_routing_presets_journal_and_unit_and_she_may_choose_others(monday, inbox):
    families = making.unit("families")
    other = journal("iesniegumi", index="1-18")
    case = making.case(unit=families)
    page = inbox.get(address(case))
    _action, values = form_of(page, "register-application")
    assert values["unit"] == str(families.pk)
    home_care = making.unit()
    send_form(inbox, page, "register-application", journal=other.pk, unit=home_care.pk)
    case.refresh_from_db()
    assert (case.register_number, case.unit) == ("1-18/26/1", home_care)


def test_the_journal_an_eservice_names_is_preset(monday, inbox):
    journal("aaa", index="0-1")  # would be the first in the list
    case = submitted().application.case
    send_form(inbox, inbox.get(address(case)), "register-application")
    assert RegisteredDocument.objects.get().journal.code == "sanemtie"


def test_a_paper_may_have_come_earlier_than_it_was_entered(monday, inbox):
    case = making.case(channel=Channel.POST)
    send_form(inbox, inbox.get(address(case)), "register-application", received_on="2026-11-19")
    assert RegisteredDocument.objects.get().received_on == datetime.date(2026, 11, 19)
    case.refresh_from_db()
    assert case.legal_due_on == datetime.date(2026, 12, 21)


def test_tomorrow_is_refused_and_nothing_is_lost(monday, inbox):
    case = making.case(channel=Channel.POST)
    answer = send_form(inbox, inbox.get(address(case)), "register-application", received_on="2026-11-24")
    assert answer.status_code == 422
    assert "Šī diena vēl nav pienākusi" in text_of(answer)
    assert form_of(answer, "register-application")[1]["received_on"] == "2026-11-24"
    assert not RegisteredDocument.objects.exists()


def test_the_portal_knows_its_own_day_of_receipt(inbox):
    assert "received_on" not in form_of(inbox.get(address(making.case())), "register-application")[1]


def test_a_case_without_a_unit_asks_for_one(inbox):
    case = making.case(unit=None)
    answer = send_form(inbox, inbox.get(address(case)), "register-application")
    assert answer.status_code == 422
    assert not RegisteredDocument.objects.exists()


def test_whoever_comes_second_is_told_by_whom_and_when(monday, inbox, browser_of):
    case = making.case()
    page = inbox.get(address(case))
    following = making.case()
    register(Case.objects.get(pk=case.pk), by=making.registrar("dace"))
    answer = send_form(inbox, page, "register-application")
    assert answer.status_code == 409
    words = text_of(answer)
    assert "Jau reģistrēts: Nr. 1-6/26/1, dace, 23.11.2026. 09:00." in words
    assert f'href="{address(following)}"' in answer.content.decode()
    assert RegisteredDocument.objects.count() == 1
    assert "Jau reģistrēts: Nr. 1-6/26/1, dace" in text_of(inbox.get(address(case, "register/")))


def test_from_the_list_the_next_letter_opens_by_itself(monday, inbox):
    first = making.case(received_at=riga("2026-11-23 08:01"))
    second = making.case(received_at=riga("2026-11-23 08:02"))
    third = making.case(received_at=riga("2026-11-23 08:03"))
    answer = send_form(inbox, inbox.get(f"{LIST}?open={second.pk}"), "register-application")
    assert answer.url.startswith(f"{LIST}?done=")
    assert answer.url.endswith(f"&open={third.pk}")
    page = inbox.get(answer.url)
    assert "Reģistrēts: 1-6/26/1" in text_of(page)
    assert f'data-inbox-case="{third.pk}"' in page.content.decode()
    answer = send_form(inbox, page, "register-application")
    assert answer.url.endswith(f"&open={first.pk}")
    answer = send_form(inbox, inbox.get(answer.url), "register-application")
    assert "open=" not in answer.url
    assert "Viss ir reģistrēts." in text_of(inbox.get(answer.url))


def test_the_way_back_never_leaves_the_inbox(monday, inbox):
    for back in ("https://example.org/", "//example.org/", "/admin/", "/admin/inbox/../../lv/", "javascript:alert(1)"):
        case = making.case()
        answer = send_form(inbox, inbox.get(address(case)), "register-application", back=back)
        assert answer.url == address(case)


def test_a_slip_is_undone_within_the_hour(at, inbox, registrar):
    at("2026-11-23 09:00")
    case = making.case()
    document = register(case, by=registrar)
    at("2026-11-23 09:50")
    assert "Atcelt" in text_of(inbox.get(address(case)))
    inbox.post(address(case, f"documents/{document.pk}/undo/"))
    case.refresh_from_db()
    document.refresh_from_db()
    assert (case.status, case.register_number, case.due_on) == (Status.RECEIVED, "", None)
    assert document.annulled_by == registrar
    words = text_of(inbox.get(address(case)))
    assert "1-6/26/1" in words
    assert "reģistrācija anulēta" in words


def test_after_the_hour_a_reason_is_asked(at, inbox, registrar):
    at("2026-11-23 09:00")
    case = making.case()
    document = register(case, by=registrar)
    at("2026-11-23 10:01")
    assert "Atcelt" not in text_of(inbox.get(address(case)))
    answer = inbox.post(address(case, f"documents/{document.pk}/undo/"), follow=True)
    assert "Par vēlu" in text_of(answer)
    annul = inbox.get(address(case, f"documents/{document.pk}/annul/"))
    assert send_form(inbox, annul, "annul-registration").status_code == 422
    send_form(inbox, annul, "annul-registration", reason="Nepareizs žurnāls")
    case.refresh_from_db()
    document.refresh_from_db()
    assert case.status == Status.RECEIVED
    assert document.annulled_reason == "Nepareizs žurnāls"
    assert AuditEntry.objects.filter(act="document.annulled", case_id=case.pk).count() == 1


def test_an_entry_of_another_case_is_not_annulled_through_this_one(inbox, registrar):
    mine, other = making.case(), making.case()
    document = register(other, by=registrar)
    assert inbox.post(address(mine, f"documents/{document.pk}/undo/")).status_code == 404
    assert inbox.post(address(mine, f"documents/{document.pk}/annul/"), {"reason": "x"}).status_code == 404
    document.refresh_from_db()
    assert document.annulled_at is None


def test_several_at_once_get_numbers_in_the_order_of_receipt(monday, inbox):
    late = making.case(received_at=riga("2026-11-23 08:30"))
    early = making.case(received_at=riga("2026-11-23 08:00"))
    untouched = making.case()
    no_unit = making.case(person("client", "Jānis", "Ozols"), unit=None)
    answer = inbox.post(f"{LIST}register/", {"case": [late.pk, early.pk, no_unit.pk, "x", "9" * 30]}, follow=True)
    numbers = dict(Case.objects.values_list("pk", "register_number"))
    assert numbers == {early.pk: "1-6/26/1", late.pk: "1-6/26/2", untouched.pk: "", no_unit.pk: ""}
    words = text_of(answer)
    assert "Reģistrēts: 1-6/26/1, 1-6/26/2" in words
    assert "Jānis Ozols: vispirms izvēlieties nodaļu" in words


def test_choosing_nothing_says_so(inbox):
    assert "Nekas nav izvēlēts." in text_of(inbox.post(f"{LIST}register/", follow=True))


def test_one_that_a_colleague_took_does_not_stop_the_others(monday, inbox):
    taken, free = making.case(), making.case()
    register(taken, by=making.registrar("dace"))
    words = text_of(inbox.post(f"{LIST}register/", {"case": [taken.pk, free.pk]}, follow=True))
    assert "Jau reģistrēts: Nr. 1-6/26/1, dace" in words
    assert "Reģistrēts: 1-6/26/2" in words


def test_a_handler_cannot_register(browser_of, handler, registrar):
    case = making.case()
    register(case, by=registrar)
    hers = browser_of(handler)
    for view in (address(case, "register/"), f"{LIST}register/"):
        assert hers.post(view, {"case": case.pk}).status_code == 403
    refused = AuditEntry.objects.filter(act="case.register.denied", actor=handler)
    assert refused.count() == 2


def test_what_a_colleague_registered_is_not_mine_to_undo_by_a_click(monday, inbox):
    case = making.case()
    document = register(case, by=making.registrar("dace"))
    page = inbox.get(f"{LIST}?done={document.pk}")
    assert "inbox-done" not in page.content.decode()
    assert inbox.get(f"{LIST}?done=nonsense").status_code == 200


def test_the_head_registers_too(browser_of):
    case = making.case()
    head = browser_of(making.staff(Role.HEAD_OF_OFFICE))
    send_form(head, head.get(address(case)), "register-application")
    assert Case.objects.get(pk=case.pk).status == Status.REGISTERED


@pytest.mark.parametrize(
    "text", ["", "n", "n1", "n-1", "x1-2", "n1-2-3", "n999999999999999999-1", "n1-999999999999999999"]
)
def test_a_cursor_is_read_or_is_the_first_page(text, inbox):
    making.case()
    read_cursor(text)
    assert inbox.get(LIST, {"tab": "all", "page": text}).status_code == 200


def test_where_the_records_system_numbers_its_number_is_entered_later(monday, inbox, registrar):
    from eservices.registration.models import Journal

    Journal.objects.update(mode=Journal.Mode.RECORDS_SYSTEM)
    case = making.case()
    send_form(inbox, inbox.get(address(case)), "register-application")
    page = inbox.get(address(case))
    assert "gaida DVS numuru" in text_of(page)
    assert send_form(inbox, page, "records-number", number=" ").status_code == 422
    assert send_form(inbox, page, "records-number", number="DVS\x0017").status_code == 422
    send_form(inbox, page, "records-number", number="DVS-17/26")
    case.refresh_from_db()
    assert case.register_number == "DVS-17/26"
    assert f"row-{case.pk}" in inbox.get(LIST, {"q": "DVS-17/26"}).content.decode()
    assert "to ievada vienu reizi" in text_of(send_form_again(inbox, page))
    assert AuditEntry.objects.filter(act="document.number_entered", actor=registrar).count() == 1


def send_form_again(inbox, page):
    action, values = form_of(page, "records-number")
    return inbox.post(action, values | {"number": "DVS-18/26"}, follow=True)


@pytest.fixture
def two_waiting(registrar):
    """Two cases that wait for their numbers of the records system; the first one has its number."""
    Journal.objects.update(mode=Journal.Mode.RECORDS_SYSTEM)
    first, second = making.case(person("client", "Jānis", "Ozols")), making.case()
    enter_number(register(first, by=registrar), "DVS-17/26", by=registrar)
    register(second, by=registrar)
    return first, second


def test_a_number_another_case_has_is_asked_about_before_it_is_entered_twice(inbox, registrar, two_waiting):
    first, second = two_waiting
    answer = send_form(inbox, inbox.get(address(second)), "records-number", number="DVS-17/26")
    assert answer.status_code == 422
    assert f"Šāds numurs jau ir lietai {show_reference(first.reference)} (Jānis Ozols)" in text_of(answer)
    assert Case.objects.get(pk=second.pk).register_number == ""
    assert form_of(answer, "records-number")[1]["number"] == "DVS-17/26"
    send_form(inbox, answer, "records-number", once_more="on")
    assert Case.objects.get(pk=second.pk).register_number == "DVS-17/26"
    entered = AuditEntry.objects.filter(act="document.number_entered", actor=registrar).latest("sequence")
    assert entered.details == {"also_at": first.pk}


def test_a_number_of_a_case_closed_to_me_names_nobody(inbox, two_waiting):
    first, second = two_waiting
    close_to(first, [], by=making.staff(Role.HEAD_OF_OFFICE), reason="Radiniece")
    answer = send_form(inbox, inbox.get(address(second)), "records-number", number="DVS-17/26")
    assert "Šāds numurs jau ir citai lietai" in text_of(answer)
    assert "Ozols" not in text_of(answer)


def test_an_annulled_number_is_free_again(inbox, registrar, two_waiting):
    first, second = two_waiting
    annul(first.documents.get(), by=registrar, reason="Kļūda")
    send_form(inbox, inbox.get(address(second)), "records-number", number="DVS-17/26")
    assert Case.objects.get(pk=second.pk).register_number == "DVS-17/26"


def test_without_a_journal_in_use_the_case_can_still_be_read(monday, inbox):
    case = making.case()
    Journal.objects.update(active=False)
    for page in (address(case), address(case, "preview/"), address(case, "register/"), f"{LIST}?open={case.pk}"):
        assert inbox.get(page).status_code == 200
    assert inbox.post(address(case, "register/"), {"unit": making.unit().pk}).status_code == 422
