"""Acts about the people of a case: who may see it, what is known of them, what is done at their word."""

import datetime
import re

import pytest
from django.utils import timezone

from eservices.applications.tracking import find
from eservices.cases.closing_off import close_to
from eservices.cases.models import Case, Ending, Status
from eservices.cases.moving import move
from eservices.clients.linking import link_new
from eservices.notifications.telling import people_to_tell, tell
from eservices.registration.registering import register
from portal.audit.models import AuditEntry
from portal.people.models import Role
from tests.applications.making import submitted
from tests.cases import making
from tests.cases.making import person
from tests.inbox.reading_pages import form_of, send_form, text_of
from tests.inbox.test_acts import address, picture


@pytest.fixture
def head():
    return making.staff(Role.HEAD_OF_OFFICE, name="vaditaja")


@pytest.fixture
def registered(registrar):
    case = submitted().application.case
    register(case, by=registrar)
    return case


def party_of(case, role="client"):
    return case.parties.get(role=role)


def fresh(case) -> Case:
    return Case.objects.get(pk=case.pk)


def entries(act, case, by):
    return AuditEntry.objects.filter(act=act, case_id=case.pk, actor=by)


# Closing to named people


def test_a_colleagues_mother_is_seen_only_by_whom_the_head_names(head, handler, browser_of, registered):
    colleague = browser_of(making.staff(Role.HANDLER, of=making.unit()))
    office = browser_of(head)
    page = office.get(address(registered, "close-off/"))
    assert "darbiniece" in text_of(page)
    answer = send_form(office, page, "close-off", people=handler.pk, reason="Kolēģes māte")
    assert answer.url == address(registered)
    assert colleague.get(address(registered)).status_code == 404
    assert browser_of(handler).get(address(registered)).status_code == 200
    words = text_of(office.get(address(registered)))
    assert "Lietu redz tikai: vaditaja, darbiniece" in words
    assert "Pieejama tikai norādītām personām vaditaja Kolēģes māte" in words
    assert entries("case.closed_to_named", registered, head).get().details == {"users": sorted([head.pk, handler.pk])}
    assert "slēgta citiem" in text_of(office.get("/admin/inbox/?tab=all"))
    send_form(office, office.get(address(registered, "open-again/")), "open-again", reason="Darba tiesības beigušās")
    assert colleague.get(address(registered)).status_code == 200
    assert entries("case.opened_to_all", registered, head).count() == 1


def test_closing_needs_a_reason(head, browser_of, registered):
    office = browser_of(head)
    answer = send_form(office, office.get(address(registered, "close-off/")), "close-off")
    assert answer.status_code == 422
    assert not fresh(registered).closed_to_named


def test_a_closed_case_comes_with_those_who_have_it_ticked(head, handler, browser_of, registered):
    close_to(registered, [handler], by=head)
    office = browser_of(head)
    assert form_of(office.get(address(registered, "close-off/")), "close-off")[1]["people"] == str(handler.pk)


def test_only_people_who_work_with_cases_can_be_named(head, browser_of, registered):
    stranger = making.staff(Role.EDITOR)
    office = browser_of(head)
    page = office.get(address(registered, "close-off/"))
    assert send_form(office, page, "close-off", people=stranger.pk, reason="x").status_code == 422
    assert not fresh(registered).closed_to_named


# Withdrawing at the person's word


def withdrawal(case, **changes):
    return {"who": party_of(case).pk, "channel": "post", "note": "Palīdzēs meita"} | changes


def test_a_withdrawal_on_paper_gets_its_number_and_closes_the_case(inbox, registrar, registered):
    page = inbox.get(address(registered, "withdraw/"))
    answer = send_form(inbox, page, "withdraw-application", **withdrawal(registered, scans=picture()))
    assert answer.url == address(registered)
    case = fresh(registered)
    assert (case.status, case.ending) == (Status.CLOSED, Ending.WITHDRAWN)
    letter = case.letters.get()
    assert (letter.sender, letter.kind, letter.files.count()) == ("Anna Paraudziņa", "withdrawal", 1)
    assert list(case.documents.order_by("number").values_list("number_text", flat=True)) == ["1-6/26/1", "1-6/26/2"]
    event = case.events.get(to_status="closed")
    assert (event.by, event.details["how"], event.reason) == (registrar, "post", "Palīdzēs meita")
    assert event.details["party"] == str(party_of(case).pk)
    assert entries("case.moved", case, registrar).filter(details__ending="withdrawn").count() == 1
    assert "atsaukts" in text_of(inbox.get(address(case)))


def test_a_call_is_only_noted_and_the_social_worker_may_do_it(handler, browser_of, registered):
    hers = browser_of(handler)
    page = hers.get(address(registered, "withdraw/"))
    send_form(hers, page, "withdraw-application", **withdrawal(registered, channel="phone"))
    case = fresh(registered)
    assert case.ending == Ending.WITHDRAWN
    assert case.documents.count() == 1
    assert case.letters.get().note == "Palīdzēs meita"


def test_a_paper_the_social_worker_took_waits_for_the_registrar_though_the_case_is_closed(
    inbox, handler, browser_of, registered
):
    hers = browser_of(handler)
    page = hers.get(address(registered, "withdraw/"))
    send_form(hers, page, "withdraw-application", **withdrawal(registered))
    assert fresh(registered).papers_to_register == 1
    paper = registered.letters.get()
    assert "Dokumenti, kas gaida numuru" in text_of(inbox.get(address(registered)))
    inbox.post(address(registered, f"papers/{paper.pk}/register/"))
    assert registered.documents.count() == 2
    assert fresh(registered).papers_to_register == 0


def test_a_withdrawal_is_taken_back_with_a_reason(inbox, registrar, registered):
    page = inbox.get(address(registered, "withdraw/"))
    send_form(inbox, page, "withdraw-application", **withdrawal(registered, channel="oral"))
    assert "Atjaunot atsaukto lietu" in text_of(inbox.get(address(registered)))
    send_form(inbox, inbox.get(address(registered, "restore/")), "restore-case", reason="Pārdomāja")
    assert fresh(registered).status == Status.REGISTERED
    assert "Pārdomāja" in text_of(inbox.get(address(registered)))


def test_after_the_decision_nothing_is_withdrawn_and_no_paper_is_kept(inbox, registrar, registered):
    page = inbox.get(address(registered, "withdraw/"))
    move(fresh(registered), Status.DECIDED, by=registrar)
    assert "Atsaukt pēc personas lūguma" not in text_of(inbox.get(address(registered)))
    answer = send_form(inbox, page, "withdraw-application", **withdrawal(registered))
    assert answer.status_code == 422
    assert "Par vēlu: lieta ir pavirzījusies tālāk" in text_of(answer)
    assert not registered.letters.exists()
    assert fresh(registered).status == Status.DECIDED


def test_a_letter_case_is_withdrawn_as_well(inbox):
    case = making.case(person(), person("helper", "Līga", "Bērziņa"))
    page = inbox.get(address(case, "withdraw/"))
    assert "Līga" not in text_of(page)
    send_form(inbox, page, "withdraw-application", **withdrawal(case, channel="oral"))
    assert fresh(case).ending == Ending.WITHDRAWN


# Contact details


NEW_CONTACT = {"phone": "+37120000009", "checked": "document", "reason": "Mainīts tālrunis"}


def test_a_new_phone_stands_beside_the_old_one_with_who_asked_and_how_it_was_checked(inbox, registrar):
    case = submitted().application.case
    page = inbox.get(address(case, f"parties/{party_of(case).pk}/contact/"))
    assert form_of(page, "correct-contact")[1]["phone"] == "+37120000000"
    send_form(inbox, page, "correct-contact", who=party_of(case).pk, **NEW_CONTACT)
    party = party_of(case)
    assert party.contact["phone"] == "+37120000000"
    assert party.corrections.get().contact == {"phone": "+37120000009"}
    entry = entries("party.contact_corrected", case, registrar).get()
    assert entry.details == {"fields": ["phone"], "asked": str(party.pk), "checked": "document"}
    words = text_of(inbox.get(address(case)))
    assert "20 000 009" in words
    assert "Labota kontaktinformācija lietvede Mainīts tālrunis" in words


def test_after_registration_the_registrar_writes_contact_details_without_seeing_them(inbox, registered):
    page = inbox.get(address(registered, f"parties/{party_of(registered).pk}/contact/"))
    assert "+37120000000" not in page.content.decode()
    send_form(inbox, page, "correct-contact", who=party_of(registered).pk, **NEW_CONTACT)
    assert party_of(registered).current_contact["phone"] == "+37120000009"


def test_no_notice_goes_to_an_address_the_person_has_left(inbox):
    old = "vecais@paraugs.example"
    case = submitted(proven_email=old, email_proven_at=timezone.now(), answers={"email": old}).application.case
    assert [each.proven_email for each in people_to_tell(case)] == [old]
    page = inbox.get(address(case, f"parties/{party_of(case).pk}/contact/"))
    who = party_of(case).pk
    send_form(inbox, page, "correct-contact", who=who, email="jaunais@paraugs.example", checked="signed")
    assert people_to_tell(case) == []
    (message,) = tell(case, "received", language="lv", context={}, cause="test")
    assert message.withheld == "no_address"


def test_nothing_typed_is_said_and_no_row_is_made(inbox):
    case = submitted().application.case
    page = inbox.get(address(case, f"parties/{party_of(case).pk}/contact/"))
    answer = send_form(inbox, page, "correct-contact", who=party_of(case).pk, checked="document")
    assert answer.status_code == 422
    assert "Nekas nav mainīts" in text_of(answer)
    assert not party_of(case).corrections.exists()


def test_a_person_of_another_case_is_not_found_here(inbox):
    case, other = making.case(), making.case()
    for door in ("contact/", ""):
        assert inbox.get(address(case, f"parties/{party_of(other).pk}/{door}")).status_code == 404


# Safe contact


def test_danger_at_home_told_by_phone_stops_what_has_not_gone_yet(inbox, registrar):
    case = submitted().application.case
    page = inbox.get(address(case, "safety/"))
    send_form(inbox, page, "safe-contact", safe="no", note="Tikai māsai", reason="Zvanīja pati")
    assert fresh(case).safe_contact == "no"
    assert entries("case.contact_marked", case, registrar).get().details == {"from": "yes", "to": "no"}
    words = text_of(inbox.get(address(case)))
    assert "nezvanīt un nerakstīt" in words
    assert "Tikai māsai" in words
    assert "Atzīmēts: sazināties nav droši lietvede Zvanīja pati" in words
    (message,) = tell(fresh(case), "received", language="lv", context={}, cause="test")
    assert message.withheld == "unsafe"
    send_form(inbox, inbox.get(address(case, "safety/")), "safe-contact", safe="yes", note="", reason="Pārvākusies")
    assert fresh(case).safe_contact == "yes"
    assert "Tikai māsai" not in text_of(inbox.get(address(case)))


def test_how_to_reach_the_client_is_kept_where_the_registrar_no_longer_sees_it(inbox, registered):
    party = party_of(registered)
    party.contact = party.contact | {"safe_note": "Tikai pirmdienās"}
    party.save()
    page = inbox.get(address(registered, "safety/"))
    assert "Tikai pirmdienās" not in page.content.decode()
    send_form(inbox, page, "safe-contact", safe="careful", reason="Zvanīja")
    assert party_of(registered).current_contact["safe_note"] == "Tikai pirmdienās"


# A new secret at the counter


def secret_in(response) -> str:
    return re.search(r'id="new-secret">([^<]+)<', response.content.decode())[1]


def test_a_new_secret_is_shown_once_and_the_old_one_stops(inbox, registrar):
    done = submitted()
    case = done.application.case
    page = inbox.get(address(case, "secret/"))
    answer = send_form(inbox, page, "renew-secret", who=party_of(case).pk, checked="document")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    shown = secret_in(answer)
    assert find(case.reference, shown) == done.application
    assert find(case.reference, done.secret) is None
    entry = entries("application.secret_renewed", case, registrar).get()
    assert entry.details == {"party": str(party_of(case).pk), "checked": "document"}
    assert "Izsniegts jauns piekļuves kods" in text_of(inbox.get(address(case)))
    assert shown not in inbox.get(address(case)).content.decode()
    pdf = send_form(inbox, answer, "secret-receipt")
    assert pdf.content.startswith(b"%PDF")
    assert entries("pdf.open", case, registrar).get().details["why"] == "counter"


def test_without_a_word_on_identity_there_is_no_new_secret(inbox):
    done = submitted()
    case = done.application.case
    page = inbox.get(address(case, "secret/"))
    assert send_form(inbox, page, "renew-secret", who=party_of(case).pk).status_code == 422
    assert find(case.reference, done.secret) == done.application


def test_the_receipt_with_the_code_is_for_those_who_read_answers_and_needs_the_code(inbox, registered):
    page = inbox.get(address(registered, "secret/"))
    answer = send_form(inbox, page, "renew-secret", who=party_of(registered).pk, checked="known")
    shown = secret_in(answer)
    assert "secret-receipt" not in answer.content.decode()
    assert inbox.post(address(registered, "secret/pdf/"), {"secret": shown}).status_code == 403
    case = submitted().application.case
    assert inbox.post(address(case, "secret/pdf/"), {"secret": "2222 2222 2222 2222 2222"}).status_code == 404


def test_a_letter_has_no_secret(inbox):
    assert inbox.get(address(making.case(), "secret/")).status_code == 404


# People named wrongly


def test_a_wrongly_named_client_is_replaced_and_the_link_to_another_person_goes(inbox, registrar):
    case = making.case(person(personal_code="323456-78901"))
    link_new(party_of(case), registrar)
    page = inbox.get(address(case, f"parties/{party_of(case).pk}/"))
    changes = {"first_name": "Jānis", "last_name": "Kalniņš", "personal_code": "32345678902", "reason": "Sajaukts"}
    send_form(inbox, page, "change-party", **changes)
    party = party_of(case)
    assert (party.full_name, party.personal_code, party.client) == ("Jānis Kalniņš", "323456-78902", None)
    assert fresh(case).client_name == "Jānis Kalniņš"
    entry = entries("party.changed", case, registrar).get()
    assert entry.details == {"fields": ["first_name", "last_name", "personal_code"]}
    words = text_of(inbox.get(address(case)))
    assert "Laboti dalībnieka dati lietvede Sajaukts (iepriekš: Anna Bērziņa)" in words
    found = inbox.get("/admin/inbox/", {"q": "kalnins"}).content.decode()
    assert f"row-{case.pk}" in found
    assert f"row-{case.pk}" not in inbox.get("/admin/inbox/", {"q": "323456-78901"}).content.decode()


def test_a_code_with_letters_is_refused_and_what_was_typed_stays(inbox):
    case = making.case()
    page = inbox.get(address(case, f"parties/{party_of(case).pk}/"))
    answer = send_form(inbox, page, "change-party", personal_code="abc", last_name="Ozola", reason="x")
    assert answer.status_code == 422
    assert "Tas nav personas kods" in text_of(answer)
    assert 'value="Ozola"' in answer.content.decode()
    assert party_of(case).last_name == "Bērziņa"


def test_a_daughter_with_her_authorisation_is_added(inbox, registrar):
    case = making.case()
    page = inbox.get(address(case, "parties/add/"))
    daughter = {
        "role": "representative",
        "first_name": "Līga",
        "last_name": "Bērziņa",
        "relation": "meita",
        "reason": "Pilnvara klāt vēstulei",
    }
    answer = send_form(inbox, page, "add-party", **daughter)
    assert "Izvēlieties, uz kāda pamata persona pārstāv klientu" in text_of(answer)
    authority = {"capacity": "authorised", "kind": "notariāla pilnvara", "number": "77", "valid_until": "2027-03-01"}
    send_form(inbox, page, "add-party", **daughter, **authority, proof="original")
    party = party_of(case, "representative")
    assert party.authority == authority | {"proof": "original"}
    assert fresh(case).applicant_name == "Līga Bērziņa"
    assert entries("party.added", case, registrar).get().details == {"role": "representative"}
    words = text_of(inbox.get(address(case)))
    assert "notariāla pilnvara 77, derīgs līdz 01.03.2027., uzrādīts oriģināls" in words
    assert "Pievienots dalībnieks lietvede Pilnvara klāt vēstulei" in words


def test_changing_people_keeps_the_number_of_the_records_system_findable(registrar, handler, browser_of, registered):
    registered.refresh_from_db()
    registered.search_text += "\ndvs-2026-0815"
    registered.save()
    hers = browser_of(handler)
    page = hers.get(address(registered, f"parties/{party_of(registered).pk}/"))
    send_form(hers, page, "change-party", last_name="Kalniņa", reason="Laulība")
    assert f"row-{registered.pk}" in hers.get("/admin/inbox/", {"q": "DVS-2026-0815"}).content.decode()


def test_today_is_the_day_a_withdrawal_came_unless_said_otherwise(monday, inbox):
    case = making.case()
    page = inbox.get(address(case, "withdraw/"))
    assert form_of(page, "withdraw-application")[1]["received_on"] == datetime.date(2026, 11, 23).isoformat()
