"""Break every condition of a form, one at a time, and see which breaks no rehearsal notices."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from eservices.definitions.rehearsing import rehearse
from eservices.definitions.schema import normal_form

NEVER = {"answer": "nobody_asked_this", "is": "yes"}
OPPOSITE = {"is": "is_not", "is_not": "is", "more_than": "less_than", "less_than": "more_than"}
OPPOSITE |= {"age_from": "age_under", "age_under": "age_from"}


def unnoticed(definition: dict[str, Any]) -> list[str]:
    """List the breaks after which every rehearsal still comes out as written."""
    whole = normal_form(definition)
    return [told for told, broken in breaks(whole) if not rehearse(broken)]


def breaks(definition: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (what was done, the broken definition): each condition left out, never met, turned round, thinned."""
    for place, condition in _conditions(definition["schema"]):
        for how, broken in _broken(condition):
            changed = copy.deepcopy(definition)
            for found, one in _holders(changed["schema"]):
                if found == place:
                    one["when"] = broken
            yield f"{place}: {how}", changed


def _conditions(schema: dict) -> Iterator[tuple[str, dict]]:
    for place, holder in _holders(schema):
        if holder.get("when"):
            yield place, holder["when"]


def _holders(schema: dict) -> Iterator[tuple[str, dict]]:
    for step in schema["steps"]:
        yield f"step {step['key']}", step
        for item in step["items"]:
            for one in (item, *(item.get("items") or ())):
                yield f"item {one['key']}", one
                for option in one.get("options") or ():
                    yield f"option {one['key']}.{option['key']}", option
        for check in step.get("checks") or ():
            yield f"check {check['key']}", check
    for n, rule in enumerate(schema["routing"].get("rules") or ()):
        yield f"rule {n}", rule


def _broken(condition: dict) -> Iterator[tuple[str, dict | None]]:
    yield "always", None
    yield "never", NEVER
    yield from _thinned(condition)


def _thinned(condition: dict) -> Iterator[tuple[str, dict]]:
    """The condition with one of its parts, or one of the answers it lists, left out."""
    for join in ("all", "any"):
        parts = condition.get(join) or ()
        for n, part in enumerate(parts):
            yield f"without {json.dumps(part)}", {join: [*parts[:n], *parts[n + 1 :]]}
            for how, thin in _thinned(part):
                yield how, {join: [*parts[:n], thin, *parts[n + 1 :]]}
    listed = condition.get("one_of") or ()
    for value in listed:
        if len(listed) > 1:
            yield (
                f"{condition['answer']} without {value}",
                condition | {"one_of": [one for one in listed if one != value]},
            )
    for how, other in OPPOSITE.items():
        if how in condition:
            turned = {name: value for name, value in condition.items() if name != how}
            yield f"{condition['answer']} {other}", turned | {other: condition[how]}
