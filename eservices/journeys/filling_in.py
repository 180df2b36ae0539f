"""Keeping what was filled in on one step."""

from django.utils.datastructures import MultiValueDict

from eservices.definitions.asking import StepForm

from . import files, keeping
from .models import Draft
from .progress import typed_in


def keep(
    draft: Draft, step: str, form: StepForm, posted: MultiValueDict, *, finished: bool, language: str = ""
) -> None:
    """Keep the answers and the words of one step, finished or not.

    1. Answers that could be read take their places; what is hidden or unreadable keeps its earlier value.
    2. The typed words are kept as they stand; a step that is not finished shows them again.
    3. The draft is saved once; then files the person removed are deleted.

    Raises ``keeping.Stale`` and changes nothing when the draft has moved on.
    """
    content, typed = draft.content, typed_in(form, posted)
    if typed != content["typed"].get(step) or form.accepted_files or form.removed_files:
        content["saved"][step] = draft.revision + 1
    content["answers"] = form.merged()
    content["typed"][step] = typed
    content["done"].pop(step, None)
    if finished:
        content["done"][step] = draft.revision + 1
    draft.current_step = step
    draft.language = language or draft.language
    keeping.save(draft)
    files.give_up(form.removed_files)
