"""The question bank: parts kept once, their versions and translations, and what is wrong with one."""

import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from eservices.definitions.carrying import true_texts
from eservices.definitions.compiling import compile_steps, step_block
from eservices.definitions.keying import free_key, key_from
from eservices.definitions.models import BankPart, BankVersion
from eservices.definitions.pieces import Piece, piece_of, standing_alone
from eservices.definitions.places import Places
from eservices.definitions.publishing import LATVIAN, unknown_codes
from eservices.definitions.schema import Fault, key_types, validate_definition


def piece_of_part(part: BankPart) -> Piece:
    """Give what a part asks, in its own language under the name of Latvian."""
    steps, texts = compile_steps(part.steps)
    step = steps[0]
    keys = [item["key"] for item in step["items"]]
    return piece_of(steps, {LATVIAN: texts}, keys, [one["key"] for one in step.get("checks") or ()], step["key"])


def piece_in_all_languages(part: BankPart) -> Piece:
    """Give what a Latvian part asks as last published, with the true translations of its texts."""
    piece = piece_of_part(part)
    translated = part.get_translations().filter(live=True).select_related("locale")
    texts = {one.locale.language_code: true_texts(part, one) for one in translated}
    return Piece(piece.step, piece.texts | texts)


def keep_version(part: BankPart, by: Any = None) -> BankVersion:
    """Write down what a Latvian part says now under the next number; the same again changes nothing."""
    piece, latest = piece_of_part(part), latest_version(part)
    if latest and piece_of_version(latest).mark == piece.mark:
        return latest
    number = latest.number + 1 if latest else 1
    return BankVersion.objects.create(part=part, number=number, step=piece.step, texts=piece.latvian, published_by=by)


def latest_version(part: BankPart) -> BankVersion | None:
    """Give what a part said when last published."""
    return part.versions.order_by("-number").first()


def piece_of_version(version: BankVersion) -> Piece:
    """Give what a part asked then."""
    return Piece(version.step, {LATVIAN: version.texts})


def used_types(part: BankPart) -> dict[str, str]:
    """Map the key of every question a part was ever published with to its type."""
    types: dict[str, str] = {}
    for step in part.versions.order_by("number").values_list("step", flat=True):
        types |= key_types({"steps": [step]})
    return types


@transaction.atomic
def keep_part(name: str, piece: Piece, *, note: str = "", needs: str = "", by: Any = None) -> BankPart:
    """Make a published part of a piece, with a row for every language the piece is translated into."""
    code = free_key(key_from(name, "step"), "step", lambda one: BankPart.objects.filter(code=one).exists())
    latvian = BankPart(
        name=name, code=code, note=note, needs=needs, locale=Locale.objects.get(language_code=LATVIAN), live=False
    )
    _write(latvian, piece, LATVIAN, by)
    for locale in Locale.objects.filter(language_code__in=set(piece.texts) - {LATVIAN}):
        if piece.texts[locale.language_code]:
            _write(latvian.copy_for_translation(locale), piece, locale.language_code, by)
    return latvian


def _write(part: BankPart, piece: Piece, language: str, by: Any) -> None:
    block = step_block(f"bank/{part.code}", piece.step, piece.texts.get(language, {}), {})
    part.steps = json.dumps([block], ensure_ascii=False)  # type: ignore[assignment]
    part.save()
    part.save_revision(user=by).publish(user=by)
    part.refresh_from_db()


def part_faults(part: BankPart) -> list[str]:
    """Say in words what keeps a part from being published: it has to be right by itself, wherever it will stand."""
    if not part.steps:
        return [_("There is no step with questions yet.")]
    piece = piece_of_part(part)
    definition = standing_alone(piece, part.needs.split())
    faults = validate_definition(definition) or [*_unknown_documents(definition), *_retyped(part, definition)]
    if part.steps[0].value["when"]:
        faults.append(Fault("", _("A step of the bank has no condition of its own; each form sets it.")))
    places = Places(definition, LATVIAN)
    return [places.told(fault) for fault in faults]


def _unknown_documents(definition: dict[str, Any]) -> list[Fault]:
    return [fault for fault in unknown_codes(definition["schema"]) if fault.path.endswith(".document")]


def _retyped(part: BankPart, definition: dict[str, Any]) -> list[Fault]:
    """A key keeps its type in the bank as in a form: the forms that have it could not be brought up to date."""
    used = used_types(part) if part.pk else {}
    message = _("“%(key)s” was published as %(old)s and cannot become %(new)s; use a new key.")
    return [
        Fault(f"item.{key}.label", message % {"key": key, "old": used[key], "new": kind})
        for key, kind in key_types(definition["schema"]).items()
        if used.get(key, kind) != kind
    ]
