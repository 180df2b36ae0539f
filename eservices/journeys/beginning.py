"""Beginning a draft with answers given beforehand, on a page that keeps nothing."""

from typing import Any

from django.utils.datastructures import MultiValueDict

from eservices.definitions.answering import fitting
from eservices.definitions.versions import plan_for, texts_for

from . import keeping
from .models import Draft
from .progress import Progress, form_of


def begin_with(draft: Draft, answers: dict[str, Any]) -> str | None:
    """Save a new draft with those answers that its form asks for in the same way; return the first step still to do.

    A step is finished only where everything on it is answered and its own form takes it; each is still shown on the
    way, filled in, and can be changed. None where nothing is left to do.
    """
    draft.content["answers"] = fitting(plan_for(draft.version), answers)
    texts, _language = texts_for(draft.version, draft.language)
    for step in Progress(draft).steps:
        if _is_answered(draft, step, texts):
            draft.content["done"][step] = draft.revision + 1
    keeping.save(draft)
    return Progress(draft).place


def _is_answered(draft: Draft, step: str, texts: dict[str, str]) -> bool:
    blank = form_of(draft, step, texts)
    entries, answers = blank.entries(), draft.content["answers"]
    if not all(entry.kind == "question" and entry.item["key"] in answers for entry in entries):
        return False
    posted: MultiValueDict = MultiValueDict()
    for entry in entries:
        key = entry.item["key"]
        for name, values in blank.answer_fields[key].posted(key, answers[key]).items():
            posted.setlist(name, values)
    return form_of(draft, step, texts, posted=posted).is_valid()
