"""Two tabs, one draft: telling what was typed here from what was saved elsewhere, and keeping both until one is chosen."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from .models import Draft

Raw = dict[str, list[str]]
# Only what a page of ours can have said: neither other scripts' digits nor thousands of them.
NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Differing:
    """One question with two texts."""

    key: str
    label: str
    saved: str
    typed: str


def differing(post: QueryDict, draft: Draft, step: dict[str, Any], texts: dict[str, str]) -> list[Differing]:
    """Return the questions of the step saved elsewhere since this page was opened, with other words than these."""
    saved = draft.content["typed"].get(step["key"])
    if saved is None or _opened_at(post) >= draft.content["saved"].get(step["key"], 0):
        return []
    found = []
    for item in step["items"]:
        ours, theirs = _part(dict(post.lists()), item["key"]), _part(saved, item["key"])
        if _plain(ours) != _plain(theirs):
            words = _Words(texts)
            label = texts.get(f"item.{item['key']}.label", item["key"])
            found.append(Differing(item["key"], label, words.of(item, theirs), words.of(item, ours)))
    return found


def chosen(post: QueryDict, draft: Draft, step: dict[str, Any]) -> MultiValueDict[str, str]:
    """Return the post with the saved words put in where the person chose them."""
    saved = draft.content["typed"].get(step["key"]) or {}
    data: Raw = {name: list(values) for name, values in post.lists()}
    for item in step["items"]:
        if post.get(f"use-{item['key']}") == "saved":
            for name in _part(data, item["key"]):
                del data[name]
            data |= _part(saved, item["key"])
    return MultiValueDict(data)


def to_post_again(post: QueryDict) -> list[tuple[str, str]]:
    """Return everything typed as pairs for hidden fields."""
    own = ("csrfmiddlewaretoken", "revision", "compared", "continue", "later", "language")
    return [(name, value) for name, values in post.lists() if name not in own for value in values]


def _opened_at(post: QueryDict) -> int:
    revision = post.get("revision", "")
    return int(revision) if NUMBER.fullmatch(revision) else 0


def _part(data: Raw, key: str) -> Raw:
    """Return what belongs to one question: its own field and those that begin with its key and a hyphen."""
    return {name: values for name, values in data.items() if name == key or name.startswith(f"{key}-")}


def _plain(part: Raw) -> Raw:
    """Return the part without what says nothing: empty fields, row ids, buttons."""
    kept = {name: [value.strip() for value in values if value.strip()] for name, values in part.items()}
    return {name: values for name, values in kept.items() if values and not name.endswith(("-row_id", "-remove"))}


class _Words:
    """What was typed, in the words of the page."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    def of(self, item: dict[str, Any], part: Raw, name: str = "") -> str:
        """Return the words of one question."""
        name = name or item["key"]
        if item["type"] == "group":
            return self._rows(item, part)
        if item["type"] == "slot":
            return _("Will be brought later") if f"{name}-later" in part else ""
        values = [value for field in sorted(part, key=_in_order) for value in part[field] if value.strip()]
        if item["type"] == "date":
            return ".".join(values)
        if item["type"] == "declaration":
            return _("Yes") if values else ""
        return ", ".join(self._value(item, value) for value in values)

    def _value(self, item: dict[str, Any], value: str) -> str:
        if item["type"] == "yes_no":
            return {"yes": _("Yes"), "no": _("No")}.get(value, value)
        return self.texts.get(f"option.{item['key']}.{value}", value)

    def _rows(self, group: dict[str, Any], part: Raw) -> str:
        places = {name.removeprefix(f"{group['key']}-").partition("-")[0] for name in part}
        numbers = sorted(int(place) for place in places if NUMBER.fullmatch(place))
        lines = []
        for number in numbers:
            names = {inner["key"]: f"{group['key']}-{number}-{inner['key']}" for inner in group["items"]}
            words = [self.of(inner, _part(part, names[inner["key"]]), names[inner["key"]]) for inner in group["items"]]
            lines.append(", ".join(word for word in words if word))
        return "\n".join(lines)


ORDER = ("-day", "-month", "-year", "-line", "-city", "-postcode")


def _in_order(name: str) -> tuple[int, str]:
    return next((place for place, end in enumerate(ORDER, start=1) if name.endswith(end)), 0), name
