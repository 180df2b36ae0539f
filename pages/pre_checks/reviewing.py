"""What keeps a pre-check from being published, and what is worth a second look.

The outcomes are looked through as information of a last step: what a condition may look at, and what can never come,
is then found as in any form.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from eservices.catalogue.models import Service
from eservices.definitions.compiling import compile_steps, condition_of
from eservices.definitions.pieces import as_definition
from eservices.definitions.places import Places
from eservices.definitions.plan import plan_of
from eservices.definitions.possible import impossible_items
from eservices.definitions.publishing import block_ids
from eservices.definitions.reviewing import Remark, Review, wordy_texts
from eservices.definitions.schema import Fault, validate_definition
from pages.amounts import codes_in
from pages.pre_checks.amounts import codes_in_condition, resolved
from pages.pre_checks.asking import lines_of_today

ENDS = "iznakumi"
OUTCOME = "iznakums_"
LATVIAN = settings.LANGUAGE_CODE


def review(page: Any) -> Review:
    """Look a page through as it stands."""
    definition = whole(page)
    places, anchors = Places(definition, LATVIAN), _anchors(page)

    def told(found: list[Fault]) -> list[Remark]:
        return [Remark(*places.parts(one), anchors.get(places.subject(one.path), "")) for one in found]

    shape = validate_definition(definition)
    remarks = [] if shape else _remarks(definition)
    return Review(told([*shape, *_own_faults(page)]), told(remarks), [], [])


def faults(page: Any) -> list[str]:
    """Say in words what keeps a page from being published."""
    return [f"{fault.place}: {fault.message}" if fault.place else fault.message for fault in review(page).faults]


def whole(page: Any) -> dict[str, Any]:
    """The questions and, as a last step, the outcomes, with today's amounts."""
    steps, texts = compile_steps(page.steps)
    lines = lines_of_today()
    texts |= {f"step.{ENDS}.title": _("Outcomes")}
    items = []
    for n, block in enumerate(page.outcomes):
        key, value = f"{OUTCOME}{n}", block.value
        items.append({"key": key, "type": "info", "when": condition_of(value["when"])})
        texts |= {f"item.{key}.label": value["title"], f"item.{key}.body": f"{value['text']}\n\n{value['do']}".strip()}
    ends = [{"key": ENDS, "items": items}] if items else []
    return as_definition(resolved([*steps, *ends], lines), texts)


def _anchors(page: Any) -> dict[str, str]:
    return block_ids(page) | {f"item.{OUTCOME}{n}": str(block.id) for n, block in enumerate(page.outcomes)}


def _own_faults(page: Any) -> Iterator[Fault]:
    conditions = [condition_of(block.value["when"]) for block in page.outcomes]
    if not any(condition is None for condition in conditions):
        yield Fault("", _("There is no outcome without a condition: somebody would be told nothing."))
    known, lines = set(Service.objects.filter(active=True).values_list("code", flat=True)), lines_of_today()
    for n, block in enumerate(page.outcomes):
        path, value = f"item.{OUTCOME}{n}", block.value
        for code in value["services"]:
            if code not in known:
                yield Fault(path, _("There is no service “%(code)s” offered now.") % {"code": code})
        named = {*codes_in_condition(conditions[n]), *codes_in(value["text"]), *codes_in(value["do"])}
        for code in sorted(named):
            if code not in lines:
                yield Fault(path, _("There is no fee item “%(code)s”.") % {"code": code})
            elif lines[code].valid_from is None:
                yield Fault(path, _("The fee item “%(code)s” has no amount today.") % {"code": code})


def _remarks(definition: dict[str, Any]) -> list[Fault]:
    plan = plan_of(definition["schema"])
    never = _("It can never appear: its condition never holds.")
    found = [Fault(f"item.{key}", never) for key in impossible_items(plan)]
    return [*found, *wordy_texts(LATVIAN, definition["texts"][LATVIAN])]
