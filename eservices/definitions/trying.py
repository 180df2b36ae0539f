"""Trying a form out as a resident would see it, page or version, without keeping anything: the answers travel with the page."""

from dataclasses import dataclass, field
from typing import Any

from django.core import signing

from eservices.definitions.asking import StepForm
from eservices.definitions.compiling import compile_page
from eservices.definitions.evaluating import Evaluation
from eservices.definitions.plan import COMPUTED, UNANSWERED, Plan, plan_of
from eservices.definitions.rehearsing import accept_any, played
from portal.ui.widgets import AttachedFile
from portal.working_days.calendar import next_working_day, today
from portal.working_days.terms import due_on

SALT = "eservices.definitions.trying"


@dataclass
class Tried:
    """A form being tried: what it asks, in which words, and the answers given so far."""

    plan: Plan
    texts: dict[str, str]
    answers: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    @property
    def steps(self) -> list[tuple[str, str, bool]]:
        """List (key, title, whether it is asked with these answers) of every step."""
        asked = {step["key"] for step in self.evaluation.visible_steps()}
        return [(key, self.texts.get(f"step.{key}.title") or key, key in asked) for key in self.plan.steps]

    @property
    def evaluation(self) -> Evaluation:
        """What the form says about the answers as they now are."""
        return Evaluation(self.plan, self.answers)

    @property
    def kept(self) -> str:
        """The answers as they travel with the page, signed: nobody else's shape comes back."""
        return signing.dumps({"answers": self.answers, "files": self.files}, salt=SALT, compress=True)

    def take_up(self, kept: str) -> None:
        """Take up the answers that came back with the page; what was not signed here counts as none."""
        try:
            found = signing.loads(kept, salt=SALT)
        except signing.BadSignature:
            return
        self.answers, self.files = found["answers"], found["files"]

    def form(self, step: str, data: Any = None, files: Any = None) -> StepForm:
        """Build the form of a step; once posted, the answers are taken up, right or wrong."""
        attached = {one: AttachedFile(one, name, 0) for one, name in self.files.items()}
        built = StepForm(
            self.plan,
            self.texts,
            self.plan.steps[step],
            self.answers,
            data=data,
            files=files,
            attached=attached,
            accept=accept_any,
        )
        if built.is_bound:
            built.is_valid()
            self.answers = built.merged()
            self.files |= {one.id: one.name for one in built.accepted_files}
        return built

    def next_step(self, step: str) -> str | None:
        """Name the step asked after this one, or None after the last."""
        keys = list(self.plan.steps)
        later = keys[keys.index(step) + 1 :]
        return next((one["key"] for one in self.evaluation.visible_steps() if one["key"] in later), None)

    def first_step(self) -> str:
        """Name the step the form begins with."""
        return self.evaluation.visible_steps()[0]["key"]

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
