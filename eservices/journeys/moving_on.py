"""Taking the answers of a withdrawn form over to the newer one."""

from typing import Any

from eservices.definitions.models import FormVersion
from eservices.definitions.plan import Plan
from eservices.definitions.versions import plan_for

from . import files, keeping
from .models import Draft

# The same answer, only drawn differently.
ALIKE = {"long_text": "text", "select": "radio"}


def move_to(draft: Draft, version: FormVersion | None) -> list[str]:
    """Let the draft go on with a newer form; answers are kept by key and every step is looked at again.

    An answer whose question has become another (another type, another document, into or out of a group) is dropped,
    its typed words and files too; the keys of such questions are returned, in the order asked, to be told. Saves the
    draft. Does nothing without a newer form. Raises ``keeping.Stale``.
    """
    if version is None or version.pk == draft.version_id:
        return []
    old, new = plan_for(draft.version), plan_for(version)
    changed = {key for key in old.items.keys() & new.items.keys() if _shape(old, key) != _shape(new, key)}
    content, dropped = draft.content, set[str]()
    held = keeping.file_ids(content["answers"])
    content["answers"] = _without(content["answers"], changed, dropped)
    content["typed"] = {step: _unsaid(typed, changed) for step, typed in content["typed"].items()}
    content["done"] = {}
    draft.version, draft.current_step = version, ""
    keeping.save(draft)
    files.give_up(set(held) - set(keeping.file_ids(content["answers"])))
    return [key for key in new.items if key in dropped]


def _shape(plan: Plan, key: str) -> tuple[str, str | None, str | None]:
    item = plan.items[key]
    return ALIKE.get(item["type"], item["type"]), item.get("document"), plan.group_of.get(key)


def _without(answers: dict[str, Any], changed: set[str], dropped: set[str]) -> dict[str, Any]:
    """The answers, those in rows too, without the changed ones, whose keys go into ``dropped``."""
    dropped |= answers.keys() & changed
    kept = {key: value for key, value in answers.items() if key not in changed}
    for key, value in kept.items():
        if isinstance(value, list):
            kept[key] = [_without(row, changed, dropped) if isinstance(row, dict) else row for row in value]
    return kept


def _unsaid(typed: dict[str, list[str]], changed: set[str]) -> dict[str, list[str]]:
    """What was typed in a step without the fields of changed questions."""
    return {name: values for name, values in typed.items() if not _asked_by(name) & changed}


def _asked_by(name: str) -> set[str]:
    """The questions a field belongs to: ``key…``, or group and question for ``group-n-key…`` in a row."""
    first, number, *rest = [*name.split("-"), ""]
    return {first, rest[0]} if number.isdigit() and rest else {first}
