"""Taking a draft over to the form that has replaced the one it was begun on, and saying what that means."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from eservices.definitions.evaluating import NOTHING, Evaluation
from eservices.definitions.models import FormVersion
from eservices.definitions.plan import Plan
from eservices.definitions.versions import live_version, plan_for

from . import files, finding, keeping
from .models import Draft

# The same answer, only drawn differently.
ALIKE = {"long_text": "text", "select": "radio"}
# What may change about a question without a person having to look at the answer again.
UNSEEN = ("category", "role", "whose", "width", "requirement", "when", "items", "options")


@dataclass
class Changes:
    """What the newer form means for the answers, as question keys in the order asked.

    ``new``: asked now and not answered. ``changed``: asked otherwise, the answer stays. ``again``: has become another
    question, the answer is dropped. ``gone``: answered, no longer asked. ``declared``: the declaration or the privacy
    notice is another. ``steps``: the steps that have to be looked at.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    declared: bool = False
    steps: set[str] = field(default_factory=set)

    @property
    def matter(self) -> bool:
        """Tell whether there is anything to say."""
        return bool(self.new or self.changed or self.again or self.gone or self.declared or self.steps)


def newer_form(draft: Draft) -> FormVersion | None:
    """Return the form to go on with: what its address offers now, or its e-service does, moved elsewhere since."""
    if draft.version.state == FormVersion.State.LIVE:
        return None
    found = finding.offered_at(draft.slug) or live_version(draft.version.eservice)
    return found if found and found.pk != draft.version_id else None


def changes_to(draft: Draft, version: FormVersion) -> Changes:
    """Compare what the draft's form asked of this person with what the newer one asks. Changes nothing."""
    return _Comparison(draft, version).changes()


def move_to(draft: Draft, version: FormVersion | None) -> Changes:
    """Let the draft go on with a newer form: answers are kept by key, and only steps with something new are asked.

    An answer whose question has become another (another type, another document, into or out of a group) is dropped,
    its typed words and files too. Saves the draft. Does nothing without a newer form. Raises ``keeping.Stale``.
    """
    if version is None or version.pk == draft.version_id:
        return Changes()
    comparison = _Comparison(draft, version)
    changes, content = comparison.changes(), draft.content
    held = keeping.file_ids(content["answers"])
    content["answers"] = comparison.kept
    content["typed"] = {step: _unsaid(typed, comparison.reshaped) for step, typed in content["typed"].items()}
    content["done"] = dict.fromkeys(comparison.done(changes), draft.revision + 1)
    draft.version, draft.current_step = version, ""
    keeping.save(draft)
    files.give_up(set(held) - set(keeping.file_ids(content["answers"])))
    return changes


class _Comparison:
    """A draft's form and a newer one, over the draft's answers."""

    def __init__(self, draft: Draft, version: FormVersion) -> None:
        self.done_before: set[str] = set(draft.content["done"])
        self.old, self.new = plan_for(draft.version), plan_for(version)
        self.old_texts, self.new_texts = draft.version.texts, version.texts
        answers = draft.content["answers"]
        common = self.old.items.keys() & self.new.items.keys()
        self.reshaped = {key for key in common if _shape(self.old, key) != _shape(self.new, key)}
        self.dropped: set[str] = set()
        self.kept = _without(answers, self.reshaped, self.dropped)
        self.evaluation = Evaluation(self.new, self.kept)
        self.asked_before, self.asked = Evaluation(self.old, answers).shown(), self.evaluation.shown()
        self.answered = set(_answered(self.kept))

    def changes(self) -> Changes:
        """Sort the questions."""
        found = Changes(
            new=[key for key in self._asked_now() if self._is_new(key)],
            changed=[key for key in self._asked_now() if key in self.answered and self._is_put_otherwise(key)],
            again=[key for key in self.new.items if key in self.dropped],
            gone=[key for key in self.old.items if key in self.asked_before - self.asked and key in self.answered],
            declared=any(self.old_texts.get(name) != self.new_texts.get(name) for name in ("declaration", "privacy")),
        )
        told = {*found.new, *found.changed, *found.again, *(key for key in self.asked if self._is_new_notice(key))}
        found.steps = {self.new.step_of[key] for key in told} | set(self._steps_with_other_checks())
        return found

    def done(self, changes: Changes) -> Iterator[str]:
        """Give the steps that need not be looked at: finished before, wherever their questions stood then."""
        for step in self.evaluation.visible_steps():
            places = {self.old.step_of.get(item["key"]) for item in self.evaluation.visible_items(step)}
            if step["key"] not in changes.steps and places <= self.done_before:
                yield step["key"]

    def _asked_now(self) -> list[str]:
        return [key for key, item in self.new.items.items() if key in self.asked and item["type"] != "info"]

    def _is_new(self, key: str) -> bool:
        return key not in self.asked_before | self.answered | self.dropped

    def _is_put_otherwise(self, key: str) -> bool:
        return key in self.old.items and self._put(self.old, self.old_texts, key) != self._put(
            self.new, self.new_texts, key
        )

    def _is_new_notice(self, key: str) -> bool:
        item = self.new.items.get(key)
        text = f"item.{key}.body"
        if not item or item["type"] != "info":
            return False
        return key not in self.asked_before or self.old_texts.get(text) != self.new_texts.get(text)

    def _put(self, plan: Plan, texts: dict[str, str], key: str) -> tuple[Any, ...]:
        """The question as far as it matters to its answer: its words, rules and choices, those offered alone."""
        item = plan.items[key]
        offered = self.asked_before if plan is self.old else self.asked
        options = [one["key"] for one in item.get("options") or () if f"{key}.{one['key']}" in offered]
        seen = {name: value for name, value in item.items() if name not in UNSEEN}
        seen["type"] = ALIKE.get(item["type"], item["type"])
        return texts.get(f"item.{key}.label"), seen, [(one, texts.get(f"option.{key}.{one}")) for one in options]

    def _steps_with_other_checks(self) -> Iterator[str]:
        for key, step in self.new.steps.items():
            before = self.old.steps.get(key, {}).get("checks")
            if step.get("checks") and step["checks"] != before and key in self.done_before:
                yield key


def _answered(answers: dict[str, Any]) -> Iterator[str]:
    for key, value in answers.items():
        if value not in NOTHING:
            yield key
        for row in value if isinstance(value, list) else ():
            yield from _answered(row) if isinstance(row, dict) else ()


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
