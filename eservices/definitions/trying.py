"""Trying a form out as a resident would see it, page or version, without keeping anything: the answers travel with the page."""

from dataclasses import dataclass, field
from typing import Any

from eservices.definitions.answering import Answering
from eservices.definitions.asking import StepForm
from eservices.definitions.compiling import compile_page
from eservices.definitions.plan import COMPUTED, UNANSWERED, plan_of
from eservices.definitions.rehearsing import accept_any, played
from portal.ui.widgets import AttachedFile
from portal.working_days.calendar import next_working_day, today
from portal.working_days.terms import due_on


@dataclass
class Tried(Answering):
    """A form being tried; of files only the names travel."""

    files: dict[str, str] = field(default_factory=dict)

    @property
    def steps(self) -> list[tuple[str, str, bool]]:
        """List (key, title, whether it is asked with these answers) of every step."""
        asked = set(self.asked())
        return [(key, self.texts.get(f"step.{key}.title") or key, key in asked) for key in self.plan.steps]

    def _carried(self) -> dict[str, Any]:
        return {"answers": self.answers, "files": self.files}

    def _take(self, found: dict[str, Any]) -> None:
        self.answers, self.files = found["answers"], found.get("files", {})

    def form(self, step: str, data: Any = None, files: Any = None) -> StepForm:
        """Build the form of a step; once posted, the answers are taken up, right or wrong, and the names of files."""
        attached = {one: AttachedFile(one, name, 0) for one, name in self.files.items()}
        plan, texts, asked = self.plan, self.texts, self.plan.steps[step]
        built = StepForm(plan, texts, asked, self.answers, data=data, files=files, attached=attached, accept=accept_any)
        self._taken_up(built)
        self.files |= {one.id: one.name for one in built.accepted_files}
        return built

    def outcome(self) -> dict[str, Any]:
        """Give what a rehearsal expects of these answers."""
        evaluation = self.evaluation
        routing, registered = evaluation.routing(), next_working_day(today())
        slots = evaluation.slots()
        due = due_on(self.plan.schema["clock"], registered)
        return {
            "steps": [step["key"] for step in evaluation.visible_steps()],
            "slots": {kind: slots[kind] for kind in ("required", "warn", "hidden")},
            "unit": routing.unit,
            "urgent": routing.urgent,
            "missing": sorted({one.key for one in evaluation.missing() if one.kind in ("required", "warn")}),
            "due_if_registered": {registered.isoformat(): due.isoformat()} if due else {},
        }

    def rehearsal(self, name: str) -> dict[str, Any]:
        """Write the answers down as a rehearsal that expects what came of them."""
        return {"name": name, "answers": self._written(self.evaluation.cleaned()), "expect": self.outcome()}

    def _written(self, answers: dict[str, Any]) -> dict[str, Any]:
        kinds = {key: self.plan.items[key]["type"] for key in answers if key != "row_id"}
        left_out = (*UNANSWERED, *COMPUTED)
        return {key: self._answer(kind, answers[key]) for key, kind in kinds.items() if kind not in left_out}

    def _answer(self, kind: str, value: Any) -> Any:
        if kind == "group":
            return [self._written(row) for row in value]
        if kind == "slot":
            return [self.files.get(one, one) for one in value["files"]] or "later"
        return "yes" if kind == "declaration" else value


def try_page(page: Any, rehearsal: int | None = None) -> Tried:
    """Begin to try a page as it stands, from the start or with the answers of one of its rehearsals."""
    definition = compile_page(page)
    tried = Tried(plan_of(definition["schema"]), definition["texts"][page.locale.language_code])
    if rehearsal is not None and rehearsal < len(definition["rehearsals"]):
        done = played(tried.plan, tried.texts, definition["rehearsals"][rehearsal])
        tried.answers, tried.files = done.answers, done.files
    return tried
