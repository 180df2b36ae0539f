"""Keys that editors need not think of: made from the label, unique in the form, kept once published.

Also what names a question elsewhere in the form (conditions, checks, calculations) may be typed as its label, and
follows its question when a whole step or group is duplicated.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue
from wagtail.blocks.struct_block import StructValue
from wagtail.coreutils import string_to_ascii

from eservices.definitions.compiling import OTHER_ANSWER
from eservices.definitions.schema import RESERVED_KEYS

LONGEST = 30
PLAIN_NAMES = {"step": "solis", "item": "jautajums", "option": "izvele", "check": "parbaude"}


@dataclass
class _Keyed:
    """One block that has a key; ``space`` is where the key has to be unique."""

    kind: str
    space: str
    block_id: str
    value: Any
    key: str

    @property
    def label(self) -> str:
        named = (self.value.get(name) for name in ("label", "title", "text", "body"))
        return next((text for text in named if text), "")


def key_from(label: str, kind: str = "item") -> str:
    """Make a key from a label: its first words in plain letters; steps and options may have hyphens and digits first."""
    words = re.findall(r"[a-z0-9]+", string_to_ascii(label).lower())
    joiner = "-" if kind in ("step", "option") else "_"
    key = words[0][:LONGEST] if words else PLAIN_NAMES[kind]
    for word in words[1:]:
        if len(key) + 1 + len(word) > LONGEST:
            break
        key += joiner + word
    return key if joiner == "-" or key[0].isalpha() else f"n{key}"


def free_key(wanted: str, kind: str, is_taken: Callable[[str], bool]) -> str:
    """Give the key itself, or with the first number that makes it free."""
    joiner = "-" if kind in ("step", "option") else "_"
    key, n = wanted, 1
    while is_taken(key):
        n += 1
        key = f"{wanted}{joiner}{n}"
    return key


def fill_keys(
    steps: Any,
    *,
    published: dict[str, str],
    stored: dict[str, str],
    used: Callable[[], set[str]] = set,
) -> None:
    """Give every block of the steps a key, in place; whatever names it inside its step or group follows.

    ``published`` and ``stored`` map block ids to the keys they were published and last saved under; ``used()`` names
    the keys of questions that were published at any time, which a new question never gets. A key that stands twice is
    made unique only where it is neither: that is a block just duplicated. A published block left empty keeps its key.
    """
    entries = list(_keyed(steps))
    taken: dict[str, set[str]] = {entry.space: set() for entry in entries}

    def claim(entry: _Keyed, key: str) -> None:
        entry.value["key"] = key
        taken[entry.space].add(key)

    def is_own(entry: _Keyed) -> bool:
        return entry.key in (published.get(entry.block_id), stored.get(entry.block_id))

    for entry in entries:
        entry.key = entry.key or published.get(entry.block_id, "")
    waiting = []
    for entry in entries:
        if entry.key and is_own(entry):
            claim(entry, entry.key)
        else:
            waiting.append(entry)
    before = used() if waiting else set()
    for entry in sorted(waiting, key=lambda one: not one.key):
        forbidden = taken[entry.space] | (before | RESERVED_KEYS if entry.kind == "item" else set())
        if not entry.key:
            claim(entry, free_key(key_from(entry.label, entry.kind), entry.kind, forbidden.__contains__))
        elif entry.key in taken[entry.space]:
            again = stored.get(entry.block_id, "")
            is_same = again.startswith(entry.key) and again not in forbidden
            claim(entry, again if is_same else free_key(entry.key, entry.kind, forbidden.__contains__))
        else:
            claim(entry, entry.key)
    _follow_copies(steps, entries)


def _keyed(steps: Any) -> Iterator[_Keyed]:
    for step in steps:
        yield _Keyed("step", "step", str(step.id), step.value, step.value["key"] or "")
        yield from _keyed_items(step.value["items"])
        for check in step.value["checks"]:
            yield _Keyed("check", "check", str(check.id), check.value, check.value["key"] or "")


def _keyed_items(items: Any) -> Iterator[_Keyed]:
    for block in items:
        yield _Keyed("item", "item", str(block.id), block.value, block.value["key"] or "")
        options = block.value.get("options")
        for option in options.bound_blocks if options is not None else ():
            yield _Keyed("option", f"option {block.id}", str(option.id), option.value, option.value["key"] or "")
        yield from _keyed_items(block.value.get("items") or ())


def _follow_copies(steps: Any, entries: list[_Keyed]) -> None:
    """Inside a duplicated step or group, let what named the original's questions name the copy's."""
    renamed = {entry.block_id: (entry.key, entry.value["key"]) for entry in entries if entry.kind == "item"}
    for step in steps:
        groups = [block for block in step.value["items"] if block.block_type == "group"]
        for holder in (*(group.value for group in groups), step.value):
            inside = [entry for entry in _keyed_items(holder["items"]) if entry.kind == "item"]
            pairs = [renamed[entry.block_id] for entry in inside]
            here = {new for _old, new in pairs}
            moved = {old: new for old, new in pairs if old and old != new and old not in here}
            if moved:
                _rename(holder, moved)


def _rename(value: Any, moved: dict[str, str]) -> None:
    for holder, name in references(value):
        holder[name] = moved.get(holder[name], holder[name])
    for block in _json_conditions(value):
        block.value = json.dumps(_renamed(json.loads(block.value), moved), ensure_ascii=False)


def _renamed(condition: Any, moved: dict[str, str]) -> Any:
    if isinstance(condition, list):
        return [_renamed(part, moved) for part in condition]
    if not isinstance(condition, dict):
        return condition
    named = {"answer": moved.get(condition["answer"], condition["answer"])} if "answer" in condition else {}
    return {name: _renamed(part, moved) for name, part in condition.items()} | named


def references(value: Any) -> Iterator[tuple[Any, str]]:
    """Yield (struct, field) for every field inside a block's value that names a question by its key."""
    for struct in _structs(value):
        if "how" in struct:
            yield struct, "answer"
            if struct["how"] in OTHER_ANSWER:
                yield struct, "value"
        elif struct.get("what", "number") != "number":
            yield struct, "answer"
        for name in ("at", "age_on"):
            if struct.get(name):
                yield struct, name


def _structs(value: Any) -> Iterator[Any]:
    if isinstance(value, StreamValue):
        for block in value:
            yield from _structs(block.value)
    elif isinstance(value, ListValue):
        for one in value:
            yield from _structs(one)
    elif isinstance(value, StructValue):
        yield value
        for name, child in value.block.child_blocks.items():
            if isinstance(child, StructBlock | StreamBlock | ListBlock):
                yield from _structs(value[name])


def _json_conditions(value: Any) -> Iterator[Any]:
    for struct in _structs(value):
        for child in struct.values():
            if isinstance(child, StreamValue):
                yield from _json_blocks(child)


def _json_blocks(stream: StreamValue) -> Iterator[Any]:
    for block in stream:
        if block.block_type == "json":
            yield block
        elif isinstance(block.value, StreamValue):
            yield from _json_blocks(block.value)


def read_labels(steps: Any, *others: Any) -> None:
    """Put keys where an editor named a question, or a choice, by its label; in place, where the label is unmistakable."""
    entries = list(_keyed(steps))
    questions = [entry for entry in entries if entry.kind == "item"]
    keys = _by_label(questions)
    choices = {
        entry.value["key"]: _by_label([one for one in entries if one.space == f"option {entry.block_id}"])
        for entry in questions
    }
    for value in (steps, *others):
        for holder, name in references(value):
            holder[name] = _read(holder[name], keys)
        for test in _structs(value):
            if test.get("how") in ("is", "is_not", "one_of"):
                offered = choices.get(test["answer"], {})
                parts = (test["value"] or "").split(",") if test["how"] == "one_of" else [test["value"]]
                test["value"] = ", ".join(_read(part, offered) for part in parts)


def _by_label(entries: list[_Keyed]) -> dict[str, str]:
    """Map labels, and the keys themselves, to keys."""
    labels = Counter(_folded(entry.label) for entry in entries)
    found = {_folded(one.label): one.value["key"] for one in entries if labels[_folded(one.label)] == 1}
    return found | {entry.value["key"]: entry.value["key"] for entry in entries}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip("?:. ")


def _read(typed: str | None, known: dict[str, str]) -> str:
    text = (typed or "").strip()
    return known.get(text) or known.get(_folded(text), text)
