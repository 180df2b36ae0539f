"""The one evaluator: what is visible and required, where it goes, what is missing, which answers count.

An answer that is hidden counts as not given, so hiding one question hides what depends on it. Inside a row of a group
a condition sees the row's own answers first, then the answers outside.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from eservices.definitions.calculating import calculated
from eservices.definitions.conditions import Facts, holds
from eservices.definitions.plan import COMPUTED, UNANSWERED, Plan, plan_of

NOTHING: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Missing:
    """Something not given: ``kind`` is required, warn, later (promised) or no_file (an optional paper is absent)."""

    key: str
    step: str
    kind: str
    row_id: str | None = None


@dataclass(frozen=True)
class Routing:
    """The unit (code) an application goes to, and whether it is urgent."""

    unit: str
    urgent: bool


def is_given(item: dict, value: Any) -> bool:
    """Say whether a stored value answers its item; a slot is answered by a file or by "brought later"."""
    if value in NOTHING:
        return False
    if item["type"] == "slot":
        return bool(value.get("files") or value.get("later"))
    if item["type"] == "address":
        return any(value.values())
    return True


def fact_of(item: dict, value: Any) -> Any:
    """Turn a stored answer into what conditions compare: text, list of texts, or a number of rows."""
    if not is_given(item, value):
        return None
    kind = item["type"]
    if kind == "group":
        return len(value)
    if kind == "slot":
        return "attached" if value.get("files") else "later"
    if kind == "personal_code":
        return value.get("kind", "lv")
    if kind == "address":
        return value.get("line")
    if kind == "period":
        return value.get("from")
    return "yes" if kind == "declaration" else value


class Evaluation:
    """What one schema says about one set of answers; the answers must not change while it is used."""

    def __init__(self, schema: dict | Plan, answers: dict[str, Any]):
        self.plan = schema if isinstance(schema, Plan) else plan_of(schema)
        self.schema = self.plan.schema
        self.answers = answers

    @cached_property
    def _facts(self) -> dict[str, Any]:
        """Facts by key, visible answers only, built in the order asked: a condition only looks back."""
        facts: dict[str, Any] = {}
        for step in self.schema["steps"]:
            if not holds(step.get("when"), facts.get):
                continue
            for item in step["items"]:
                if item["type"] not in UNANSWERED and holds(item.get("when"), facts.get):
                    facts[item["key"]] = self._fact(item, self.answers, facts.get)
        return facts

    def _fact(self, item: dict, source: dict, fact: Facts) -> Any:
        if item["type"] in COMPUTED:
            return self._calculated(item, fact)
        return fact_of(item, self._counted(item, source.get(item["key"]), fact))

    def _calculated(self, item: dict, fact: Facts) -> str | None:
        """Work out a calculated line from visible answers only; ``fact`` knows what was asked before it."""

        def values(term: dict) -> list[Any]:
            if "answer" in term:
                return [fact(term["answer"])]
            if "count" in term:
                return [fact(term["count"])]
            group = self.plan.items[self.plan.group_of[term["rows"]]]
            rows = self.answers.get(group["key"]) or () if fact(group["key"]) else ()
            return [self._in_row(group, row, fact)[1](term["rows"]) for row in rows]

        return calculated(item["calc"], values)

    def calculated(self, item: dict, row: dict | None = None) -> str | None:
        """Give the value of a calculated line as it stands; ``row`` when it stands inside a group."""
        return self.facts(row, self.plan.group_of.get(item["key"]))(item["key"])

    @staticmethod
    def _counted(item: dict, value: Any, fact: Facts) -> Any:
        """Leave out of an answer the options that are no longer offered."""
        hidden = {option["key"] for option in item.get("options") or () if not holds(option.get("when"), fact)}
        if isinstance(value, list):
            return [one for one in value if isinstance(one, dict) or one not in hidden]
        return None if isinstance(value, str) and value in hidden else value

    def visible_steps(self) -> list[dict]:
        """List the steps whose condition holds and that have something visible in them."""
        return [step for step in self.schema["steps"] if self.is_visible_step(step) and self.visible_items(step)]

    def is_visible_step(self, step: dict) -> bool:
        """Say whether a step's own condition holds."""
        return holds(step.get("when"), self._facts.get)

    def visible_items(self, step: dict) -> list[dict]:
        """List the items of a step whose condition holds; nothing for a hidden step."""
        if not self.is_visible_step(step):
            return []
        return [item for item in step["items"] if holds(item.get("when"), self._facts.get)]

    def visible_rows(self, group: dict) -> list[tuple[dict, list[dict]]]:
        """List a group's rows, each with the inner items visible in it."""
        rows = self.answers.get(group["key"]) or []
        return [(row, self.row_items(group, row)) for row in rows]

    def row_items(self, group: dict, row: dict) -> list[dict]:
        """List the inner items visible in one row: its own answers first, then those outside."""
        return self._in_row(group, row)[0]

    def _in_row(self, group: dict, row: dict, outside: Facts | None = None) -> tuple[list[dict], Facts]:
        facts: dict[str, Any] = {}
        outer = outside or self._facts.get

        def fact(key: str) -> Any:
            inner = self.plan.group_of.get(key) == group["key"]
            return facts.get(key) if inner else outer(key)

        visible = []
        for item in group["items"]:
            if holds(item.get("when"), fact):
                visible.append(item)
                if item["type"] not in UNANSWERED:
                    facts[item["key"]] = self._fact(item, row, fact)
        return visible, fact

    def visible_options(self, item: dict, row: dict | None = None) -> list[str]:
        """List the option keys offered; ``row`` when the item stands inside a group."""
        fact = self.facts(row, self.plan.group_of.get(item["key"]))
        return [option["key"] for option in item.get("options") or () if holds(option.get("when"), fact)]

    def requirement(self, item: dict) -> str:
        """Say required, warn or optional; a declaration is always required, information never."""
        if item["type"] == "declaration":
            return "required"
        if item["type"] in (*UNANSWERED, *COMPUTED):
            return "optional"
        return item.get("requirement", "required")

    def insists_on(self, item: dict) -> bool:
        """Say whether nobody may go on without an answer to this."""
        return self.plan.insists and self.requirement(item) == "required"

    def routing(self) -> Routing:
        """Give the unit of the first rule that holds and names one; urgent when any rule that holds says so."""
        routing = self.schema["routing"]
        met = [rule for rule in routing.get("rules") or () if holds(rule.get("when"), self._facts.get)]
        unit = next((rule["unit"] for rule in met if rule.get("unit")), routing["unit"])
        said_urgent = any(self._facts.get(key) == "yes" for key in self.plan.keys_with_role("urgent"))
        return Routing(unit, said_urgent or any(rule.get("urgent") for rule in met))

    def slots(self) -> dict[str, list[str]]:
        """Sort the keys of every slot into required, warn, optional and hidden (visible in no row counts as hidden)."""
        seen = {item["key"]: self.requirement(item) for _, item, _ in self._asked() if item["type"] == "slot"}
        sorted_keys: dict[str, list[str]] = {"required": [], "warn": [], "optional": [], "hidden": []}
        for item in self.plan.slots():
            sorted_keys[seen.get(item["key"], "hidden")].append(item["key"])
        return sorted_keys

    def required_slots(self) -> list[str]:
        """List the keys of the visible slots that must have a file or a promise."""
        return self.slots()["required"]

    def shown(self) -> set[str]:
        """Name what can be seen, in any row where it stands in rows: items, "question.choice", "check.remark"."""
        found = {f"check.{check['key']}" for _step, check, _row in self.warnings()}
        for _step, item, row in self._asked():
            found |= {item["key"], *(f"{item['key']}.{option}" for option in self.visible_options(item, row))}
        return found

    def _asked(self) -> Iterator[tuple[dict, dict, dict | None]]:
        """Yield (step, item, row) for everything visible, rows of groups included."""
        for step in self.visible_steps():
            for item in self.visible_items(step):
                yield step, item, None
                if item["type"] == "group":
                    for row, inner_items in self.visible_rows(item):
                        for inner in inner_items:
                            yield step, inner, row

    def failed_checks(self, step: dict) -> list[tuple[dict, str | None]]:
        """List the step's own checks that speak up, each with the id of its row where it looks at rows."""
        found: list[tuple[dict, str | None]] = []
        for check in step.get("checks") or ():
            group = self.plan.group_of.get(check["at"])
            if (group or check["at"]) not in self._facts:
                continue
            for row in (self.answers.get(group) or ()) if group else (None,):
                if holds(check["when"], self.facts(row, group)):
                    found.append((check, row["row_id"] if row else None))
        return found

    def facts(self, row: dict | None = None, group: str | None = None) -> Facts:
        """Give what conditions compare: of a row of a group with what is outside it, or of the whole."""
        return self._in_row(self.plan.items[group], row)[1] if row is not None and group else self._facts.get

    def warnings(self) -> list[tuple[dict, dict, str | None]]:
        """List (step, check, row id) of every check that warns without blocking, in the order asked."""
        return [
            (step, check, row_id)
            for step in self.visible_steps()
            for check, row_id in self.failed_checks(step)
            if check["level"] == "warn"
        ]

    def missing(self) -> list[Missing]:
        """List what is not given, in the order asked: required, warn, promised for later, optional papers absent."""
        found = []
        for step, item, row in self._asked():
            source = self.answers if row is None else row
            kind = self._lack(item, source.get(item["key"]))
            if kind:
                found.append(Missing(item["key"], step["key"], kind, row["row_id"] if row else None))
        return found

    def blocking(self) -> list[Missing]:
        """List what has to be given before the application can be handed in."""
        return [lack for lack in self.missing() if lack.kind == "required" and self.plan.insists]

    def _lack(self, item: dict, value: Any) -> str | None:
        if item["type"] in (*UNANSWERED, *COMPUTED):
            return None
        # Fewer rows than asked for is a fault; whether none at all is one, the group's own requirement says.
        if item["type"] == "group" and 0 < len(value or []) < item.get("min", 0):
            return "required"
        if is_given(item, value):
            promised = item["type"] == "slot" and not value.get("files")
            return "later" if promised else None
        requirement = self.requirement(item)
        if requirement == "optional":
            return "no_file" if item["type"] == "slot" else None
        return requirement

    def cleaned(self) -> dict[str, Any]:
        """Copy the answers without the hidden ones: hidden steps, items, rows' items and options no longer offered."""
        kept: dict[str, Any] = {}
        for step in self.visible_steps():
            for item in self.visible_items(step):
                value = self._kept(item, self.answers.get(item["key"]))
                if value not in NOTHING:
                    kept[item["key"]] = value
        return kept

    def _kept(self, item: dict, value: Any) -> Any:
        if item["type"] in UNANSWERED:
            return None
        if item["type"] in COMPUTED:
            return self._facts.get(item["key"])
        if item["type"] == "group":
            return [self._kept_row(item, row) for row in value or ()]
        return self._counted(item, value, self._facts.get)

    def _kept_row(self, group: dict, row: dict) -> dict[str, Any]:
        items, fact = self._in_row(group, row)
        values = {
            item["key"]: fact(item["key"])
            if item["type"] in COMPUTED
            else self._counted(item, row.get(item["key"]), fact)
            for item in items
        }
        return {"row_id": row["row_id"]} | {key: value for key, value in values.items() if value not in NOTHING}
