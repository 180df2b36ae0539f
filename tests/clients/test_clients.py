"""The register of persons: proposed by the machine, linked, merged and parted by staff, all of it written down."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from eservices.clients.finding import propose
from eservices.clients.linking import link, link_new, unlink
from eservices.clients.merging import MergeRefused, merge, unmerge
from eservices.clients.models import Client, ClientMerge, FormerName
from portal.audit.models import AuditEntry
from tests.applications.making import submitted
from tests.cases import making

pytestmark = pytest.mark.django_db
BORN = {"birth_date": "1948-03-27"}


@pytest.fixture
def ilze():
    return making.registrar("ilze")


def client(first_name="Anna", last_name="Bērziņa", **fields):
    return Client.objects.create(first_name=first_name, last_name=last_name, **fields)


def party(**fields):
    return making.case(making.person(**fields)).parties.get()


def test_the_same_code_is_proposed_whatever_the_name_says():
    anna = client("Annija", "Ozola", personal_code="270348-01234")
    client(personal_code="270348-01235")
    assert propose(party(personal_code="270348-01234")) == [anna]


def test_the_same_name_and_birth_date_are_proposed_without_diacritics():
    anna = client("ANNA", "Berzina", birth_date=datetime.date(1948, 3, 27))
    client(birth_date=datetime.date(1948, 3, 28))
    assert propose(party(contact=BORN)) == [anna]


def test_a_name_alone_proposes_nobody():
    client(birth_date=datetime.date(1948, 3, 27))
    assert propose(party()) == []


def test_a_former_name_finds_the_person_still():
    anna = client("Anna", "Kalniņa", birth_date=datetime.date(1948, 3, 27))
    FormerName.objects.create(client=anna, first_name="Anna", last_name="Bērziņa", until=datetime.date(1970, 6, 1))
    assert propose(party(contact=BORN)) == [anna]


def test_the_code_comes_before_the_name_and_each_client_once(ilze):
    by_name = client(birth_date=datetime.date(1948, 3, 27))
    by_code = client("Zane", "Ozola", personal_code="270348-01234")
    both = party(personal_code="270348-01234", contact=BORN)
    assert propose(both) == [by_code, by_name]
    merge(by_name, by_code, by=ilze)
    assert propose(both) == [by_code]


def test_a_submit_links_nobody_however_well_it_fits():
    client("Anna", "Paraudziņa", personal_code="323456-78901")
    claim = submitted().application.case.parties.get()
    assert claim.client is None
    assert claim.identity_checked_at is None
    assert len(propose(claim)) == 1


def test_linking_says_who_checked_the_identity(ilze):
    anna, claim = client(), party()
    link(claim, anna, ilze)
    claim.refresh_from_db()
    assert (claim.client, claim.identity_checked_by) == (anna, ilze)
    assert AuditEntry.objects.get(act="client.linked").details == {"client": str(anna.pk)}
    unlink(claim, ilze)
    claim.refresh_from_db()
    assert (claim.client, claim.identity_checked_at) == (None, None)


def test_a_new_client_takes_over_what_the_party_said(ilze):
    claim = party(personal_code="270348-01234", contact=BORN)
    anna = link_new(claim, ilze)
    assert (anna.full_name, anna.birth_date) == ("Anna Bērziņa", datetime.date(1948, 3, 27))
    assert Client.objects.get(pk=anna.pk).personal_code == "270348-01234"
    claim.refresh_from_db()
    assert claim.client == anna


def test_a_clients_code_is_not_readable_in_the_database():
    client(personal_code="270348-01234")
    with connection.cursor() as cursor:
        cursor.execute("SELECT personal_code, code_index FROM clients_client")
        sealed, index = cursor.fetchone()
    assert b"270348" not in bytes(sealed)
    assert "270348" not in index


def test_merging_stands_one_for_the_other_and_unmerging_restores_everything(ilze):
    one, other = client(), client("Anna", "Bērziņa-Ozola")
    claim = party()
    link(claim, one, ilze)
    merge(one, other, by=ilze, reason="Viena persona")
    one.refresh_from_db()
    assert one.survivor == other
    again = party()
    link(again, one, ilze)
    assert again.client == other, "a merged record is no longer linked to"
    row = unmerge(one, by=ilze)
    one.refresh_from_db()
    assert one.survivor == one
    assert (row.merged_by, row.unmerged_by, row.reason) == (ilze, ilze, "Viena persona")
    claim.refresh_from_db()
    assert claim.client == one
    acts = list(AuditEntry.objects.filter(act__startswith="client.").values_list("act", flat=True))
    assert acts == ["client.linked", "client.merged", "client.linked", "client.unmerged"]


def test_merges_that_make_no_sense_are_refused(ilze):
    one, other, third = client(), client(personal_code="270348-01234"), client(personal_code="270348-01235")
    with pytest.raises(MergeRefused, match="same"):
        merge(one, one, by=ilze)
    with pytest.raises(MergeRefused, match="two_codes"):
        merge(other, third, by=ilze)
    merge(one, other, by=ilze)
    with pytest.raises(MergeRefused, match="already_merged"):
        merge(one, third, by=ilze)
    with pytest.raises(MergeRefused, match="already_merged"):
        merge(third, one, by=ilze)
    with pytest.raises(MergeRefused, match="not_merged"):
        unmerge(third, by=ilze)


def test_the_database_holds_one_standing_merge_a_record(ilze):
    one, other = client(), client()
    merge(one, other, by=ilze)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClientMerge.objects.create(absorbed=one, survivor=other, merged_by=ilze)
    with pytest.raises(IntegrityError), transaction.atomic():
        Client.objects.filter(pk=other.pk).update(merged_into=other)


def test_people_stand_in_latvian_order():
    for name in ("Zariņa", "Šmite", "Siliņa", "Āboliņa", "Čakste", "Cīrule", "Abele"):
        client("Anna", name)
    in_order = [one.last_name for one in Client.objects.order_by("sort_key")]
    assert in_order == ["Abele", "Āboliņa", "Cīrule", "Čakste", "Siliņa", "Šmite", "Zariņa"]
