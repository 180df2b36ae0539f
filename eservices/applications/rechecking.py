"""Checking stored answers once more by the very forms that took them, before they become an application.

The forms stand between the browser and the draft; this stands between the draft and the office, so that a rule is kept
even where a front has let something through, or a day that was in the future has passed since.
"""

from typing import Any, cast

from django.utils.datastructures import MultiValueDict

from eservices.definitions.asking import ASKED, Question, StepForm
from eservices.definitions.evaluating import Evaluation
from eservices.definitions.fields import AnswerField
from eservices.definitions.plan import Plan


def errors(plan: Plan, texts: dict[str, str], answers: dict[str, Any]) -> dict[str, str]:
    """What is wrong with answers from which the hidden ones are gone: question key to error code; nothing else.

    What is merely missing is the evaluator's to say.
    """
    found: dict[str, str] = {}
    for step in Evaluation(plan, answers).visible_steps():
        for name, faults in _bound(plan, texts, step, answers).errors.as_data().items():
            code = str(faults[0].code)
            if code != "required":
                found.setdefault(name.rpartition("-")[2], code)
    return found


def _bound(plan: Plan, texts: dict[str, str], step: dict, answers: dict[str, Any]) -> StepForm:
    """The step's form as a browser would post these answers."""
    blank = StepForm(plan, texts, step, answers)
    post: MultiValueDict = MultiValueDict({ASKED: [question.name for question in blank.questions]})
    for question in blank.questions:
        source = _source(answers, question)
        if source is None:
            continue
        if question.group:
            post[f"{question.group}-{question.row}-row_id"] = question.row_id
        for name, values in _posted(blank, question, source.get(question.item["key"])).items():
            post.setlist(name, values)
    return StepForm(plan, texts, step, answers, data=post, files=MultiValueDict())


def _source(answers: dict[str, Any], question: Question) -> dict[str, Any] | None:
    """The answers or the row a question is answered in; None for an empty row that a form only offers."""
    if not question.group:
        return answers
    rows = answers.get(question.group) or []
    return rows[question.row] if question.row < len(rows) else None


def _posted(blank: StepForm, question: Question, answer: Any) -> dict[str, list[str]]:
    kind = question.item["type"]
    if answer is None or kind == "group":
        return {}
    if kind == "slot":
        return {f"{question.name}-later": ["1"]} if answer.get("later") else {}
    field = cast(AnswerField, blank.fields[question.name])
    return field.posted(question.name, answer)
