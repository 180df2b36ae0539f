"""Whose cases one sees and how deep, decided before any case is found; and finding them."""

import pytest
from django.utils import timezone

from eservices.cases import closing_off, correcting
from eservices.cases.models import Case, Ending, Status
from eservices.cases.moving import move
from eservices.cases.queries import access_to, matching, visible_to
from eservices.clients.linking import link_new
from eservices.clients.models import FormerName
from eservices.registration.annulling import annul
from eservices.registration.registering import register
from portal.people.models import Role
from tests.cases import making
from tests.registration.making import journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    """Two units, each with a received and a registered case."""
    journal()
    registrar = making.registrar()
    cases = {}
    for code in ("home_care", "families"):
        unit = making.unit(code)
        cases[f"{code} received"] = making.case(unit=unit)
        cases[f"{code} registered"] = case = making.case(unit=unit)
        register(case, by=registrar)
    withdrawn = cases["home_care withdrawn unregistered"] = making.case()
    move(withdrawn, Status.CLOSED, by=None, ending=Ending.WITHDRAWN)
    return cases


ALL = {
    "home_care received", "home_care registered", "families received", "families registered",
    "home_care withdrawn unregistered",
}  # fmt: skip


@pytest.mark.parametrize(
    ("role", "sees", "reads"),
    [
        (Role.ADMINISTRATOR, set(), set()),
        (Role.EDITOR, set(), set()),
        (Role.AUDITOR, set(), set()),
        (Role.DATA_PROTECTION, set(), set()),
        (Role.REGISTRAR, ALL, {"home_care received", "families received"}),
        (Role.HANDLER, {"home_care registered"}, {"home_care registered"}),
        (Role.HEAD_OF_UNIT, {"home_care registered"}, {"home_care registered"}),
        (Role.HEAD_OF_OFFICE, ALL, ALL),
        (Role.DEPUTY, ALL, ALL),
    ],
)
def test_what_each_role_lists_and_reads(office, role, sees, reads):
    user = making.staff(role, of=making.unit("home_care"))
    names = {case.pk: name for name, case in office.items()}
    seen = {names[case.pk] for case in visible_to(user)}
    assert seen == sees
    assert {names[case.pk] for case in visible_to(user) if access_to(user, case).answers} == reads


def test_an_annulled_registration_takes_the_case_away_from_the_unit(office):
    handler = making.staff(Role.HANDLER, of=making.unit("home_care"))
    case = office["home_care registered"]
    assert case in visible_to(handler)
    annul(case.documents.get(), by=making.registrar(), reason="Kļūda")
    assert case not in visible_to(handler)


def test_health_files_ask_a_reason_of_whoever_the_case_is_not_assigned_to(office):
    handler = making.staff(Role.HANDLER, of=making.unit("home_care"))
    case = Case.objects.get(pk=office["home_care registered"].pk)
    assert access_to(handler, case).health_needs_reason
    case.handler = handler
    assert not access_to(handler, case).health_needs_reason


def test_a_case_closed_to_named_people_is_seen_only_by_them(office):
    head, deputy = making.staff(Role.HEAD_OF_OFFICE), making.staff(Role.DEPUTY)
    handler = making.staff(Role.HANDLER, of=making.unit("home_care"))
    colleague = making.staff(Role.HANDLER, of=making.unit("home_care"))
    case = office["home_care registered"]
    closing_off.close_to(case, [handler], by=head, reason="Kolēģes māte")
    assert case in visible_to(handler)
    assert case in visible_to(head)
    assert case not in visible_to(colleague)
    assert case not in visible_to(deputy)
    closing_off.open_again(case, by=head)
    assert case in visible_to(deputy)


def test_listing_costs_the_same_for_one_case_and_for_three(office, django_assert_num_queries):
    registrar = making.registrar()
    with django_assert_num_queries(2):
        assert len(visible_to(registrar).order_by("-received_at")[:1]) == 1
    with django_assert_num_queries(2):
        assert len(visible_to(registrar).order_by("-received_at")[:3]) == 3


@pytest.fixture
def found():
    """A case with a helper and a number, beside another; returns what a search text finds."""
    journal()
    case = making.case(
        making.person(first_name="Šarlote", last_name="Āboltiņa-Kļaviņa", personal_code="323456-78901"),
        making.person("helper", "Ģirts", "Ņikitins"),
    )
    register(case, by=making.registrar())
    making.case(making.person(first_name="Jānis", last_name="Ozols"))

    def search(text):
        return [one.pk == case.pk for one in matching(Case.objects.order_by("pk"), text)]

    search.case = case
    return search


@pytest.mark.parametrize(
    "text", ["šarlote", "SARLOTE", "aboltina", "Āboltiņa Šarlote", "klavina", "nikitins", "girts ņikitins", "sarl"]
)
def test_found_by_any_persons_name_without_diacritics(found, text):
    assert found(text) == [True]


@pytest.mark.parametrize("text", ["323456-78901", "32345678901", "323456 78901"])
def test_found_by_personal_code_however_it_is_typed(found, text):
    assert found(text) == [True]


def test_found_by_reference_and_number(found):
    case = Case.objects.get(pk=found.case.pk)
    assert found(case.reference) == [True]
    assert found(f"{case.reference[:4].lower()} {case.reference[4:].lower()}") == [True]
    assert found(case.register_number) == [True]


def test_an_annulled_number_finds_its_case_still(found):
    case = Case.objects.get(pk=found.case.pk)
    annul(case.documents.get(), by=making.registrar(), reason="Kļūda")
    register(Case.objects.get(pk=case.pk), by=making.registrar())
    assert found(case.register_number) == [True]


def test_found_by_a_former_name_of_the_linked_client(found):
    client = link_new(found.case.parties.get(role="client"), making.registrar())
    FormerName.objects.create(client=client, first_name="Šarlote", last_name="Žagata", until=timezone.localdate())
    assert found("zagata") == [True]


@pytest.mark.parametrize("text", ["nav tāda", "1-6/26/99", "323456-78902"])
def test_what_is_not_there_is_not_found(found, text):
    assert found(text) == []


def test_a_correction_stands_beside_the_original():
    case = making.case(making.person(contact={"phone": "+37120000000", "email": "old@paraugs.example"}))
    party = case.parties.get()
    correcting.correct_contact(party, {"phone": "+37120000001", "email": "old@paraugs.example"})
    party = case.parties.get()
    assert party.contact["phone"] == "+37120000000"
    assert party.current_contact == {"phone": "+37120000001", "email": "old@paraugs.example"}
    assert party.corrections.get().contact == {"phone": "+37120000001"}
    assert case.events.filter(kind="contact_corrected").get().details["fields"] == ["phone"]
    assert correcting.correct_contact(party, {"phone": "+37120000001"}) is None
    with pytest.raises(ValueError, match="birth_date"):
        correcting.correct_contact(party, {"birth_date": "1950-01-01"})
