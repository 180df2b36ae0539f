"""A piece of a form: some questions and checks of one step with their texts, which can be taken out and put elsewhere."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from eservices.definitions.plan import plan_of
from eservices.definitions.publishing import LATVIAN, content_hash
from eservices.definitions.schema import CAPACITIES, normal_form, text_keys

# What names another question by its key, in conditions, checks, sums and ages.
NAMING = ("answer", "rows", "count", "at", "age_on")
Texts = dict[str, str]


@dataclass(frozen=True)
class Piece:
    """One step in normal form, without a condition of its own, and its texts by language.

    Without the step's own texts the piece is only its questions, which can stand in any step.
    """

    step: dict[str, Any]
    texts: dict[str, Texts]

    @property
    def keys(self) -> list[str]:
        """List the keys of its questions, those inside groups left out."""
        return [item["key"] for item in self.step["items"]]

    @property
    def all_keys(self) -> set[str]:
        """Name every question, those inside groups included."""
        return set(plan_of({"steps": [self.step]}).items)

    @property
    def checks(self) -> list[str]:
        """List the keys of its checks."""
        return [check["key"] for check in self.step.get("checks") or ()]

    @property
    def latvian(self) -> Texts:
        """Give its Latvian texts."""
        return self.texts.get(LATVIAN, {})

    @property
    def mark(self) -> str:
        """Give a hash that changes with anything a reader of the Latvian form would notice."""
        return content_hash(self.step["items"], self.step.get("checks") or [], self.latvian)

    @property
    def as_form(self) -> tuple[dict[str, Any], Texts]:
        """Give the piece as a (schema, Latvian texts) that can be compared with another."""
        return {"steps": [self.step]}, self.latvian

    def questions_only(self) -> "Piece":
        """Leave the step's own title and introduction out."""
        kept = {language: _without_step(texts) for language, texts in self.texts.items()}
        return Piece(self.step, kept)

    def in_step(self, key: str) -> "Piece":
        """Give the step another key."""
        return _renamed(self, {}, key)

    def renamed(self, suffix: str) -> "Piece":
        """Add a suffix to every question's and check's key, and to whatever names them."""
        keys = {key: f"{key}{suffix}" for key in (*self.all_keys, *self.checks)}
        return _renamed(self, keys, self.step["key"])


def piece_of(
    steps: list[dict], texts: dict[str, Texts], keys: Collection[str], checks: Collection[str] = (), step: str = ""
) -> Piece:
    """Take questions and checks out of the steps of a form; with ``step`` also that step's own texts."""
    taken: dict[str, Any] = {
        "key": step or "step",
        "items": [item for one in steps for item in one["items"] if item["key"] in keys],
    }
    spoken = [check for one in steps for check in one.get("checks") or () if check["key"] in checks]
    if spoken:
        taken["checks"] = spoken
    named = {name for part in text_keys({"steps": [taken]}) for name in part if "." in name}
    found = {
        language: {name: text for name, text in one.items() if name in named and text.strip()}
        for language, one in texts.items()
    }
    piece = Piece(taken, found)
    return piece if step else piece.questions_only()


def _without_step(texts: Texts) -> Texts:
    return {name: text for name, text in texts.items() if not name.startswith("step.")}


def _renamed(piece: Piece, moved: dict[str, str], step: str) -> Piece:
    taken = {"key": step, "items": [_item(item, moved) for item in piece.step["items"]]}
    if piece.checks:
        taken["checks"] = [_item(check, moved) for check in piece.step["checks"]]
    texts = {
        language: {_text_name(name, moved, step): text for name, text in one.items()}
        for language, one in piece.texts.items()
    }
    return Piece(taken, texts)


def _item(item: dict, moved: dict[str, str]) -> dict:
    """Rename an item or a check; the keys of its choices stay."""
    inner = {"items": [_item(one, moved) for one in item["items"]]} if "items" in item else {}
    return _with_names(item, moved) | inner | {"key": moved.get(item["key"], item["key"])}


def _with_names(part: Any, moved: dict[str, str]) -> Any:
    if isinstance(part, list):
        return [_with_names(one, moved) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        name: moved.get(value, value) if name in NAMING and isinstance(value, str) else _with_names(value, moved)
        for name, value in part.items()
    }


def _text_name(name: str, moved: dict[str, str], step: str) -> str:
    kind, key, *rest = name.split(".")
    return ".".join((kind, step if kind == "step" else moved.get(key, key), *rest))


def standing_alone(piece: Piece, needs: Collection[str] = ()) -> dict[str, Any]:
    """Give a definition that asks only the piece, and before it what it looks at, to be checked or tried."""
    texts = {f"step.{piece.step['key']}.title": "–"} | ({"step.needs.title": "–"} if needs else {})
    texts |= dict.fromkeys((f"item.{key}.label" for key in needs), "–")
    return as_definition([*_asking(needs), piece.step], texts | piece.latvian)


def as_definition(steps: list[dict[str, Any]], texts: Texts) -> dict[str, Any]:
    """Give a definition that asks these steps and is no application, to be checked, tried or answered."""
    days = {"n": 0, "unit": "working_days"}
    schema = {
        **{"eservice": "x", "service": {"code": "x", "name": "x"}, "journal": "x", "retention_class": "x"},
        **{"authenticity": "none", "routing": {"unit": "x"}, "capacities": list(CAPACITIES)},
        **{"declaration": {"version": "1"}, "privacy": {"version": "1"}},
        "clock": {"start": "registered", "decide": days, "notify": days},
        "steps": steps,
    }
    named = dict.fromkeys(("title", "declaration", "privacy"), "–") | texts
    return normal_form(
        {"format": "durvis-eservice", "version": 1, "schema": schema, "texts": {LATVIAN: named}, "rehearsals": []}
    )


def _asking(needs: Collection[str]) -> list[dict[str, Any]]:
    """Stand in for the form's own questions: what they are is not known here, so they count as text."""
    asked = [{"key": key, "type": "text", "requirement": "optional"} for key in needs]
    return [{"key": "needs", "items": asked}] if asked else []
