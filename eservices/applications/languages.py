"""Whether an application has to be translated before it is decided: accepted in any language, never refused (practice 7)."""

import re
from typing import Any

from eservices.definitions.evaluating import Evaluation

# Latvian is written in Latin letters only: three of another script are no name or slip.
OTHER_SCRIPT = re.compile(r"[\u0370-\u1dff]")
FEWEST_LETTERS = 3


def needs_translating(evaluation: Evaluation, answers: dict[str, Any], language: str) -> bool:
    """Say whether free words were written in another language; crisis help does not wait for a translation.

    Words of one's own in a form that was read in another language are taken to be in that language.
    """
    if evaluation.schema["crisis"]:
        return False
    told = list(_own_words(evaluation, answers))
    return any(
        len(OTHER_SCRIPT.findall(words)) >= FEWEST_LETTERS or (long and language != "lv") for words, long in told
    )


def _own_words(evaluation: Evaluation, answers: dict[str, Any]) -> Any:
    for item in evaluation.plan.items.values():
        if item["type"] not in ("text", "long_text"):
            continue
        group = evaluation.plan.group_of.get(item["key"])
        for source in (answers.get(group) or ()) if group else (answers,):
            if source.get(item["key"]):
                yield source[item["key"]], item["type"] == "long_text"
