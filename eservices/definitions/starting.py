"""What the start page of an e-service tells before anyone types anything; the same for every reader of a day."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from eservices.catalogue.facts import ServiceFacts, facts_of
from eservices.catalogue.models import DocumentType
from eservices.catalogue.texts import texts_in
from eservices.definitions.compiling import compile_page
from eservices.definitions.pictures import example_picture
from eservices.definitions.plan import Plan, plan_of
from eservices.definitions.versions import LATVIAN, live_version, plan_for
from portal.ui import icons
from portal.working_days.calendar import next_working_day, today
from portal.working_days.terms import DecisionDay, decision_day


@dataclass(frozen=True)
class Paper:
    """A document to prepare; ``supporters`` where each supporter brings an own one."""

    code: str
    name: str
    issuer: str
    help: str
    picture: str
    icon: str
    when_needed: str
    translated: bool
    later: bool
    always: bool
    supporters: bool


@dataclass(frozen=True)
class StartPage:
    """Everything the start page shows besides the page's own texts."""

    papers: list[Paper]
    office_checks: list[str]
    for_others: bool
    needs_signature: bool
    registered_on: datetime.date
    decision: DecisionDay | None
    facts: ServiceFacts
    only_latvian: bool
    offered: bool
    latvian_please: bool


def start_page(page: Any, *, preview: bool = False) -> StartPage:
    """Gather what the start page tells, from the live version (in a preview: from the page as it now is)."""
    # A published page is served under its own language's prefix: no need to ask the database for it.
    language = page.locale.language_code if preview else get_language() or LATVIAN
    version = None if preview else live_version(page.key, offered_in=language)
    plan = plan_for(version) if version else plan_of(compile_page(page)["schema"])
    facts = facts_of(page.service_id, language, today())
    schema = plan.schema
    offered = [capacity for capacity in schema["capacities"] if capacity != "self"]
    return StartPage(
        papers=_once_by_name(papers_of(plan.slots(), plan, language, facts)),
        office_checks=[document.name for document in facts.office_checks],
        for_others=bool(offered),
        needs_signature=schema["authenticity"] != "none",
        registered_on=next_working_day(today()),
        decision=decision_day(schema["clock"], today()),
        facts=facts,
        latvian_please=language != LATVIAN and not settings.ANSWERS_IN_ANY_LANGUAGE,
        offered=preview or version is not None,
        only_latvian=bool(version and not version.offered),  # type: ignore[attr-defined]
    )


def papers_of(slots: Iterable[dict], plan: Plan, language: str, facts: ServiceFacts) -> list[Paper]:
    """List the documents of some slots, each once by its own name, a supporter's apart, in the order asked."""
    documents, latvian = texts_in(DocumentType, language), texts_in(DocumentType, LATVIAN)
    needed = {each.code: each.when_needed for each in (*facts.brings, *facts.helps) if each.when_translated}
    papers: dict[tuple[str, bool], Paper] = {}
    for slot in slots:
        found, theirs = documents.get(slot["document"]), slot.get("whose") == "supporter"
        if found is None or (slot["document"], theirs) in papers:
            continue
        papers[slot["document"], theirs] = Paper(
            code=found.code,
            name=found.name,
            issuer=found.issuer,
            help=found.help,
            picture=example_picture(found.picture),
            icon=icons.of_document(found.picture),
            when_needed=needed.get(slot["document"], ""),
            translated=language == LATVIAN or found.help != latvian[found.code].help,
            later=slot.get("later", True),
            always=_is_always_asked(plan, slot),
            supporters=theirs,
        )
    return list(papers.values())


def _once_by_name(papers: list[Paper]) -> list[Paper]:
    found: dict[str, Paper] = {}
    for paper in papers:
        found.setdefault(paper.code, paper)
    return list(found.values())


def _is_always_asked(plan: Plan, slot: dict) -> bool:
    step = plan.steps[plan.step_of[slot["key"]]]
    conditional = slot.get("when") or step.get("when") or slot["key"] in plan.group_of
    return not conditional and slot.get("requirement") != "optional"
