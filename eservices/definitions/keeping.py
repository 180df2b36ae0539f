"""Keeping questions of a form in the question bank."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eservices.definitions.bank_copies import as_copied, note_of
from eservices.definitions.banking import keep_part, part_faults, piece_of_part
from eservices.definitions.carrying import true_texts
from eservices.definitions.compiling import compile_steps
from eservices.definitions.conditions import answers_in
from eservices.definitions.keying import key_from
from eservices.definitions.models import BankPart, EServicePage
from eservices.definitions.pieces import Piece, piece_of
from eservices.definitions.publishing import LATVIAN


class NotKeepableError(ValueError):
    """The questions cannot be kept as they are; carries what is wrong, and which of the form's questions they look at."""

    def __init__(self, faults: list[str], looked_at: list[str] | None = None):
        super().__init__("\n".join(faults))
        self.faults, self.looked_at = faults, looked_at or []


@transaction.atomic
def keep_from(
    page: EServicePage, by: Any, *, name: str, questions: Collection[str], note: str = "", needed: bool = False
) -> BankPart:
    """Make a part of questions of one step, in every language the form has, and note it in a new draft of the form.

    All questions of a step take the step's title, introduction and checks along; some of them only the checks that
    speak at them. Raises ``NotKeepableError`` when they stand in several steps, look at other questions of the form
    without ``needed`` saying that every form will have those, or are faulty by themselves.
    """
    steps, latvian = compile_steps(page.steps)
    homes = [step for step in steps if any(item["key"] in questions for item in step["items"])]
    if len(homes) != 1:
        raise NotKeepableError([_("Choose questions of one step.")])
    home = homes[0]
    whole = all(item["key"] in questions for item in home["items"])
    checks = [check["key"] for check in home.get("checks") or () if _speaks_at(check, home, questions)]
    texts = {LATVIAN: latvian} | {
        one.locale.language_code: true_texts(page, one)
        for one in page.get_translations().filter(alias_of=None).select_related("locale")
    }
    piece = piece_of(steps, texts, questions, checks, home["key"] if whole else "")
    outside = sorted(set(_looked_at(piece.step)) - piece.all_keys)
    if outside and not needed:
        labels = [latvian.get(f"item.{key}.label", key) for key in outside]
        raise NotKeepableError([_("These questions look at others of the form, which are not chosen.")], labels)
    part = keep_part(name, piece if whole else _titled(piece, name), note=note, needs=" ".join(outside), by=by)
    faults = part_faults(part)
    if faults:
        raise NotKeepableError(faults)
    copied = as_copied(piece_of_part(part), {"step": home["key"] if whole else ""})
    page.from_bank = [*page.from_bank, note_of(part.versions.get(), copied, whole=whole)]
    page.save_revision(user=by, log_action=True)
    return part


def _speaks_at(check: dict, step: dict, questions: Collection[str]) -> bool:
    kept = Piece({**step, "items": [item for item in step["items"] if item["key"] in questions]}, {})
    return check["at"] in kept.all_keys


def _titled(piece: Piece, name: str) -> Piece:
    """Give questions alone a step called as the part is."""
    step = key_from(name, "step")
    latvian = piece.latvian | {f"step.{step}.title": name}
    return Piece(piece.step | {"key": step}, piece.texts | {LATVIAN: latvian})


def _looked_at(step: dict) -> Iterator[str]:
    for item in step["items"]:
        for one in (item, *(item.get("items") or ())):
            yield from answers_in(one.get("when") or {})
            for option in one.get("options") or ():
                yield from answers_in(option.get("when") or {})
    for check in step.get("checks") or ():
        yield from answers_in(check["when"])
