"""Answering questions on pages that keep nothing: the answers travel with the page as a signed field.

So a trial, a list of what to bring and a pre-check need no draft, no session and no cookie, and nothing of an answer
stands in an address or a log. What comes back is signed by us, and still is taken only where it fits what is asked.
"""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core import signing
from django.http import QueryDict

from eservices.definitions.asking import StepForm
from eservices.definitions.evaluating import Evaluation
from eservices.definitions.plan import UNANSWERED, Plan, option_keys

SALT = "eservices.definitions.answering"
# What may be asked of anybody in passing: no names, no numbers of a person, no files.
EASY = ("radio", "select", "choices", "yes_no", "date", "number", "money")


@dataclass
class Answering:
    """Questions being answered: what is asked, in which words, and the answers given so far.

    Answers to a larger form (``beyond``) come along to where that is asked.
    """

    plan: Plan
    texts: dict[str, str]
    answers: dict[str, Any] = field(default_factory=dict)
    beyond: Plan | None = None
    along: dict[str, Any] = field(default_factory=dict)

    @property
    def evaluation(self) -> Evaluation:
        """What the questions say about the answers as they now are."""
        return Evaluation(self.plan, self.answers)

    @property
    def kept(self) -> str:
        """The answers as they travel with the page, signed: nobody else's shape comes back."""
        return signing.dumps(self._carried(), salt=SALT, compress=True)

    def take_up(self, kept: str) -> None:
        """Take up the answers that came back with the page; what was not signed here counts as none."""
        found = _carried_in(kept)
        if found:
            self._take(found)

    def _carried(self) -> dict[str, Any]:
        return {"answers": self.along | self.answers}

    def _take(self, found: dict[str, Any]) -> None:
        self.answers = fitting(self.plan, found["answers"])
        self.along = fitting(self.beyond, found["answers"]) if self.beyond else {}

    def turn(self, post: QueryDict) -> tuple[str | None, StepForm | None]:
        """Take up what a page of ours posted; give the step to show now with its form, None once all is answered.

        ``goto`` asks for a step; with ``listed`` the person only changes an answer, and is led to no other question.
        """
        self.take_up(post.get("kept", ""))
        step, wanted = post.get("step", ""), post.get("goto", "")
        form = self.form(step, post) if step in self.plan.steps else None
        if wanted in self.asked():
            return wanted, self.form(wanted)
        if form is not None and not form.is_valid():
            return step, form
        later = self.next_step(step) if form is not None and "listed" not in post else None
        following = later or self.first_open()
        return following, self.form(following) if following else None

    def first_open(self) -> str | None:
        """Name the first step that still needs an answer, None where none does."""
        return next((lack.step for lack in self.evaluation.blocking()), None)

    def place(self, step: str) -> dict[str, Any]:
        """Give what a page with a step says of where it is."""
        asked = self.asked()
        number = asked.index(step) + 1 if step in asked else 1
        return {"step": step, "before": self.step_before(step), "number": number, "count": len(asked)}

    def form(self, step: str, data: Any = None) -> StepForm:
        """Build the form of a step; once posted, the answers are taken up, right or wrong."""
        asked = self.plan.steps[step]
        built = StepForm(self.plan, self.texts, asked, self.answers, data=data)
        built.heading = len([item for item in asked["items"] if item["type"] not in UNANSWERED]) == 1
        return self._taken_up(built)

    def _taken_up(self, built: StepForm) -> StepForm:
        if built.is_bound:
            built.is_valid()
            self.answers = built.merged()
        return built

    def asked(self) -> list[str]:
        """List the keys of the steps asked with these answers, in order."""
        return [step["key"] for step in self.evaluation.visible_steps()]

    def next_step(self, step: str) -> str | None:
        """Name the step asked after this one, or None after the last."""
        keys = list(self.plan.steps)
        later = keys[keys.index(step) + 1 :]
        return next((key for key in self.asked() if key in later), None)

    def step_before(self, step: str) -> str | None:
        """Name the step asked before this one, or None before the first."""
        keys = list(self.plan.steps)
        earlier = keys[: keys.index(step)]
        return next((key for key in reversed(self.asked()) if key in earlier), None)

    def first_step(self) -> str:
        """Name the step it begins with."""
        return self.asked()[0]


def _carried_in(kept: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = signing.loads(kept, salt=SALT)
    except signing.BadSignature:
        return {}
    return found


def answers_in(kept: str) -> dict[str, Any]:
    """Give the answers that travelled with a page of ours; none where it was not signed here."""
    return _carried_in(kept).get("answers", {})


def fitting(plan: Plan, answers: dict[str, Any]) -> dict[str, Any]:
    """Give those answers that a plan asks for in the same way: the same key, and a value its question can have."""
    return {key: value for key, value in answers.items() if _fits(plan, key, value)}


def _fits(plan: Plan, key: str, value: Any) -> bool:
    item = plan.items.get(key)
    if item is None or item["type"] not in EASY or key in plan.group_of:
        return False
    if item["type"] == "choices":
        return isinstance(value, list) and bool(value) and all(one in option_keys(item) for one in value)
    if not isinstance(value, str):
        return False
    return value in option_keys(item) if option_keys(item) else _can_be_read(item["type"], value)


def _can_be_read(kind: str, value: str) -> bool:
    try:
        return bool(datetime.date.fromisoformat(value)) if kind == "date" else Decimal(value).is_finite()
    except (ValueError, InvalidOperation):
        return False
