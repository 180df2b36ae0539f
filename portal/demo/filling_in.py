"""Filling in any form at random as a resident might: every kind of question, no form known by name.

A pattern is filled in once with marks in place of a person (``⟦client.first_name⟧``) and then used for many people,
so that a hundred thousand applications cost little more than storing them.
"""

import json
import random
import re
import uuid
from dataclasses import dataclass
from typing import Any

from eservices.definitions.evaluating import Evaluation
from eservices.definitions.models import FormVersion
from eservices.definitions.plan import Plan
from eservices.definitions.showing import show_answers, shown_as_data
from eservices.definitions.versions import plan_for
from portal.demo.inventing import InventedPerson
from portal.ui.dates import short_date

MARK = re.compile(r"⟦([a-z0-9_.]+)⟧")
PEOPLE = ("client", "applicant", "helper", "supporter")
SENTENCES = (
    "Pēc slimnīcas grūti piecelties un iet pa kāpnēm.",
    "Dzīvoju ceturtajā stāvā bez lifta, veikals ir tālu.",
    "Vajadzīga palīdzība divas reizes nedēļā, labāk no rīta.",
    "Mamma viena pati vairs nevar uzkurt krāsni.",
    "Bērni dzīvo ārzemēs un palīdzēt nevar.",
)


@dataclass(frozen=True)
class Pattern:
    """A form filled in for nobody in particular: JSON with marks, and the slots promised for later."""

    version: FormVersion
    plan: Plan
    answers: str
    shown: str
    promised: tuple[str, ...]
    unit: str
    urgent: bool

    def answers_of(self, people: dict[str, InventedPerson]) -> dict[str, Any]:
        """The answers as these people would give them."""
        return json.loads(_marked(self.answers, people, as_stored=True))

    def shown_of(self, people: dict[str, InventedPerson]) -> list[dict[str, Any]]:
        """The answers as these people would see them."""
        return json.loads(_marked(self.shown, people, as_stored=False))


def fill_in(version: FormVersion, dice: random.Random) -> Pattern:
    """Answer every visible question of the form, in the order asked."""
    plan = plan_for(version)
    answers: dict[str, Any] = {}
    for step in version.schema["steps"]:
        for item in step["items"]:
            evaluation = Evaluation(plan, dict(answers))
            if item in evaluation.visible_items(step):
                value = _answer(item, evaluation, dice)
                if value is not None:
                    answers[item["key"]] = value
    evaluation = Evaluation(plan, answers)
    routing = evaluation.routing()
    shown = shown_as_data(show_answers(version, version.texts, "lv", answers))
    return Pattern(
        version=version,
        plan=plan,
        answers=json.dumps(evaluation.cleaned(), ensure_ascii=False),
        shown=json.dumps(shown, ensure_ascii=False),
        promised=tuple(lack.key for lack in evaluation.missing() if lack.kind == "later" and not lack.row_id),
        unit=routing.unit,
        urgent=routing.urgent,
    )


def _answer(item: dict, evaluation: Evaluation, dice: random.Random) -> Any:
    kind = item["type"]
    if kind == "group":
        return [_row(item, evaluation, dice) for _ in range(dice.randint(item.get("min", 0), min(2, item["max"])))]
    if item.get("requirement") == "optional" and dice.random() < 0.4:
        return None
    personal = _personal(item)
    if personal is not None:
        return personal
    if kind in ("radio", "select"):
        return dice.choice(evaluation.visible_options(item))
    if kind == "choices":
        offered = evaluation.visible_options(item)
        return [one for one in offered if dice.random() < 0.4] or offered[:1]
    return _plain(item, dice)


def _row(group: dict, evaluation: Evaluation, dice: random.Random) -> dict[str, Any]:
    row: dict[str, Any] = {"row_id": uuid.UUID(int=dice.getrandbits(128)).hex}
    for item in group["items"]:
        if item["type"] == "info" or item.get("role") == "supporter.is_applicant":
            continue
        if item in evaluation.row_items(group, row):
            personal = _personal(item)
            options = [option["key"] for option in item.get("options") or ()]
            row[item["key"]] = personal or (dice.choice(options) if options else _plain(item, dice))
    return {key: value for key, value in row.items() if value is not None}


def _personal(item: dict) -> Any:
    """The mark for a question that asks who somebody is."""
    who, _dot, what = (item.get("role") or "").partition(".")
    who = "client" if who == "reply" else who
    if who not in PEOPLE:
        return None
    mark = f"⟦{who}.{what}⟧"
    if what == "personal_code":
        return {"kind": "lv", "value": mark}
    if what == "address":
        return {"line": mark, "city": f"⟦{who}.place⟧", "postcode": "LV-0000"}
    return mark if what in ("first_name", "last_name", "birth_date", "phone", "email") else None


def _plain(item: dict, dice: random.Random) -> Any:
    rules = item.get("rules") or {}
    whole = {
        "text": lambda: "Paraugs",
        "long_text": lambda: dice.choice(SENTENCES),
        "yes_no": lambda: dice.choice(("yes", "no")),
        "date": lambda: f"{2030 if rules.get('future') else 2020}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
        "number": lambda: str(dice.randint(int(rules.get("min", 1)), int(rules.get("max", 9)))),
        "money": lambda: f"{dice.randint(100, 900)}.{dice.randint(0, 99):02}",
        "email": lambda: "iedzivotajs@paraugs.example",
        "phone": lambda: "+37100000000",
        "personal_code": lambda: {"kind": "none", "value": ""},
        "address": lambda: {"line": "Paraugu iela 1", "city": "Paraugpils", "postcode": "LV-0000"},
        "slot": lambda: {"files": [], "later": True} if dice.random() < 0.35 or _needed(item) else None,
        "declaration": lambda: True,
    }
    make = whole.get(item["type"])
    return make() if make else None


def _needed(item: dict) -> bool:
    return item.get("requirement", "required") == "required"


def _marked(text: str, people: dict[str, InventedPerson], *, as_stored: bool) -> str:
    def put(mark: re.Match) -> str:
        who, _dot, what = mark[1].partition(".")
        return _value(people[who], what, as_stored)

    return MARK.sub(put, text)


def _value(person: InventedPerson, what: str, as_stored: bool) -> str:
    if what == "birth_date":
        return person.born.isoformat() if as_stored else short_date(person.born)
    return getattr(person, {"personal_code": "code"}.get(what, what))
