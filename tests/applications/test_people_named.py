"""Who the people in the answers are, for every capacity a form may be filled in."""

import pytest

from eservices.applications.people_named import Answers, parties_of
from eservices.definitions.plan import plan_of
from tests.cases.making import riga

ROLES = [
    "capacity", "safe_contact.note", "applicant.relation", "helper.relation", "helper.may_receive",
    "institution.name", "institution.number", "authority.kind", "authority.number", "authority.valid_until",
    "reply.channel", "reply.email", "reply.phone", "reply.address",
    *(f"{who}.{what}" for who in ("client", "applicant", "helper")
      for what in ("first_name", "last_name", "personal_code", "birth_date", "address", "phone", "email")),
]  # fmt: skip
SUPPORTER = ("first_name", "last_name", "personal_code", "relation", "phone", "is_applicant")
PLAN = plan_of(
    {
        "steps": [
            {
                "key": "all",
                "items": [
                    *({"key": role.replace(".", "_"), "type": "text", "role": role} for role in ROLES),
                    {
                        "key": "supporters",
                        "type": "group",
                        "role": "supporters",
                        "items": [{"key": f"s_{one}", "type": "text", "role": f"supporter.{one}"} for one in SUPPORTER],
                    },
                ],
            }
        ]
    }
)
CLIENT = {"client_first_name": "Anna", "client_last_name": "Bērziņa", "client_birth_date": "1948-03-27"}
HELPER = {"helper_first_name": "Līga", "helper_last_name": "Kalniņa", "helper_relation": "child"}
ACTING = {"applicant_first_name": "Jānis", "applicant_last_name": "Ozols", "applicant_relation": "child"}
AUTHORITY = {"authority_kind": "notarial", "authority_number": "1234", "authority_valid_until": "2027-01-31"}
HOUSE = {"institution_name": "Paraugnovada slimnīca", "institution_number": "90000000000"}


def parties(capacity, *parts, **more):
    answers = {"capacity": capacity} | CLIENT
    for part in parts:
        answers |= part
    return parties_of(Answers(PLAN, answers | more.pop("answers", {})), **more)


def shape(people):
    return [(one.role, f"{one.first_name} {one.last_name}".strip()) for one in people]


def test_a_chosen_relation_is_kept_in_words_a_registrar_reads():
    texts = {"option.helper_relation.child": "Dēls vai meita"}
    answers = {"capacity": "self_helped"} | CLIENT | HELPER
    _client, helper = parties_of(Answers(PLAN, answers, texts))
    assert helper.relation == "Dēls vai meita"


REPRESENTED = [("client", "Anna Bērziņa"), ("representative", "Jānis Ozols")]


@pytest.mark.parametrize(
    ("capacity", "given", "expected"),
    [
        ("self", {}, [("client", "Anna Bērziņa")]),
        ("self_helped", HELPER, [("client", "Anna Bērziņa"), ("helper", "Līga Kalniņa")]),
        ("parent", ACTING, REPRESENTED),
        ("guardian", ACTING | AUTHORITY, REPRESENTED),
        ("trustee", ACTING | AUTHORITY, REPRESENTED),
        ("authorised", ACTING | AUTHORITY, REPRESENTED),
        ("advocate", ACTING | AUTHORITY, REPRESENTED),
        (
            "institution",
            HOUSE | ACTING,
            [("client", "Anna Bērziņa"), ("institution", "Paraugnovada slimnīca"), ("applicant", "Jānis Ozols")],
        ),
        ("institution", HOUSE, [("client", "Anna Bērziņa"), ("institution", "Paraugnovada slimnīca")]),
        (
            "orphans_court",
            HOUSE | ACTING,
            [("client", "Anna Bērziņa"), ("institution", "Paraugnovada slimnīca"), ("applicant", "Jānis Ozols")],
        ),
        ("neighbour", ACTING, [("client", "Anna Bērziņa"), ("applicant", "Jānis Ozols")]),
    ],
)
def test_parties_by_capacity(capacity, given, expected):
    assert shape(parties(capacity, given)) == expected


def test_authority_is_kept_with_the_representative():
    representative = parties("authorised", ACTING, AUTHORITY)[1]
    assert representative.authority == {
        "capacity": "authorised", "kind": "notarial", "number": "1234", "valid_until": "2027-01-31",
    }  # fmt: skip
    assert representative.relation == "child"


def test_a_relative_without_authority_is_not_a_representative():
    assert parties("neighbour", ACTING, AUTHORITY)[1].authority == {}


@pytest.mark.parametrize(("ticked", "told"), [([], False), (["papers"], False), (["status", "papers"], True)])
def test_a_helper_learns_what_the_client_ticked(ticked, told):
    helper = parties("self_helped", HELPER, {"helper_may_receive": ticked})[1]
    assert helper.may_receive is told
    assert helper.authority == {"may_receive": ticked}
    assert helper.relation == "child"


@pytest.mark.parametrize(
    ("capacity", "given", "same"),
    [("self", {}, 0), ("self_helped", HELPER, 1), ("parent", ACTING, 1), ("institution", HOUSE | ACTING, 2)],
)
def test_a_supporter_who_is_the_applicant_is_the_same_person_asked_once(capacity, given, same):
    rows = [
        {"row_id": "a", "s_is_applicant": "yes", "s_relation": "child"},
        {"row_id": "b", "s_first_name": "Pēteris", "s_last_name": "Bērziņš", "s_phone": "+37120000001"},
    ]
    people = parties(capacity, given, {"supporters": rows})
    oneself, other = people[-2:]
    assert (oneself.role, oneself.same_as, oneself.relation) == ("supporter", same, "child")
    assert oneself.last_name == people[same].last_name
    assert oneself.contact == {}
    assert (other.role, other.same_as, other.first_name) == ("supporter", None, "Pēteris")
    assert other.contact["phone"] == "+37120000001"
    assert not other.may_receive


def test_a_latvian_code_is_a_code_and_another_identity_stays_one():
    latvian = parties("self", {"client_personal_code": {"kind": "lv", "value": "323456-78901"}})[0]
    assert latvian.personal_code == "323456-78901"
    assert latvian.contact == {"birth_date": "1948-03-27"}
    paper = {"kind": "document", "value": "AB123", "country": "UA", "birth_date": "1950-01-01"}
    foreign = parties("self", {"client_personal_code": paper, "client_birth_date": ""})[0]
    assert foreign.personal_code == ""
    assert foreign.contact["identity"] == paper
    assert foreign.contact["birth_date"] == "1950-01-01"


def test_the_answer_goes_to_the_client_unless_somebody_represents_her():
    reply = {"reply_channel": "email", "reply_email": "x@paraugs.example"}
    given = {"channel": "email", "email": "x@paraugs.example"}
    assert parties("self_helped", HELPER, reply)[0].contact["reply"] == given
    assert parties("parent", ACTING, reply)[1].contact["reply"] == given
    assert "reply" not in parties("parent", ACTING, reply)[0].contact


@pytest.mark.parametrize(
    ("capacity", "given", "owner"),
    [
        ("self", {}, 0),
        ("self_helped", HELPER, 1),
        ("self_helped", HELPER | {"client_email": "X@paraugs.example"}, 0),
        ("self_helped", HELPER | {"reply_email": "x@paraugs.example"}, 0),
        ("parent", ACTING, 1),
    ],
)
def test_a_proven_address_is_its_owners(capacity, given, owner):
    at = riga("2026-11-23 09:00")
    people = parties(capacity, given, proven_email="x@paraugs.example", email_proven_at=at)
    assert [one.email_proven_at for one in people].index(at) == owner
    assert people[owner].contact["proven_email"] == "x@paraugs.example"
    assert sum(one.email_proven_at is not None for one in people) == 1


def test_where_and_when_to_call_safely_is_kept_with_the_client():
    assert parties("self", {"safe_contact_note": "Tikai rītos"})[0].contact["safe_note"] == "Tikai rītos"
