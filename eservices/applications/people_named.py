"""Who the people in the answers are: parties by semantic role and by the capacity in which the form was filled in.

    self                            client
    self_helped                     client, helper (signs nothing; is told what the client ticked)
    parent … advocate               client, representative with the authority stated
    institution, orphans_court      client, institution, and its employee as applicant
    any other                       client, applicant without authority

Supporters follow in every capacity. One who "is the applicant" is the same person in a second role, asked once.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from eservices.cases.models import Role
from eservices.cases.opening import PartyData
from eservices.definitions.plan import Plan

REPRESENTING = frozenset({"parent", "guardian", "trustee", "authorised", "advocate"})
INSTITUTIONS = frozenset({"institution", "orphans_court"})
PERSON_FIELDS = ("first_name", "last_name", "personal_code", "birth_date", "address", "phone", "email")


class Answers:
    """Answers read by semantic role instead of by the form's own keys; also within one row of a group.

    ``texts`` are the form's Latvian words, for what staff read as words (``said``).
    """

    def __init__(self, plan: Plan, answers: dict[str, Any], texts: dict[str, str] | None = None) -> None:
        self.plan, self.answers, self.texts = plan, answers, texts or {}

    def __call__(self, role: str) -> Any:
        """The first given answer with this role, or an empty text."""
        keys = self.plan.keys_with_role(role)
        return next((self.answers[key] for key in keys if self.answers.get(key)), "")

    def rows(self, role: str) -> list["Answers"]:
        """The rows of the group with this role, each read by role."""
        return [Answers(self.plan, row, self.texts) for row in self(role) or []]

    @property
    def row_id(self) -> str:
        """The id of the row these answers are; empty for the whole form."""
        return self.answers.get("row_id", "")

    def said(self, role: str) -> str:
        """The first given answer with this role in words: a chosen option by its label, a text as it was typed."""
        key = next((key for key in self.plan.keys_with_role(role) if self.answers.get(key)), None)
        value = _text(self.answers[key]) if key else ""
        return self.texts.get(f"option.{key}.{value}", value)


def parties_of(answers: Answers, *, proven_email: str = "", email_proven_at: datetime | None = None) -> list[PartyData]:
    """The parties the answers name, the client first. A proven address goes to whoever gave it, else to who acts."""
    capacity = answers("capacity") or "self"
    client = _with_note(person_of(answers, Role.CLIENT, "client"), answers)
    acting = _acting(answers, capacity)
    parties = [client, *acting]
    parties = _with_reply(parties, answers, capacity)
    parties = _with_proven(parties, proven_email, email_proven_at)
    same = len(acting) if acting else 0
    return parties + [_supporter(row, same, parties) for row in answers.rows("supporters")]


def _acting(answers: Answers, capacity: str) -> list[PartyData]:
    if capacity == "self":
        return []
    if capacity == "self_helped":
        helper = person_of(answers, Role.HELPER, "helper")
        return [_with_what_client_ticked(helper, answers)] if _named(helper) else []
    if capacity in INSTITUTIONS:
        number = _text(answers("institution.number"))
        house = PartyData(
            role=Role.INSTITUTION,
            last_name=_text(answers("institution.name")),
            authority=_authority(answers, capacity) | ({"institution_number": number} if number else {}),
        )
        employee = person_of(answers, Role.APPLICANT, "applicant")
        return [house, employee] if _named(employee) else [house]
    role = Role.REPRESENTATIVE if capacity in REPRESENTING else Role.APPLICANT
    person = replace(person_of(answers, role, "applicant"), relation=answers.said("applicant.relation"))
    return [replace(person, authority=_authority(answers, capacity)) if role == Role.REPRESENTATIVE else person]


def _with_what_client_ticked(helper: PartyData, answers: Answers) -> PartyData:
    """A helper is a contact person only, and learns what the client ticked: status, papers, decision."""
    told = answers("helper.may_receive") or []
    relation = answers.said("helper.relation") or answers.said("applicant.relation")
    return replace(helper, relation=relation, authority={"may_receive": told}, may_receive="status" in told)


def person_of(answers: Answers, role: str, prefix: str) -> PartyData:
    """The person whose names, code and contacts carry roles beginning with ``prefix``."""
    given = {field: answers(f"{prefix}.{field}") for field in PERSON_FIELDS}
    identity = given["personal_code"] or {}
    birth = given["birth_date"] or identity.get("birth_date")
    contact = {field: given[field] for field in ("phone", "email", "address") if given[field]}
    if birth:
        contact["birth_date"] = birth
    if identity and identity.get("kind") != "lv":
        contact["identity"] = identity
    return PartyData(
        role=role,
        first_name=_text(given["first_name"]),
        last_name=_text(given["last_name"]),
        personal_code=identity.get("value", "") if identity.get("kind") == "lv" else "",
        contact=contact,
    )


def _supporter(row: Answers, same: int, parties: list[PartyData]) -> PartyData:
    relation = row.said("supporter.relation")
    if said_yes(row("supporter.is_applicant")):
        person = parties[same]
        return PartyData(
            role=Role.SUPPORTER,
            first_name=person.first_name,
            last_name=person.last_name,
            relation=relation,
            same_as=same,
            row_id=row.row_id,
        )
    person = person_of(row, Role.SUPPORTER, "supporter")
    return replace(person, relation=relation, may_receive=False, row_id=row.row_id)


def _with_note(client: PartyData, answers: Answers) -> PartyData:
    note = _text(answers("safe_contact.note"))
    return replace(client, contact=client.contact | {"safe_note": note}) if note else client


def _with_reply(parties: list[PartyData], answers: Answers, capacity: str) -> list[PartyData]:
    """How the office should answer, kept with whoever the answer goes to: the client, else who acts for them."""
    reply = {field: answers(f"reply.{field}") for field in ("channel", "email", "phone", "address")}
    reply = {field: value for field, value in reply.items() if value}
    if not reply:
        return parties
    to = 0 if capacity in ("self", "self_helped") else len(parties) - 1
    changed = list(parties)
    changed[to] = replace(parties[to], contact=parties[to].contact | {"reply": reply})
    return changed


def _with_proven(parties: list[PartyData], email: str, at: datetime | None) -> list[PartyData]:
    if not email or at is None:
        return parties
    to = next((i for i, party in enumerate(parties) if email.casefold() in _emails(party)), len(parties) - 1)
    changed = list(parties)
    contact = parties[to].contact | {"proven_email": email}
    changed[to] = replace(parties[to], contact=contact, email_proven_at=at)
    return changed


def _emails(party: PartyData) -> set[str]:
    given = (party.contact.get("email"), party.contact.get("reply", {}).get("email"))
    return {address.casefold() for address in given if address}


def _authority(answers: Answers, capacity: str) -> dict[str, Any]:
    stated = {field: _text(answers(f"authority.{field}")) for field in ("kind", "number", "valid_until")}
    return {"capacity": capacity} | {field: value for field, value in stated.items() if value}


def _named(person: PartyData) -> bool:
    return bool(person.first_name or person.last_name)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def said_yes(value: Any) -> bool:
    """Whether a yes-or-no answer is yes."""
    return value == "yes" or value is True or value == ["yes"]
