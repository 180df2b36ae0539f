"""A schema with the indexes that reading it needs: items by key, their step, their group, their semantic role."""

from dataclasses import dataclass, field, replace
from typing import Any

CHOICES = ("radio", "select", "choices")
UNANSWERED = ("info",)
# Worked out by the form itself: never posted, never missing.
COMPUTED = ("calculated",)
YES_NO = ("yes", "no")
IDENTITY_KINDS = ("lv", "foreign", "document", "birth_date", "none", "forgotten")
SLOT_STATES = ("attached", "later")


@dataclass(frozen=True)
class Plan:
    """One schema, indexed once; treat it and everything in it as read-only.

    ``insists`` says whether what is required stops whoever leaves it out, or is only listed as missing.
    """

    schema: dict[str, Any]
    steps: dict[str, dict] = field(default_factory=dict)
    items: dict[str, dict] = field(default_factory=dict)
    step_of: dict[str, str] = field(default_factory=dict)
    group_of: dict[str, str] = field(default_factory=dict)
    roles: dict[str, list[str]] = field(default_factory=dict)
    insists: bool = True

    def without_insisting(self) -> "Plan":
        """Give the same plan for staff who write down what somebody else said: nothing left out stops them."""
        return replace(self, insists=False)

    def keys_with_role(self, role: str) -> list[str]:
        """List the keys of the items that carry a semantic role, in the order asked."""
        return self.roles.get(role, [])

    def slots(self) -> list[dict]:
        """List every document slot, those inside groups included, in the order asked."""
        return [item for item in self.items.values() if item["type"] == "slot"]


def plan_of(schema: dict[str, Any]) -> Plan:
    """Index a schema. With duplicate keys the first wins; ``validate_definition`` names them."""
    plan = Plan(schema)
    for step in schema["steps"]:
        plan.steps.setdefault(step["key"], step)
        for item in step["items"]:
            _add(plan, item, step["key"], None)
            for inner in item.get("items") or ():
                _add(plan, inner, step["key"], item["key"])
    return plan


def _add(plan: Plan, item: dict, step: str, group: str | None) -> None:
    key = item["key"]
    if key in plan.items:
        return
    plan.items[key] = item
    plan.step_of[key] = step
    if group:
        plan.group_of[key] = group
    if item.get("role"):
        plan.roles.setdefault(item["role"], []).append(key)


def option_keys(item: dict) -> tuple[str, ...]:
    """Give the texts an answer to this item can be compared with, or () where any text may come."""
    if item["type"] in CHOICES:
        return tuple(option["key"] for option in item.get("options") or ())
    fixed = {"yes_no": YES_NO, "personal_code": IDENTITY_KINDS, "slot": SLOT_STATES, "declaration": ("yes",)}
    return fixed.get(item["type"], ())
