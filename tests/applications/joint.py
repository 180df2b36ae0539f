"""A joint application: the tiny form, filled in by Anna for a household of five and a supporter, with secrets of each."""

import copy
from typing import Any

from tests.applications.making import ANSWERS, submission
from tests.definitions.forms import SCHEMA, TEXTS, tiny_definition, tiny_facts

ANNA, PETERIS, LIGA, TOMS, MAIJA = (f"{n}" * 32 for n in range(1, 6))
ZANE = "6" * 32

HOUSEHOLD: dict[str, Any] = {
    "key": "kopa",
    "items": [
        {"key": "rooms", "type": "number", "category": "household"},
        {"key": "illness", "type": "text", "category": "health", "requirement": "optional"},
        {"key": "debts", "type": "money", "category": "income", "requirement": "optional"},
        {"key": "account", "type": "iban", "category": "situation", "requirement": "optional"},
        {
            "key": "members",
            "type": "group",
            "role": "household",
            "max": 6,
            "items": [
                {"key": "m_first", "type": "text", "category": "household", "role": "member.first_name"},
                {"key": "m_last", "type": "text", "category": "household", "role": "member.last_name"},
                {
                    "key": "m_code",
                    "type": "personal_code",
                    "category": "identity",
                    "requirement": "optional",
                    "role": "member.personal_code",
                },
                {
                    "key": "m_born",
                    "type": "date",
                    "category": "household",
                    "requirement": "optional",
                    "role": "member.birth_date",
                },
                {
                    "key": "m_email",
                    "type": "email",
                    "category": "contact",
                    "requirement": "optional",
                    "role": "member.email",
                },
                {
                    "key": "m_me",
                    "type": "yes_no",
                    "category": "household",
                    "requirement": "optional",
                    "role": "member.is_applicant",
                },
                {"key": "m_income", "type": "money", "category": "income", "requirement": "optional"},
                {"key": "m_ill", "type": "text", "category": "health", "requirement": "optional"},
                {
                    "key": "m_paper",
                    "type": "slot",
                    "document": "income",
                    "category": "income",
                    "requirement": "optional",
                },
            ],
        },
        {"key": "together", "type": "calculated", "category": "household", "calc": {"add": [{"rows": "m_income"}]}},
    ],
}
LABELS = {
    "title": "Pieteikties mājsaimniecības statusam",
    "step.kopa.title": "Kas dzīvo kopā",
    "item.rooms.label": "Cik istabu dzīvoklī",
    "item.illness.label": "Jūsu slimība",
    "item.debts.label": "Jūsu parādi",
    "item.account.label": "Jūsu konts",
    "item.members.label": "Mājsaimniecība",
    "group.members.add": "Pievienot cilvēku",
    "group.members.row": "Cilvēks",
    "item.m_first.label": "Vārds",
    "item.m_last.label": "Uzvārds",
    "item.m_code.label": "Personas kods",
    "item.m_born.label": "Dzimšanas datums",
    "item.m_email.label": "E-pasts",
    "item.m_me.label": "Tas esmu es",
    "item.m_income.label": "Ienākumi mēnesī",
    "item.m_ill.label": "Slimība",
    "item.m_paper.label": "Algas izziņa",
    "item.together.label": "Ienākumi kopā",
    "item.s_first.label": "Apgādnieka vārds",
    "item.s_paper.label": "Apgādnieka ienākumu izziņa",
    "item.s_other.label": "Klienta izziņa par apgādnieku",
    "item.s_rent.label": "Apgādnieka īres līgums",
}


def member(row_id: str, first: str, last: str, **answers: Any) -> dict[str, Any]:
    return {"row_id": row_id, "m_first": first, "m_last": last} | {f"m_{key}": value for key, value in answers.items()}


MEMBERS = [
    member(ANNA, "Anna", "Paraudziņa", income="411.00"),
    member(
        PETERIS, "Pēteris", "Paraudziņš", born="1980-05-01", email="peteris@piemers.lv", income="822.00", ill="astma"
    ),
    member(LIGA, "Līga", "Kalniņa", born="1985-01-01", income="933.00", ill="depresija"),
    member(TOMS, "Toms", "Paraudziņš", born="2015-01-01"),
    member(MAIJA, "Maija", "Paraudziņa"),
]
SUPPORTER = {"row_id": ZANE, "s_first": "Zane", "s_name": "Ozola", "s_works": "yes"}
JOINT = ANSWERS | {
    "rooms": "3",
    "illness": "cukura diabēts",
    "debts": "1234.00",
    "account": "LV80BANK0000435195001",
    "members": MEMBERS,
    "supporters": [SUPPORTER],
    "hours": "7",
}


def joint_definition(**schema: Any) -> dict[str, Any]:
    """The tiny form with a household that confirms and supporters with papers of their own."""
    steps = copy.deepcopy(SCHEMA["steps"])
    supporters = next(item for item in steps[3]["items"] if item["key"] == "supporters")
    supporters["items"].insert(
        0, {"key": "s_first", "type": "text", "category": "household", "role": "supporter.first_name"}
    )
    paper = {"type": "slot", "category": "income", "whose": "supporter", "document": "income"}
    supporters["items"] += [
        {"key": "s_paper", "requirement": "warn", **paper},
        {"key": "s_rent", "requirement": "optional", **paper},
        {"key": "s_other", "requirement": "optional", **paper, "whose": "client"},
    ]
    steps.insert(5, copy.deepcopy(HOUSEHOLD))
    definition = tiny_definition(**{"steps": steps, "cosign": True, "supporter_links": True} | schema)
    return definition | {"texts": {"lv": TEXTS | LABELS}, "rehearsals": []}


def joint_version(**schema: Any):
    from eservices.definitions.publishing import publish_version

    tiny_facts()
    return publish_version(joint_definition(**schema), page=None)


def joint(*, schema: dict[str, Any] | None = None, **fields: Any):
    """Submit the joint application; ``answers`` are laid over the whole ones."""
    from eservices.applications.submitting import submit

    answers = JOINT | fields.pop("answers", {})
    return submit(submission(version=joint_version(**schema or {}), answers=answers, **fields))
