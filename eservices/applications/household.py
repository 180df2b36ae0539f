"""Which adults of a household confirm an application: all but those whose own application it is already."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from eservices.applications.people_named import Answers, person_of, said_yes
from eservices.cases.models import Role
from eservices.cases.opening import PartyData
from eservices.definitions.conditions import age_on
from portal.personal_data import personal_codes
from portal.personal_data.names import fold
from portal.working_days.calendar import today

ADULT = 18
# The application's own authenticity stands for these: one signs it, or is signed for.
SIGNED_FOR = (Role.CLIENT, Role.REPRESENTATIVE)


def adults_to_ask(answers: Answers, parties: Sequence[PartyData]) -> list[PartyData]:
    """The adults of the household who have to confirm, where the form asks for that; ``parties`` are the others named.

    A row is somebody's own where it names a person the application is signed by or for; of the signer, where no row
    does, the one marked as the applicant's. Each has one row. Whose age is not known counts as adult.
    """
    if not answers.plan.schema.get("cosign"):
        return []
    members = {row.row_id: _member(row) for row in answers.rows("household")}
    marked = [row.row_id for row in answers.rows("household") if said_yes(row("member.is_applicant"))]
    for person in (party for party in parties if party.role in SIGNED_FOR):
        named = [row_id for row_id, member in members.items() if is_same(person, member)]
        own = named or (marked if person.role == _signer(parties) else [])
        if own:
            members.pop(own[0], None)
    return [member for member in members.values() if is_adult(member, today())]


def _signer(parties: Sequence[PartyData]) -> str:
    represented = any(party.role == Role.REPRESENTATIVE for party in parties)
    return Role.REPRESENTATIVE if represented else Role.CLIENT


def is_adult(person: PartyData, day: datetime.date) -> bool:
    """Whether the person is 18 on the day, by the birth date given or the one in an old code; unknown is yes."""
    born = _born(person)
    return born is None or age_on(born, day) >= ADULT


def is_same(one: PartyData, other: PartyData) -> bool:
    """Whether two descriptions are of one person: the codes decide where both are known, else the whole name.

    Father and son of one name are told apart by their birth dates.
    """
    if one.personal_code and other.personal_code:
        return one.personal_code == other.personal_code
    born = {_born(one), _born(other)} - {None}
    return len(born) < 2 and bool(_name(one)) and _name(one) == _name(other)


def _member(row: Answers) -> PartyData:
    person = person_of(row, Role.HOUSEHOLD, "member")
    return replace(person, relation=row.said("member.relation"), may_receive=False, row_id=row.row_id)


def _born(person: PartyData) -> datetime.date | None:
    given = person.contact.get("birth_date")
    if given:
        return datetime.date.fromisoformat(given)
    return personal_codes.check(person.personal_code).birth_date if person.personal_code else None


def _name(person: PartyData) -> str:
    return fold(f"{person.first_name} {person.last_name}".strip())
