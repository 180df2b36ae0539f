"""Whether something in a form can ever be asked: the evaluator is tried with every kind of answer that could matter.

Answers are not counted out one by one: of a number only the values around those the conditions name are tried. Where
there would be too many combinations the question counts as possible, so nothing is ever called impossible by mistake.
"""

import datetime
from collections.abc import Iterator
from itertools import chain, combinations
from typing import Any

from eservices.definitions.conditions import answers_in, comparisons, holds, other_answer
from eservices.definitions.plan import CHOICES, COMPUTED, Plan, option_keys
from eservices.definitions.schema import DAY_TYPES, NUMBER_TYPES
from portal.working_days.calendar import today

MOST_TRIES = 20_000
OTHER = "\N{BULLET}"  # a text no condition names


def conditions_of(plan: Plan, key: str) -> list[dict]:
    """List every condition that has to hold for an item to be asked: its own, its group's, its step's."""
    group = plan.items.get(plan.group_of.get(key, ""), {})
    parts = (plan.steps[plan.step_of[key]], group, plan.items[key])
    return [part["when"] for part in parts if part.get("when")]


def is_possible(plan: Plan, conditions: list[dict]) -> bool:
    """Say whether there are answers under which all of the conditions hold; True also where it is too much to try."""
    keys = _looked_at(plan, conditions)
    if keys is None:
        return False
    values = {key: list(_values(plan, key, _tests_of(plan, conditions, keys))) for key in keys}
    tries = [MOST_TRIES]
    return _try(plan, conditions, keys, values, {}, tries)


def _try(plan: Plan, conditions: list, keys: list[str], values: dict, facts: dict, tries: list[int]) -> bool:
    tries[0] -= 1
    if tries[0] < 0:
        return True
    if len(facts) == len(keys):
        return all(holds(condition, facts.get) for condition in conditions)
    key = keys[len(facts)]
    asked = all(holds(condition, facts.get) for condition in conditions_of(plan, key))
    given = values[key] if asked else [None]
    return any(_try(plan, conditions, keys, values, facts | {key: value}, tries) for value in given)


def _looked_at(plan: Plan, conditions: list[dict]) -> list[str] | None:
    """List what decides, in the order asked; None where something is named that the form does not ask."""
    found: set[str] = set()
    waiting = list(chain.from_iterable(answers_in(one) for one in conditions))
    while waiting:
        key = waiting.pop()
        if key in found:
            continue
        if key not in plan.items:
            return None
        found.add(key)
        waiting += chain.from_iterable(answers_in(one) for one in conditions_of(plan, key))
    return [key for key in plan.items if key in found]


def _tests_of(plan: Plan, conditions: list[dict], keys: list[str]) -> list[dict]:
    everything = chain(conditions, *(conditions_of(plan, key) for key in keys))
    return [test for condition in everything for test in comparisons(condition)]


def _values(plan: Plan, key: str, tests: list[dict]) -> Iterator[Any]:
    """Yield every kind of answer that could matter; none only where it may be left out."""
    item = plan.items[key]
    mine = [test for test in tests if key in (test["answer"], other_answer(test))]
    if item.get("requirement", "required") != "required" or item["type"] in COMPUTED:
        yield None
    kind, offered = item["type"], option_keys(item)
    if kind == "choices":
        named = [one for one in offered if any(one in _named(test) for test in mine)]
        rest = [one for one in offered if one not in named][:1]
        most = min(len(named), 4)
        yield from ([*some, *rest] for n in range(most + 1) for some in combinations(named, n) if some or rest)
    elif offered:
        yield from offered
    elif kind == "group":
        low, high = item.get("min", 0), item.get("max", 10)
        around = {low, high, *(n + d for n in _numbers(mine) for d in (-1, 0, 1))}
        yield from sorted({int(n) for n in around if low <= n <= high})
    elif kind in NUMBER_TYPES:
        rules = item.get("rules") or {}
        low, high = rules.get("min", float("-inf")), rules.get("max", float("inf"))
        around = {rules.get("min", 1), *(n + d for n in _numbers(mine) for d in (-0.01, 0, 0.01, 1, -1))}
        yield from (str(n) for n in sorted(around) if low <= n <= high)
    elif kind in DAY_TYPES:
        yield from _days(item, mine)
    else:
        yield from dict.fromkeys((OTHER, *chain.from_iterable(_named(test) for test in mine)))


def _named(test: dict) -> list[str]:
    """List the texts a test compares with."""
    how = next(name for name in test if name != "answer")
    value = test[how]
    return [str(one) for one in value] if how == "one_of" else [str(value)] if isinstance(value, str) else []


def _numbers(tests: list[dict]) -> Iterator[float]:
    for test in tests:
        for value in test.values():
            if not isinstance(value, dict | bool | list):
                try:
                    yield float(value)
                except ValueError:
                    continue
        if other_answer(test):
            yield 1


def _days(item: dict, tests: list[dict]) -> Iterator[str]:
    now, rules = today(), item.get("rules") or {}
    found = {now, now.replace(year=now.year - 40, day=1)}
    for test in tests:
        for name, value in test.items():
            if isinstance(value, dict) and "today" in value:
                found.add(now + datetime.timedelta(days=value["today"]))
            elif name.startswith("age_") and isinstance(value, int):
                found.add(now.replace(year=now.year - value, day=1))
                found.add(now.replace(year=now.year - value - 1, day=1))
            elif name != "answer" and isinstance(value, str) and value[4:5] == "-":
                found.add(datetime.date.fromisoformat(value))
    one = datetime.timedelta(days=1)
    around = {day + shift for day in found for shift in (-one, datetime.timedelta(), one)}
    if rules.get("past"):
        around = {day for day in around if day <= now}
    if rules.get("future"):
        around = {day for day in around if day >= now}
    yield from (day.isoformat() for day in sorted(around))


def impossible_items(plan: Plan) -> list[str]:
    """List the keys of the items that can never be asked."""
    return [key for key in plan.items if (when := conditions_of(plan, key)) and not is_possible(plan, when)]


def impossible_steps(plan: Plan) -> list[str]:
    """List the keys of the steps that can never be shown."""
    return [key for key, step in plan.steps.items() if step.get("when") and not is_possible(plan, [step["when"]])]


def impossible_options(plan: Plan) -> list[tuple[str, str]]:
    """List (item, option) of the choices that can never be offered."""
    return [
        (key, option["key"])
        for key, item in plan.items.items()
        if item["type"] in CHOICES
        for option in item["options"]
        if option.get("when") and not is_possible(plan, [*conditions_of(plan, key), option["when"]])
    ]
