"""What one person has to bring: the few questions of a form that decide about its papers, and the list they lead to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from eservices.catalogue.facts import DocumentShown, ServiceFacts
from eservices.definitions.answering import EASY
from eservices.definitions.conditions import answers_in, holds
from eservices.definitions.evaluating import Evaluation
from eservices.definitions.plan import Plan, plan_of
from eservices.definitions.possible import conditions_of
from eservices.definitions.starting import Paper, papers_of


@dataclass(frozen=True)
class ToPrepare:
    """A person's list.

    The application itself is not on it: it is filled in here. ``shown`` is only shown when we meet, ``brings`` is handed in, ``perhaps`` depends on what only the form asks,
    ``helps`` may be left out, ``office_checks`` we look up ourselves.
    """

    shown: list[DocumentShown]
    brings: list[Paper]
    perhaps: list[Paper]
    helps: list[Paper]
    office_checks: list[DocumentShown]

    @property
    def may_wait(self) -> bool:
        """Whether some paper may come after the application."""
        return any(paper.later for paper in self.brings)


def deciding(plan: Plan) -> list[str]:
    """List the questions that decide about papers and can be asked of anybody, in the order of the form."""
    found = {key for slot in plan.slots() for key in _decided_by(plan, slot) or ()}
    return [key for key in plan.items if key in found]


def _decided_by(plan: Plan, slot: dict) -> set[str] | None:
    """Name the questions a paper depends on, however far; None where one of them is asked in the form alone."""
    found: set[str] = set()
    waiting = list(_looks_at(plan, slot["key"]))
    while waiting:
        key = waiting.pop()
        if key in found:
            continue
        if not _may_be_asked(plan, key):
            return None
        found.add(key)
        waiting += _looks_at(plan, key)
    return found


def _looks_at(plan: Plan, key: str) -> Iterator[str]:
    """Yield every answer that decides whether an item is asked, and which choices it has."""
    options = plan.items[key].get("options") or ()
    for condition in (*conditions_of(plan, key), *(option.get("when") for option in options)):
        yield from answers_in(condition)


def _may_be_asked(plan: Plan, key: str) -> bool:
    """Say whether a question is easy and about nobody by name: a person's own data have a role with a dot."""
    item = plan.items.get(key)
    if item is None or key in plan.group_of:
        return False
    return item["type"] in EASY and "." not in (item.get("role") or "")


def asking_only(plan: Plan, keys: Iterable[str]) -> Plan:
    """Give a plan of the same form that asks these questions and nothing else, a step for each."""
    wanted = set(keys)
    steps = [
        {"key": item["key"], "when": _both(step.get("when"), item.get("when")), "items": [_alone(item)]}
        for step in plan.schema["steps"]
        for item in step["items"]
        if item["key"] in wanted
    ]
    return plan_of({**plan.schema, "steps": steps, "routing": {"unit": "", "rules": []}})


def _both(*conditions: dict | None) -> dict | None:
    found = [one for one in conditions if one]
    return {"all": found} if found else None


def _alone(item: dict) -> dict:
    return {name: value for name, value in item.items() if name != "when"}


def to_prepare(plan: Plan, answers: dict[str, Any], language: str, facts: ServiceFacts) -> ToPrepare:
    """Give the list for these answers, which hold at least those of ``deciding``."""
    fact = Evaluation(asking_only(plan, deciding(plan)), answers).facts()
    called_for: list[dict] = []
    undecided: list[dict] = []
    for slot in plan.slots():
        if _decided_by(plan, slot) is None:
            undecided.append(slot)
        elif all(holds(condition, fact) for condition in conditions_of(plan, slot["key"])):
            called_for.append(slot)
    needed = [slot for slot in called_for if slot.get("requirement", "required") != "optional"]
    asked = {slot["document"] for slot in plan.slots()}
    brings = sorted(papers_of(needed, plan, language, facts), key=lambda paper: paper.supporters)
    listed = {paper.code for paper in brings}
    perhaps = [paper for paper in papers_of(undecided, plan, language, facts) if paper.code not in listed]
    listed |= {paper.code for paper in perhaps}
    helps = papers_of((slot for slot in called_for if slot not in needed), plan, language, facts)
    return ToPrepare(
        shown=[each for each in facts.brings if each.code not in asked and not each.is_application],
        brings=brings,
        perhaps=perhaps,
        helps=[paper for paper in helps if paper.code not in listed],
        office_checks=facts.office_checks,
    )
