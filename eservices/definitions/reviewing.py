"""What the check panel says about a form while it is written: faults block publishing, remarks do not."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale

from eservices.catalogue.models import DocumentRequirement, DocumentType
from eservices.catalogue.texts import texts_in
from eservices.definitions.compiling import compile_page
from eservices.definitions.conditions import answers_in
from eservices.definitions.places import Places
from eservices.definitions.plan import UNANSWERED, Plan, plan_of
from eservices.definitions.possible import (
    conditions_of,
    impossible_items,
    impossible_options,
    impossible_steps,
    is_possible,
)
from eservices.definitions.publishing import LATVIAN, block_ids, page_faults, translation_progress
from eservices.definitions.schema import Fault, missing_texts
from eservices.definitions.sharing import is_shared

LONGEST_LABEL = 90
LONGEST_SENTENCE = 20
WORDS_FILE = Path(__file__).with_name("plain_words.json")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
LABELS = re.compile(r"item\.\w+\.label|option\.\w+\.[\w-]+|step\.[\w-]+\.title")


@dataclass(frozen=True)
class Remark:
    """One line of the panel: where, what, and the block of the editor it is about (its id, or nothing)."""

    place: str
    message: str
    anchor: str = ""
    url: str = ""


@dataclass(frozen=True)
class Shown:
    """A line of the table "who shows whom"."""

    asked: str
    anchor: str
    shows: list[tuple[str, str]]


@dataclass(frozen=True)
class Review:
    """Everything the panel says."""

    faults: list[Remark]
    remarks: list[Remark]
    shows: list[Shown]
    others_see: list[tuple[str, str]]


def review(page: Any) -> Review:
    """Look a page through as it stands, published or not."""
    definition = compile_page(page)
    places = Places(definition, page.locale.language_code)
    anchors = block_ids(page)
    plan = plan_of(definition["schema"])

    def told(faults: Iterable[Fault]) -> list[Remark]:
        return [Remark(*places.parts(fault), _anchor(anchors, places.subject(fault.path))) for fault in faults]

    faults = [*_cycles(plan), *page_faults(page)]
    texts = definition["texts"].get(page.locale.language_code, {})
    remarks = [*_impossible(plan), *_papers(page, plan), *wordy_texts(page.locale.language_code, texts)]
    shows = [
        Shown(
            places.named(f"item.{key}"),
            anchors.get(f"item.{key}", ""),
            [(places.named(path), _anchor(anchors, path)) for path in paths],
        )
        for key, paths in shown_by(plan).items()
    ]
    others_see = [(places.named(f"item.{key}"), anchors.get(f"item.{key}", "")) for key in seen_by_others(plan)]
    return Review(told(faults), [*told(remarks), *_languages(page, definition["schema"])], shows, others_see)


def _anchor(anchors: dict[str, str], path: str) -> str:
    """Give the block a path belongs to: its own, or the one around it."""
    while path and path not in anchors:
        path = path.rpartition(".")[0]
    return anchors.get(path, "")


def shown_by(plan: Plan) -> dict[str, list[str]]:
    """Map every question that decides about something to what it decides about, as "step.<key>", "item.<key>" …"""
    found: dict[str, list[str]] = {}
    for path, condition in _conditions(plan.schema):
        for key in dict.fromkeys(answers_in(condition)):
            if key in plan.items:
                found.setdefault(key, []).append(path)
    return {key: found[key] for key in plan.items if key in found}


def seen_by_others(plan: Plan) -> list[str]:
    """List what each adult of a household sees besides the own row; nothing where the form asks nobody to confirm."""
    if not plan.schema.get("cosign"):
        return []
    return [key for key, item in plan.items.items() if key not in plan.group_of and _is_answer_of_all(item)]


def _is_answer_of_all(item: dict) -> bool:
    return item["type"] not in UNANSWERED and is_shared(item)


def _conditions(schema: dict) -> Iterator[tuple[str, dict]]:
    for step in schema["steps"]:
        yield f"step.{step['key']}", step.get("when") or {}
        for item in step["items"]:
            for one in (item, *(item.get("items") or ())):
                yield f"item.{one['key']}", one.get("when") or {}
                for option in one.get("options") or ():
                    yield f"option.{one['key']}.{option['key']}", option.get("when") or {}
        for check in step.get("checks") or ():
            yield f"check.{check['key']}", check["when"] or {}
    for n, rule in enumerate(schema["routing"].get("rules") or ()):
        yield f"rule.{n}", rule["when"] or {}


def _cycles(plan: Plan) -> Iterator[Fault]:
    """Questions that wait for each other; each is told once, from its first question."""
    needs = {
        key: {one for when in conditions_of(plan, key) for one in answers_in(when) if one in plan.items}
        for key in plan.items
    }
    told: set[str] = set()
    for key in plan.items:
        round_trip = None if key in told else _way_back(needs, key)
        if round_trip:
            told |= set(round_trip)
            way = " → ".join([*round_trip, key])
            yield Fault(f"item.{key}", _("These questions wait for each other: %(way)s.") % {"way": way})


def _way_back(needs: dict[str, set[str]], start: str) -> list[str] | None:
    waiting, seen = [[start]], set()
    while waiting:
        way = waiting.pop(0)
        for key in sorted(needs[way[-1]]):
            if key == start:
                return way
            if key not in seen:
                seen.add(key)
                waiting.append([*way, key])
    return None


def _impossible(plan: Plan) -> Iterator[Fault]:
    steps = impossible_steps(plan)
    for key in steps:
        yield Fault(f"step.{key}", _("This step can never appear: its condition never holds."))
    for key in impossible_items(plan):
        if plan.step_of[key] in steps:
            continue
        if plan.items[key].get("requirement") == "required":
            yield Fault(f"item.{key}", _("It has to be answered, but can never appear: its condition never holds."))
        else:
            yield Fault(f"item.{key}", _("It can never appear: its condition never holds."))
    for key, option in impossible_options(plan):
        yield Fault(f"option.{key}.{option}", _("This choice can never be offered: its condition never holds."))


def _papers(page: Any, plan: Plan) -> Iterator[Fault]:
    """Slots against each other, and against what the service says is needed."""
    names = texts_in(DocumentType, page.locale.language_code)

    def name(code: str) -> str:
        return names[code].name if code in names else code

    for one, other in combinations(plan.slots(), 2):
        same = one["document"] == other["document"] and one.get("whose") == other.get("whose")
        if same and is_possible(plan, [*conditions_of(plan, one["key"]), *conditions_of(plan, other["key"])]):
            message = _("The document “%(name)s” is asked for twice: also at “%(other)s”.")
            yield Fault(f"item.{other['key']}", message % {"name": name(one["document"]), "other": one["key"]})
    asked = {slot["document"] for slot in plan.slots()}
    asked |= set(DocumentType.objects.filter(without_slot=True).values_list("code", flat=True))
    brought = DocumentRequirement.objects.filter(service=page.service_id)
    for code in brought.filter(kind=DocumentRequirement.Kind.RESIDENT).values_list("document_code", flat=True):
        if code not in asked:
            message = _("The service needs the document “%(name)s”, but nothing in the form asks for it.")
            yield Fault("steps", message % {"name": name(code)})


def wordy_texts(language: str, texts: dict[str, str]) -> Iterator[Fault]:
    """Yield what is long or stiff in the texts of one language."""
    for key, text in texts.items():
        path = f"texts.{language}.{key}"
        if LABELS.fullmatch(key) and len(text) > LONGEST_LABEL:
            message = _("%(length)s characters: at most %(most)s are read at a glance.")
            yield Fault(path, message % {"length": len(text), "most": LONGEST_LABEL})
        for _about, told in wordy(language, text):
            yield Fault(path, told)


def wordy(language: str, text: str) -> Iterator[tuple[str, str]]:
    """Advise on a text: each long sentence and, in Latvian, each clerks' word, with what to do about it."""
    for sentence in SENTENCE_END.split(text):
        count = len(re.findall(r"\w+", sentence))
        if count > LONGEST_SENTENCE:
            message = ngettext(
                "A sentence of %(count)s word: “%(start)s…” Make two of it.",
                "A sentence of %(count)s words: “%(start)s…” Make two of it.",
                count,
            )
            yield sentence.strip(), message % {"count": count, "start": " ".join(sentence.split()[:6])}
    if language == LATVIAN:
        for clerk, plain in clerks_words(text):
            yield clerk, _("“%(clerk)s” – plainer: %(plain)s.") % {"clerk": clerk, "plain": plain}


@lru_cache(maxsize=1)
def _plain_words() -> list[tuple[re.Pattern[str], str]]:
    listed = json.loads(WORDS_FILE.read_text(encoding="utf-8"))
    return [(re.compile(rf"\b{_any_ending(clerk)}\b", re.IGNORECASE), plain) for clerk, plain in listed]


def _any_ending(words: str) -> str:
    return re.escape(words).replace(r"\*", r"\w*")


def clerks_words(text: str) -> list[tuple[str, str]]:
    """List the clerks' words of a Latvian text as written, each with a plain one."""
    found = ((pattern.search(text), plain) for pattern, plain in _plain_words())
    return [(match[0], plain) for match, plain in found if match]


def _languages(page: Any, schema: dict) -> Iterator[Remark]:
    """Say of every other public language how much of the form it has."""
    if page.locale.language_code != LATVIAN or not page.pk:
        return
    offered = {code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES}
    for locale in Locale.objects.exclude(pk=page.locale_id).filter(language_code__in=offered):
        name = locale.get_display_name()
        translated = page.get_translations().filter(locale=locale).first()
        if translated is None or translated.alias_of_id:
            yield Remark(name, _("Not translated: the form is offered in Latvian."))
            continue
        total, done = translation_progress(translated) or (0, 0)
        lacking = missing_texts(schema, compile_page(translated)["texts"].get(locale.language_code, {}))
        missing = max(total - done, len(lacking))
        if missing:
            message = ngettext("%(n)s text is not translated.", "%(n)s texts are not translated.", missing)
            edit = reverse("wagtailadmin_pages:edit", args=[translated.pk])
            yield Remark(
                name, f"{message % {'n': missing}} {_('Until then the form is offered in Latvian.')}", url=edit
            )
