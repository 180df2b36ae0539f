"""A joint application in the inbox: who has confirmed, who is missing, what staff do about it."""

import datetime
import re

import pytest

from eservices.applications.confirming import confirm
from eservices.applications.cosigning import confirm_by_link, decline
from eservices.applications.models import CoSigning
from eservices.applications.own_links import follow
from eservices.cases.models import Case, Party
from eservices.documents.composing import html
from eservices.documents.issuing import order
from eservices.documents.models import IssuedPdf
from eservices.registration.exporting import as_csv, register_rows
from eservices.registration.registering import register
from portal.audit.models import AuditEntry
from portal.people.models import Role
from portal.working_days.calendar import today
from tests.applications.joint import joint
from tests.cases import making
from tests.inbox.reading_pages import send_form, text_of
from tests.inbox.test_acts import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return joint().application.case


def of(name: str) -> CoSigning:
    return CoSigning.objects.select_related("application__case", "party").get(party__first_name=name)


def act(case: Case, name: str, what: str) -> str:
    return address(case, f"parties/{Party.objects.get(first_name=name).pk}/{what}/")


def test_the_case_lists_who_has_confirmed_and_who_is_missing(inbox, case):
    confirm_by_link(of("Pēteris"))
    decline(of("Līga"))
    words = text_of(inbox.get(address(case)))
    assert "Pēteris Paraudziņš : apstiprināja, ar savu saiti" in words
    assert "Līga Kalniņa : nepiekrīt vai tas ir cits cilvēks" in words
    assert "Maija Paraudziņa : vēl nav apstiprinājis(-usi)" in words
    assert "jāapstiprina" in words
    assert "Apstiprināja mājsaimniecības loceklis: Pēteris Paraudziņš" in words


def test_signed_at_the_counter_is_noted_by_whom(inbox, registrar, case):
    page = inbox.get(act(case, "Līga", "cosigned"))
    assert "Kā apstiprināja Līga Kalniņa" in text_of(page)
    answer = send_form(inbox, page, "cosign", how="counter", reason="Pase uzrādīta")
    assert answer.url == address(case)
    row = of("Līga")
    assert (row.state, row.how, row.by, row.reason) == ("confirmed", "counter", registrar, "Pase uzrādīta")
    assert AuditEntry.objects.get(act="cosigning.confirmed", case_id=case.pk).actor == registrar
    assert "klātienē vai mājās" in text_of(inbox.get(address(case)))
    again = inbox.post(act(case, "Līga", "cosigned"), {"how": "paper"})
    assert again.status_code == 422
    assert "Tas jau ir nokārtots." in text_of(again)


def test_whom_it_is_not_safe_to_ask_is_skipped_with_a_reason(inbox, registrar, case):
    page = inbox.get(act(case, "Pēteris", "not-asked"))
    assert send_form(inbox, page, "skip-cosigner", ground="unsafe", reason="").status_code == 422
    assert of("Pēteris").state == "asked"
    send_form(inbox, page, "skip-cosigner", ground="unsafe", reason="Policijas lēmums par nošķiršanu")
    row = of("Pēteris")
    assert (row.state, row.how, row.by) == ("skipped", "unsafe", registrar)
    assert AuditEntry.objects.get(act="cosigning.skipped").actor == registrar
    words = text_of(inbox.get(address(case)))
    assert "netiek prasīts (lēmums), jautāt nebūtu droši" in words
    assert "Policijas lēmums par nošķiršanu" in words
    assert inbox.post(act(case, "Pēteris", "own-link")).status_code == 422


def test_the_mark_goes_when_the_last_one_has_confirmed(inbox, registrar, case):
    confirm(case.applications.get(), "signed_counter", by=registrar)
    page = inbox.get(address(case))
    assert 'id="confirm-application"' not in page.content.decode(), "the applicant has signed"
    for name in ("Pēteris", "Līga"):
        confirm_by_link(of(name))
    assert "jāapstiprina" in text_of(inbox.get(address(case)))
    send_form(inbox, inbox.get(act(case, "Maija", "not-asked")), "skip-cosigner", ground="unreachable", reason="Jūrā")
    assert not Case.objects.get(pk=case.pk).to_be_confirmed


def test_a_link_is_shown_once_and_works(inbox, registrar, case):
    page = send_form(inbox, inbox.get(act(case, "Zane", "own-link")), "own-link")
    link = page.content.decode().split('id="new-link">')[1].split("<")[0]
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert "/lv/mani-pieteikumi/apgadnieka-papiri/" in link
    assert follow(token, "supporter").party.first_name == "Zane"
    assert token not in inbox.get(address(case)).content.decode()
    entry = AuditEntry.objects.get(act="party.own_link_given")
    assert (entry.actor, entry.details) == (registrar, {"role": "supporter"})


@pytest.mark.parametrize("what", ["cosigned", "not-asked"])
def test_only_those_asked_can_be_settled(inbox, case, what):
    assert inbox.get(act(case, "Anna", what)).status_code == 404
    assert inbox.get(act(case, "Zane", what)).status_code == 404


def test_editors_and_other_units_settle_nothing(registrar, browser_of, case):
    register(case, by=registrar)
    theirs = browser_of(making.staff(Role.HANDLER, of=making.unit("families")))
    editor = browser_of(making.staff(Role.EDITOR))
    for what, data in (
        ("cosigned", {"how": "counter"}),
        ("not-asked", {"ground": "unsafe", "reason": "x"}),
        ("own-link", {}),
    ):
        assert theirs.post(act(case, "Pēteris", what), data).status_code == 404
        assert editor.post(act(case, "Pēteris", what), data).status_code in (302, 403)
    assert of("Pēteris").state == "asked"


def test_after_registering_the_registrar_sees_names_to_confirm_and_nothing_more_of_them(inbox, registrar, case):
    register(case, by=registrar)
    page = inbox.get(address(case)).content.decode()
    assert "Pēteris Paraudziņš" in page
    # As whole words: a token of the page may hold any digits.
    assert [
        hidden for hidden in ("822", "astma", "peteris@piemers.lv", "Zane") if re.search(rf"\b{hidden}\b", page)
    ] == []


def test_the_pdf_says_who_confirmed_and_has_a_line_for_each_to_sign(case):
    application = case.applications.get()
    before = order(application, IssuedPdf.Kind.SUMMARY)
    confirm_by_link(of("Pēteris"))
    after = order(application, IssuedPdf.Kind.SUMMARY)
    assert before != after, "the summary is made anew"
    summary = html(application, IssuedPdf.Kind.SUMMARY)
    assert '<th scope="row">Pēteris Paraudziņš</th><td>apstiprināja, ar savu saiti' in summary
    assert '<th scope="row">Līga Kalniņa</th><td>vēl nav apstiprinājis(-usi)' in summary
    to_sign = html(application, IssuedPdf.Kind.TO_SIGN)
    assert "<td>Līga Kalniņa</td>" in to_sign
    assert "<td>Pēteris Paraudziņš</td>" not in to_sign


def test_the_register_export_holds_nothing_of_the_household(registrar, case):
    register(case, by=registrar)
    day = today()
    text = "".join(
        as_csv(register_rows(registrar, since=day - datetime.timedelta(2), until=day + datetime.timedelta(2)))
    )
    assert "Anna Paraudziņa" in text
    for hidden in ("Pēteris", "peteris@piemers.lv", "822", "323456"):
        assert hidden not in text
