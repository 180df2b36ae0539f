"""Rehearsals: answers an editor wrote down with what should come of them, tried on a definition before it is used.

Answers are given step by step to the very forms a resident fills in, as a browser would post them.
"""

import datetime
import uuid
from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from eservices.definitions.asking import StepForm
from eservices.definitions.evaluating import Evaluation
from eservices.definitions.plan import Plan, plan_of
from eservices.definitions.rows import new_row_id
from eservices.definitions.schema import Fault
from portal.ui.widgets import AttachedFile
from portal.working_days.terms import due_on


def rehearse(definition: dict[str, Any]) -> list[Fault]:
    """Try every rehearsal of a definition in normal form; list what came out differently, by the rehearsal's name."""
    plan = plan_of(definition["schema"])
    faults: list[Fault] = []
    for n, rehearsal in enumerate(definition.get("rehearsals") or ()):
        tried = Played(plan, definition["texts"]["lv"], rehearsal["answers"])
        for what, message in tried.faults(rehearsal["expect"]):
            faults.append(Fault(f"rehearsals[{n}].{what}", f"“{rehearsal['name']}”: {message}"))
    return faults


def played(plan: Plan, texts: dict[str, str], rehearsal: dict[str, Any]) -> "Played":
    """Play one rehearsal through."""
    return Played(plan, texts, rehearsal["answers"])


class Played:
    """One rehearsal played through: the answers as a draft would hold them, the names of its files, and the errors."""

    def __init__(self, plan: Plan, texts: dict[str, str], given: dict[str, Any]):
        self.plan, self.texts, self.given = plan, texts, given
        self.answers: dict[str, Any] = {}
        self.errors: dict[str, str] = {}
        self.files: dict[str, str] = {}
        for step in plan.schema["steps"]:
            evaluation = Evaluation(plan, self.answers)
            if evaluation.is_visible_step(step) and evaluation.visible_items(step):
                self._play(step)
        self.evaluation = Evaluation(plan, self.answers)

    def _play(self, step: dict) -> None:
        """Post the step; once more where answers made further questions appear, as a resident would."""
        for _turn in step["items"]:
            form = self._form(step)
            form.is_valid()
            if not form.appeared:
                break
        self.answers = form.merged()
        self.files |= {one.id: one.name for one in form.accepted_files}
        for name, found in form.errors.as_data().items():
            self.errors.setdefault(name.rpartition("-")[2], str(found[0].code))

    def _form(self, step: dict) -> StepForm:
        blank = StepForm(self.plan, self.texts, step, self._with_rows(step))
        told = [item["key"] for item in step["items"] if item["type"] == "info"]
        post: MultiValueDict = MultiValueDict({"asked": [*(question.name for question in blank.questions), *told]})
        files: MultiValueDict = MultiValueDict()
        for question in blank.questions:
            source = self.given
            if question.group:
                post[f"{question.group}-{question.row}-row_id"] = question.row_id
                rows = self.given.get(question.group) or ()
                # A group that asks for a row shows a blank one where none was given.
                source = rows[question.row] if question.row < len(rows) else {}
            if question.item["key"] not in source or question.item["type"] == "group":
                continue
            answer = source[question.item["key"]]
            for name, values in blank.answer_fields[question.name].posted(question.name, answer).items():
                post.setlist(name, values)
            if question.item["type"] == "slot" and isinstance(answer, list):
                files.setlist(question.name, [SimpleUploadedFile(name, b"-") for name in answer])
        return StepForm(self.plan, self.texts, step, self.answers, data=post, files=files, accept=accept_any)

    def _with_rows(self, step: dict) -> dict[str, Any]:
        groups = [item["key"] for item in step["items"] if item["type"] == "group"]
        return {key: [{"row_id": new_row_id()} for _row in self.given.get(key) or ()] for key in groups}

    def came_out(self, expect: dict[str, Any]) -> dict[str, Any]:
        """Give what came of the answers, of everything that is expected."""
        routing, slots, shown = self.evaluation.routing(), self.evaluation.slots(), self.evaluation.shown()
        found = {
            "steps": [step["key"] for step in self.evaluation.visible_steps()],
            "slots": {kind: sorted(slots[kind]) for kind in expect.get("slots") or {}},
            "unit": routing.unit,
            "urgent": routing.urgent,
            "due_if_registered": {day: self._due(day) for day in expect.get("due_if_registered") or {}},
            "errors": dict(sorted(self.errors.items())),
            "missing": sorted({one.key for one in self.evaluation.missing() if one.kind in ("required", "warn")}),
            "shown": [key for key in expect.get("shown") or () if key in shown],
            "not_shown": [key for key in expect.get("not_shown") or () if key not in shown],
        }
        return {what: found[what] for what in expect}

    def _due(self, registered: str) -> str:
        due = due_on(self.plan.schema["clock"], datetime.date.fromisoformat(registered))
        return due.isoformat() if due else ""

    def faults(self, expect: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield (what, message) for everything that came out differently."""
        yield from self._error_faults(expect)
        routing = self.evaluation.routing()
        found = {
            "steps": [step["key"] for step in self.evaluation.visible_steps()],
            "unit": routing.unit,
            "urgent": routing.urgent,
            "missing": sorted({one.key for one in self.evaluation.missing() if one.kind in ("required", "warn")}),
        }
        for what, value in found.items():
            wanted = sorted(expect[what]) if what == "missing" and what in expect else expect.get(what, value)
            if wanted != value:
                yield f"expect.{what}", _differs(wanted, value)
        yield from self._slot_faults(expect.get("slots") or {})
        yield from self._shown_faults(expect)
        for day, due in (expect.get("due_if_registered") or {}).items():
            counted = self._due(day)
            if counted != due:
                yield "expect.due_if_registered", _differs(due, counted)

    def _error_faults(self, expect: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """With ``errors`` given, exactly those; without, none among the answers that were given."""
        wanted = expect.get("errors")
        found = self.errors
        if wanted is None:
            found = {key: code for key, code in found.items() if code != "required"}
        if found != (wanted or {}):
            yield "expect.errors", _differs(wanted or {}, found)

    def _slot_faults(self, wanted: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
        found = self.evaluation.slots()
        for kind, keys in wanted.items():
            if sorted(keys) != sorted(found[kind]):
                yield f"expect.slots.{kind}", _differs(sorted(keys), sorted(found[kind]))

    def _shown_faults(self, expect: dict[str, Any]) -> Iterator[tuple[str, str]]:
        shown = self.evaluation.shown()
        hidden = sorted(set(expect.get("shown") or ()) - shown)
        if hidden:
            yield "expect.shown", _("expected to be shown, but hidden: %(keys)s.") % {"keys": _said(hidden)}
        seen = sorted(set(expect.get("not_shown") or ()) & shown)
        if seen:
            yield "expect.not_shown", _("expected to be hidden, but shown: %(keys)s.") % {"keys": _said(seen)}


def accept_any(upload: Any, item: dict, slot: str) -> AttachedFile:
    """Take a file by its name only; nothing of it is kept."""
    return AttachedFile(str(uuid.uuid4()), upload.name, upload.size)


def _differs(wanted: Any, found: Any) -> str:
    return _("expected %(wanted)s, came out as %(found)s.") % {"wanted": _said(wanted), "found": _said(found)}


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {one}" for key, one in sorted(value.items())) or "–"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "–"
    return str(value)
