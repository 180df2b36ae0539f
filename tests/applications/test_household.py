"""Which adults of a household are asked to confirm."""

import datetime

import pytest

from eservices.applications.household import adults_to_ask, is_adult, is_same
from eservices.applications.people_named import Answers, parties_of
from eservices.cases.opening import PartyData
from eservices.definitions.plan import plan_of
from tests.applications.joint import JOINT, joint_definition, member

DAY = datetime.date(2026, 11, 23)


def someone(first="Anna", last="Paraudziņa", code="", born="") -> PartyData:
    return PartyData("household", first, last, personal_code=code, contact={"birth_date": born} if born else {})


@pytest.mark.parametrize(
    ("person", "adult"),
    [
        (someone(born="2008-11-23"), True),
        (someone(born="2008-11-24"), False),
        (someone(born="2008-02-29"), True),
        (someone(), True),
        (someone(code="323456-78901"), True),
        (someone(code="010109-20008"), False),
        (someone(code="010180-10008"), True),
        (someone(code="010180-10008", born="2010-01-01"), False),
    ],
)
def test_adult_on_the_day_and_adult_when_unknown(person, adult):
    assert is_adult(person, DAY) is adult


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (someone(), someone("ANNA", "paraudzina"), True),
        (someone(), someone("Anna", "Kalniņa"), False),
        (someone(code="323456-78901"), someone("Anna", "Cita", code="323456-78901"), True),
        (someone(code="323456-78901"), someone(code="323456-78902"), False),
        (someone(code="323456-78901"), someone(), True),
        (someone("Jānis", "Ozols", born="1950-01-01"), someone("Jānis", "Ozols", born="1980-01-01"), False),
        (someone("Jānis", "Ozols", code="010150-10008"), someone("Jānis", "Ozols", born="1980-01-01"), False),
        (someone("Jānis", "Ozols", born="1950-01-01"), someone("Jānis", "Ozols"), True),
        (someone("", ""), someone("", ""), False),
    ],
)
def test_one_person_or_two(one, other, same):
    assert is_same(one, other) is same
    assert is_same(other, one) is same


def asked(members, answers=None, **schema):
    plan = plan_of(joint_definition(**schema)["schema"])
    read = Answers(plan, JOINT | {"members": members} | (answers or {}))
    return [one.first_name for one in adults_to_ask(read, parties_of(read))]


ANNA, PETERIS, JANIS = (member(first, first, last) for first, last in
                        (("Anna", "Paraudziņa"), ("Pēteris", "Paraudziņš"), ("Jānis", "Ozols")))  # fmt: skip


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([ANNA], []),
        ([ANNA, PETERIS], ["Pēteris"]),
        ([PETERIS, ANNA], ["Pēteris"]),
        ([member("x", "Anna Marija", "P.", me="yes"), PETERIS], ["Pēteris"]),
        # The mark counts where no row names her, and once.
        ([ANNA, PETERIS | {"m_me": "yes"}], ["Pēteris"]),
        ([PETERIS | {"m_me": "yes"}, JANIS | {"m_me": "yes"}], ["Jānis"]),
        # Mother and daughter of one name, nothing else known: one of them is asked.
        ([ANNA, member("y", "Anna", "Paraudziņa")], ["Anna"]),
        ([ANNA, member("t", "Toms", "Paraudziņš", born="2015-01-01")], []),
        ([], []),
    ],
)
def test_all_adults_but_the_one_who_signs(members, expected):
    assert asked(members) == expected


def test_nobody_is_asked_where_the_form_does_not_say_so():
    assert asked([ANNA, PETERIS], cosign=False) == []


def test_a_relative_who_only_filled_it_in_is_asked_too():
    assert asked([ANNA, PETERIS], {"capacity": "self_helped", "helper_name": "Pēteris"}) == ["Pēteris"]
