"""A pre-check as it is answered: its questions with today's amounts, and what holds for the answers."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from eservices.catalogue.models import FeeItem
from eservices.catalogue.schedule import AmountShown, amounts_of
from eservices.catalogue.tables import tables
from eservices.definitions.answering import Answering
from eservices.definitions.compiling import compile_steps, condition_of
from eservices.definitions.conditions import holds
from eservices.definitions.pieces import as_definition
from eservices.definitions.plan import plan_of
from pages.amounts import codes_in, with_lines
from pages.pre_checks.amounts import Lines, codes_in_condition, resolved
from pages.pre_checks.blocks import KINDS
from portal.working_days.calendar import today

LIKELIEST = [kind for kind, _name in KINDS]


@dataclass(frozen=True)
class Outcome:
    """What is said: ``laws`` are the clauses of the amounts it names or looks at."""

    title: str
    kind: str
    text: str
    do: str
    services: list[str]
    laws: list[str]
    when: dict[str, Any] | None


def lines_of_today() -> dict[str, AmountShown]:
    """The whole fee table as it holds today, by code."""
    language, known = get_language() or "lv", tables()
    return {line.code: line for line in amounts_of(known.texts(FeeItem, language), language, today(), known)}


def answering(page: Any, lines: Lines) -> Answering:
    """The questions of a page, with no answer yet."""
    steps, texts = compile_steps(page.steps)
    definition = as_definition(resolved(steps, lines), texts)
    return Answering(plan_of(definition["schema"]), texts)


def outcomes(page: Any, lines: Lines) -> list[Outcome]:
    """Everything a page may say, in its order."""
    return [_outcome(block.value, lines) for block in page.outcomes]


def _outcome(value: Any, lines: Lines) -> Outcome:
    when = condition_of(value["when"])
    named = [*codes_in_condition(when), *sorted(codes_in(value["text"]) | codes_in(value["do"]))]
    in_force = [lines[code] for code in dict.fromkeys(named) if code in lines and lines[code].valid_from]
    return Outcome(
        title=value["title"],
        kind=value["kind"],
        text=with_lines(value["text"], lines),
        do=with_lines(value["do"], lines),
        services=list(value["services"]),
        laws=_laws(in_force),
        when=resolved(when, lines),
    )


def _laws(lines: list[AmountShown]) -> list[str]:
    """Each regulation once, with its clauses."""
    clauses: dict[str, dict[str, None]] = {}
    for line in lines:
        if line.regulation:
            clauses.setdefault(line.regulation, {})[line.clause] = None
    return [", ".join([regulation, *filter(None, named)]) for regulation, named in clauses.items()]


def said_to(asking: Answering, possible: list[Outcome], *, all_that_fit: bool) -> list[Outcome]:
    """What is said to the answers: the first that fits, or all that do, the likeliest first; where none does, what is
    said to all others.

    Never nothing, as long as one outcome has no condition.
    """
    fact = asking.evaluation.facts()
    fits = [one for one in possible if one.when and holds(one.when, fact)]
    said = fits or [one for one in possible if not one.when]
    return sorted(said, key=lambda one: LIKELIEST.index(one.kind)) if all_that_fit else said[:1]
