"""The register of persons: proposed by the machine, said by people, and every step can be taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eservices.clients.linking import link
from eservices.clients.merging import merge
from eservices.clients.models import Client
from eservices.registration.registering import register
from portal.audit.models import AuditEntry
from portal.personal_data.secrets import show_reference
from tests.cases import making
from tests.cases.making import person
from tests.inbox.reading_pages import send_form, text_of

CODE = "323456-78901"


@pytest.fixture
def case():
    return making.case(person(personal_code=CODE))


def link_address(case) -> str:
    return f"/admin/inbox/{case.pk}/parties/{case.parties.get(role='client').pk}/link/"


def test_a_typed_code_is_only_a_claim_until_somebody_checks(inbox, registrar, case):
    known = Client.objects.create(first_name="Anna", last_name="Ozola", personal_code=CODE)
    words = text_of(inbox.get(f"/admin/inbox/{case.pk}/"))
    assert "nepārbaudīts" in words
    assert "Reģistrā 1 iespējama persona" in words
    assert "Anna Ozola" in text_of(inbox.get(link_address(case)))
    inbox.post(link_address(case), {"do": "link", "client": known.pk})
    party = case.parties.get(role="client")
    assert (party.client, party.identity_checked_by) == (known, registrar)
    assert "identitāte pārbaudīta" in text_of(inbox.get(f"/admin/inbox/{case.pk}/"))
    assert AuditEntry.objects.filter(act="client.linked", case_id=case.pk, actor=registrar).count() == 1
    inbox.post(link_address(case), {"do": "unlink"})
    assert case.parties.get(role="client").client is None


def test_only_a_proposed_person_can_be_linked(inbox, case):
    stranger = Client.objects.create(first_name="Jānis", last_name="Ozols", personal_code="323456-78902")
    assert inbox.post(link_address(case), {"do": "link", "client": stranger.pk}).status_code == 404
    assert case.parties.get(role="client").client is None


def test_an_unknown_person_is_entered(inbox, case):
    inbox.post(link_address(case), {"do": "new"})
    client = Client.objects.get()
    assert (client.full_name, client.personal_code) == ("Anna Bērziņa", CODE)
    assert case.parties.get(role="client").client == client


def test_after_registration_codes_are_not_the_registrars_to_see(inbox, registrar, case):
    register(case, by=registrar)
    answer = inbox.get(link_address(case))
    assert answer.status_code == 403
    assert CODE not in answer.content.decode()
    assert inbox.post(link_address(case), {"do": "new"}).status_code == 403
    assert not Client.objects.exists()


def test_two_records_of_one_person_are_merged_and_parted(inbox, registrar, case):
    old = Client.objects.create(first_name="Anna", last_name="Bērziņa", personal_code=CODE)
    link(case.parties.get(role="client"), old, registrar)
    double = Client.objects.create(first_name="Anna", last_name="Berziņa", personal_code=CODE)
    page = inbox.get(f"/admin/inbox/clients/{old.pk}/")
    assert "Viena persona divreiz?" in text_of(page)
    send_form(inbox, page, "merge-clients", survivor=double.pk, reason="Pārrakstīšanās")
    old.refresh_from_db()
    assert old.merged_into == double
    assert AuditEntry.objects.filter(act="client.merged", actor=registrar).count() == 1
    words = text_of(inbox.get(f"/admin/inbox/clients/{double.pk}/"))
    assert "Aizstāj arī ierakstu" in words
    assert show_reference(case.reference) in words
    inbox.post(f"/admin/inbox/clients/{old.pk}/unmerge/")
    old.refresh_from_db()
    assert old.merged_into is None


def test_a_person_one_has_nothing_to_do_with_is_not_there(browser_of, registrar, case):
    known = Client.objects.create(first_name="Anna", last_name="Bērziņa", personal_code=CODE)
    link(case.parties.get(role="client"), known, registrar)
    register(case, by=registrar)
    other_unit = browser_of(making.staff("handler", of=making.unit("families")))
    assert other_unit.get(f"/admin/inbox/clients/{known.pk}/").status_code == 404
    mine = browser_of(making.staff("handler", of=making.unit()))
    assert "Anna Bērziņa" in text_of(mine.get(f"/admin/inbox/clients/{known.pk}/"))
    assert AuditEntry.objects.filter(act="client.read", object_id=str(known.pk)).count() == 1


def alike(many: int) -> list[Client]:
    return [Client.objects.create(first_name="Anna", last_name=f"Ozola{n}", personal_code=CODE) for n in range(many)]


def statements_at(browser, door: str) -> int:
    browser.get(door)  # fills the caches of a process
    with CaptureQueriesContext(connection) as taken:
        assert browser.get(door).status_code == 200
    return len(taken)


def test_the_page_of_a_claim_costs_the_same_for_one_possible_person_and_for_five(inbox, case):
    alike(1)
    one = statements_at(inbox, link_address(case))
    alike(4)
    assert statements_at(inbox, link_address(case)) == one == LINK_STATEMENTS


def test_the_page_of_a_person_costs_the_same_for_one_case_and_record_as_for_five(inbox, registrar, case):
    mine, _other = alike(2)
    link(case.parties.get(role="client"), mine, registrar)
    merge(Client.objects.create(first_name="Anna", last_name="Vecā", personal_code=CODE), mine, by=registrar)
    door = f"/admin/inbox/clients/{mine.pk}/"
    one = statements_at(inbox, door)
    for more in alike(4):
        other = making.case(person(personal_code=CODE))
        link(other.parties.get(role="client"), more, registrar)
        merge(more, mine, by=registrar)
    alike(3)
    assert statements_at(inbox, door) == one == CLIENT_STATEMENTS


LINK_STATEMENTS = 13
CLIENT_STATEMENTS = 24
