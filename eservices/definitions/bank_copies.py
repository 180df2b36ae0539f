"""Copies of the question bank's parts in forms: putting one in, finding them, bringing them up to date.

A form holds a copy of its own, so that it stays whole, can be taken elsewhere as a file, and what is published never
changes by itself. The page notes which part and version was copied, and the hash of the copy: that tells a copy that
was changed in the form from one that was not.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects

from eservices.definitions.banking import latest_version, piece_in_all_languages, piece_of_version
from eservices.definitions.carrying import is_kept_in_step, teach
from eservices.definitions.compiling import compile_steps, step_block
from eservices.definitions.differing import differences
from eservices.definitions.keying import free_key
from eservices.definitions.models import BankPart, BankVersion, EServicePage
from eservices.definitions.pieces import Piece, piece_of
from eservices.definitions.places import in_words
from eservices.definitions.publishing import LATVIAN, block_ids, page_faults

Note = dict[str, Any]
Raw = list[dict[str, Any]]
AFTER = "after:"


def note_of(version: BankVersion, copied: Piece, *, whole: bool, suffix: str = "") -> Note:
    """Write down where a copy came from, leaving out what says nothing."""
    note = {"part": version.part.code, "version": version.number, "mark": copied.mark, "keys": copied.keys}
    said = {"checks": copied.checks, "step": copied.step["key"] if whole else "", "suffix": suffix}
    return note | {name: value for name, value in said.items() if value}


def as_copied(piece: Piece, note: Note) -> Piece:
    """Give a piece as the note says it stands in a form: with other keys, within a step of its own or without."""
    piece = piece.renamed(note["suffix"]) if note.get("suffix") else piece
    return piece.in_step(note["step"]) if note.get("step") else piece.questions_only().in_step("step")


def standing_in(steps: Any, note: Note) -> Piece:
    """Give what stands in the steps of a form of what the note names, under the name of Latvian."""
    found, texts = compile_steps(steps)
    return piece_of(found, {LATVIAN: texts}, note["keys"], note.get("checks") or (), note.get("step") or "")


@dataclass
class Use:
    """One copy of a part in a form's latest draft: what stands there, what was copied, what the part is now."""

    page: EServicePage
    note: Note
    standing: Piece
    part: BankPart | None = None
    then: Piece | None = None
    now: Piece | None = None

    @property
    def is_changed_here(self) -> bool:
        """Say whether the copy was changed in the form since it was made."""
        return self.standing.mark != self.note["mark"]

    @cached_property
    def changed_here(self) -> list[str]:
        """List what was changed in the form; nothing where the version it came from is not known here."""
        known = self.then is not None and self.then.mark == self.note["mark"]
        return differences(self.then.as_form, self.standing.as_form) if self.then and known else []

    @property
    def is_behind(self) -> bool:
        """Say whether the bank has other questions than were copied."""
        return self.now is not None and self.now.mark != self.note["mark"]

    @cached_property
    def brings(self) -> list[str]:
        """List what bringing it up to date would change in the form."""
        return differences(self.standing.as_form, self.now.as_form) if self.now else []


def uses_of(part: BankPart) -> list[Use]:
    """List every copy of a Latvian part in the forms' latest drafts."""
    prefetch_related_objects([part], "versions")
    found = []
    for page, steps, notes in _drafts():
        found += _uses(page, steps, [note for note in notes if note["part"] == part.code], {part.code: part})
    return found


def uses_in(page: EServicePage) -> list[Use]:
    """List what of a form came from the bank."""
    parts = BankPart.objects.filter(locale__language_code=LATVIAN, code__in={note["part"] for note in page.from_bank})
    known = {part.code: part for part in parts.prefetch_related("versions")}
    return _uses(page, page.steps, page.from_bank, known)


def _uses(page: EServicePage, steps: Any, notes: list[Note], parts: dict[str, BankPart]) -> list[Use]:
    found = []
    for note in notes:
        part = parts.get(note["part"])
        pieces = {one.number: piece_of_version(one) for one in part.versions.all()} if part else {}
        then, now = pieces.get(note["version"]), pieces[max(pieces)] if pieces else None
        use = Use(page, note, standing_in(steps, note), part)
        use.then, use.now = (as_copied(piece, note) if piece else None for piece in (then, now))
        found += [use] if use.standing.keys else []
    return found


def _drafts() -> Iterable[tuple[EServicePage, Any, list[Note]]]:
    """Yield every Latvian form with the steps and notes of its latest draft, in one statement."""
    block = EServicePage.steps.field.stream_block
    forms = EServicePage.objects.filter(locale__language_code=LATVIAN).select_related("latest_revision", "locale")
    for page in forms.order_by("title"):
        content = page.latest_revision.content if page.latest_revision else {}
        if "steps" in content:
            yield page, block.to_python(json.loads(content["steps"])), content.get("from_bank") or []
        else:
            yield page, page.steps, page.from_bank


def forms_asking_the_same(part: BankPart) -> list[EServicePage]:
    """List the forms that ask word for word what the part asks, without a note of it."""
    version = latest_version(part)
    wanted = as_copied(piece_of_version(version), {}) if version else None
    return [
        page
        for page, steps, notes in _drafts()
        if wanted
        and part.code not in {note["part"] for note in notes}
        and standing_in(steps, {"keys": wanted.keys, "checks": wanted.checks}).mark == wanted.mark
    ]


def note_same(part: BankPart, page: EServicePage, by: Any = None) -> Any:
    """Note in a new draft of a form that asks the same that its questions are the part's; gives the revision."""
    version = latest_version(part)
    draft = page.get_latest_revision_as_object()
    if version:
        draft.from_bank = [*draft.from_bank, note_of(version, as_copied(piece_of_version(version), {}), whole=False)]
    return draft.save_revision(user=by, log_action=True)


@dataclass
class Change:
    """What becomes of a form's draft. The page in hand has it already; nothing is saved until it is told to.

    ``taken`` names the keys the form already has: then nothing was put in. ``faults`` are those the form did not have
    before; they do not keep a draft from being saved.
    """

    page: EServicePage
    piece: Piece
    note: Note
    place: str = ""
    before: Note | None = None
    taken: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @transaction.atomic
    def save(self, by: Any = None) -> None:
        """Save a new draft of the form, and of its translations in their own words; publish nothing."""
        for translation in self.page.get_translations().filter(alias_of=None).select_related("locale"):
            texts = self.piece.texts.get(translation.locale.language_code) or {}
            if is_kept_in_step(translation):
                teach(self.page, translation.locale, texts)
                continue
            draft = translation.get_latest_revision_as_object()
            self._put(draft, standing_in(draft.steps, self.note).latvian | texts)
            draft.from_bank = self.page.from_bank
            draft.save_revision(user=by, log_action=True)
        self.page.save_revision(user=by, log_action=True)

    def write(self) -> "Change":
        """Put the piece into the page in hand, where its keys are free."""
        if not self.taken:
            before = in_words(self.page, page_faults(self.page))
            self._put(self.page, self.piece.latvian)
            kept = [note for note in self.page.from_bank if note != self.before]
            self.page.from_bank = [*kept, self.note]
            after = in_words(self.page, page_faults(self.page))
            self.faults = [fault for fault in after if fault not in before]
        return self

    def _put(self, page: EServicePage, texts: dict[str, str]) -> None:
        built = step_block(page.key, self.piece.step, texts, block_ids(self.page))
        raw = page.steps.get_prep_value()
        if self.before:
            _replace(raw, built, self.before)
        else:
            _place(raw, built, self.place)
        page.steps = json.dumps(raw, ensure_ascii=False)  # type: ignore[assignment]


def inserting(page: EServicePage, part: BankPart, place: str, suffix: str = "") -> Change:
    """Copy a part into the page in hand: as a step of its own after a step (``after:<key>``), or into a step (its key).

    With a suffix the copy gets other keys than the part has.
    """
    version = part.versions.latest("number")
    whole = place.startswith(AFTER)
    steps = {step.value["key"] for step in page.steps}
    step = free_key(version.step["key"], "step", steps.__contains__)
    copied = as_copied(_in_words_of_now(part, version), {"suffix": suffix, "step": step if whole else ""})
    note = note_of(version, copied, whole=whole, suffix=suffix)
    return Change(page, copied, note, place, taken=_taken(page, copied)).write()


def updating(page: EServicePage, use: Use, part: BankPart) -> Change:
    """Bring a copy in the page in hand up to date: its questions are replaced, keys and block ids kept."""
    version = part.versions.latest("number")
    copied = as_copied(_in_words_of_now(part, version), use.note)
    note = note_of(version, copied, whole="step" in use.note, suffix=use.note.get("suffix", ""))
    own = {*use.standing.all_keys, *use.standing.checks}
    taken = [key for key in _taken(page, copied) if key not in own]
    return Change(page, copied, note, before=use.note, taken=taken).write()


def _in_words_of_now(part: BankPart, version: BankVersion) -> Piece:
    return Piece(version.step, piece_in_all_languages(part).texts | {LATVIAN: version.texts})


def _taken(page: EServicePage, piece: Piece) -> list[str]:
    """Name the keys of a piece that a form already has."""
    steps = compile_steps(page.steps)[0]
    form = [Piece(step, {}) for step in steps]
    questions = {key for one in form for key in one.all_keys}
    checks = {key for one in form for key in one.checks}
    return sorted((piece.all_keys & questions) | (set(piece.checks) & checks))


def _place(raw: Raw, built: dict[str, Any], place: str) -> None:
    if place.startswith(AFTER):
        key = place.removeprefix(AFTER)
        raw.insert(next((n + 1 for n, step in enumerate(raw) if step["value"]["key"] == key), len(raw)), built)
    for step in raw:
        if step["value"]["key"] == place:
            for name in ("items", "checks"):
                step["value"][name] = [*(step["value"].get(name) or []), *built["value"][name]]


def _replace(raw: Raw, built: dict[str, Any], before: Note) -> None:
    """Put the new blocks where the first of the old ones stood, and take all the old ones out."""
    new = built["value"]
    home = _swap(raw, "items", before["keys"], new["items"], None)
    _swap(raw, "checks", before.get("checks") or [], new["checks"], home)
    for step in raw:
        if "step" in before and step["value"]["key"] == before["step"]:
            step["value"] |= {name: new[name] for name in ("title", "intro")}


def _swap(raw: Raw, name: str, old: list[str], new: list[dict], home: dict | None) -> dict | None:
    """Give the step that the first of the old blocks stood in, or the one named as their home."""
    place: tuple[dict, int] | None = (home, len(home.get(name) or [])) if home else None
    found = False
    for step in raw:
        value = step["value"]
        kept = [block for block in value.get(name) or [] if block["value"]["key"] not in old]
        if not found and len(kept) < len(value.get(name) or []):
            at = next(n for n, block in enumerate(value[name]) if block["value"]["key"] in old)
            place, found = (value, at), True
        value[name] = kept
    if place:
        value, at = place
        value[name] = [*value[name][:at], *new, *value[name][at:]]
    return place[0] if place else None
