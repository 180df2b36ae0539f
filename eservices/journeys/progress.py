"""How far a draft is: which steps its answers call for, which are finished, what may be opened."""

from functools import cached_property
from typing import Any

from django.utils.datastructures import MultiValueDict

from eservices.definitions.asking import ASKED, StepForm, build_step_form, refuse_files
from eservices.definitions.evaluating import Evaluation, Missing
from eservices.definitions.plan import Plan
from eservices.definitions.versions import plan_for

from . import files, keeping
from .models import Draft

Typed = dict[str, list[str]]


def plan_of(draft: Draft) -> Plan:
    """Return what the draft is asked; staff who write down what somebody tells them are not kept from going on."""
    plan = plan_for(draft.version)
    return plan.without_insisting() if draft.entered_by_id else plan


class Progress:
    """What the draft's answers say about its steps; made anew when they change."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.evaluation = Evaluation(plan_of(draft), draft.content["answers"])

    @cached_property
    def steps(self) -> list[str]:
        """The keys of the steps the answers call for, in order."""
        return [step["key"] for step in self.evaluation.visible_steps()]

    @cached_property
    def counted(self) -> dict[str, Any]:
        """The answers that count: without those of questions no longer asked."""
        return self.evaluation.cleaned()

    @cached_property
    def missing(self) -> list[Missing]:
        """Everything not given, in the order asked."""
        return self.evaluation.missing()

    @cached_property
    def unfinished(self) -> list[str]:
        """The steps not finished: never completed, left unchecked since, or asking something new."""
        lacking = {lack.step for lack in self.evaluation.blocking()}
        return [step for step in self.steps if step not in self.draft.content["done"] or step in lacking]

    @property
    def place(self) -> str | None:
        """The first unfinished step, None when only the review is left."""
        return self.unfinished[0] if self.unfinished else None

    def may_open(self, step: str) -> bool:
        """Tell whether the step is called for and everything before it is finished."""
        if step not in self.steps:
            return False
        return self.place is None or self.steps.index(step) <= self.steps.index(self.place)


def step_answers(draft: Draft, step: str) -> dict[str, object]:
    """Return what the draft holds for one step."""
    items = plan_for(draft.version).steps[step]["items"]
    answers = draft.content["answers"]
    return {item["key"]: answers[item["key"]] for item in items if item["key"] in answers}


def form_of(
    draft: Draft,
    step: str,
    texts: dict[str, str],
    *,
    posted: MultiValueDict | None = None,
    uploads: MultiValueDict | None = None,
    typed: Typed | None = None,
    taker: files.Taker | None = None,
) -> StepForm:
    """Build one step of the draft: as kept, as left with ``typed``, or as ``posted``."""
    return build_step_form(
        plan_of(draft),
        texts,
        step,
        draft.content["answers"],
        data=posted,
        files=uploads,
        typed=typed,
        attached=files.attached(keeping.file_ids(step_answers(draft, step))),
        accept=taker.into(draft) if taker else refuse_files,
    )


def typed_in(form: StepForm, posted: MultiValueDict) -> Typed:
    """Return what was typed, without buttons, so that it can be shown, compared and checked once more."""
    buttons = {f"{question.name}-remove" for question in form.questions if question.item["type"] == "slot"}
    return {name: values for name, values in form.typed.items() if name not in buttons} | {ASKED: posted.getlist(ASKED)}
