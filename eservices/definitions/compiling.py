"""From the page's blocks to the definition, and from a definition back to blocks; each undoes the other."""

import json
import re
import uuid
from typing import Any

from eservices.definitions.plan import CHOICES, COMPUTED
from eservices.definitions.schema import normal_form, normal_step, normal_texts

QUESTION_TEXTS = ("label", "hint", "help", "example")
PLAIN_VALUES = ("requirement", "category", "role", "width", "document", "whose", "later", "max_files", "shown_as")
RULES = (
    "min", "max", "decimals", "past", "future", "open", "earliest", "latest", "age_min", "age_max", "age_on",
    "min_length", "max_length", "pattern",
)  # fmt: skip
# Comparisons with another answer stand in the editor's list by their own names.
OTHER_ANSWER = {
    "same_as": "is",
    "not_same_as": "is_not",
    "more_than_answer": "more_than",
    "less_than_answer": "less_than",
}
TODAY = re.compile(r"(?:today|šodien)\s*([+-]\s*\d{1,5})?", re.IGNORECASE)
FORM_TEXT_FIELDS = ("title", "intro", "for_whom", "signing", "offline", "afterwards", "declaration", "privacy")


def compile_page(page: Any) -> dict[str, Any]:
    """Write a page down as a definition in normal form, its texts under the page's own language.

    Nothing is checked here: ``validate_definition`` says whether the result can be published.
    """
    texts: dict[str, str] = {name: getattr(page, name) or "" for name in FORM_TEXT_FIELDS}
    schema = {
        **_settings_of(page),
        "routing": {
            "unit": page.routing_unit,
            "rules": [_rule_of(block.value) for block in page.routing_rules],
        },
        "steps": [_step_of(block.value, texts) for block in page.steps],
    }
    return normal_form(
        {
            "schema": schema,
            "texts": {page.locale.language_code: texts},
            "rehearsals": page.rehearsals or [],
            "bank": page.from_bank,
        }
    )


def compile_steps(steps: Any) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Write steps alone down in normal form, with their texts."""
    texts: dict[str, str] = {}
    found = [normal_step(_step_of(block.value, texts)) for block in steps]
    return found, normal_texts(texts)


def _settings_of(page: Any) -> dict[str, Any]:
    service = page.service
    return {
        "eservice": page.key,
        "service": {"code": service.code, "name": service.name},
        "minutes": page.minutes,
        "crisis": page.crisis,
        "violence": page.violence,
        "draft_days": page.draft_days,
        "emailed_return_link": page.emailed_return_link,
        "capacities": page.capacities,
        "clock": clock_of(service) | {"pause": page.clock_pause},
        "journal": page.journal,
        "retention_class": page.retention_class,
        "authenticity": page.authenticity,
        "duty": _duty_of(page) if page.duty_phone else None,
        "cosign": page.cosign,
        "supporter_links": page.supporter_links,
        "declaration": {"version": page.declaration_version},
        "privacy": {"version": page.privacy_version},
    }


def _duty_of(page: Any) -> dict[str, str]:
    duty = {"phone": page.duty_phone, "hours": page.duty_hours, "email": page.duty_email}
    return {name: value for name, value in duty.items() if value or name != "email"}


def clock_of(service: Any) -> dict[str, Any]:
    """Give the clock profile of a service: the one place where terms are kept."""
    return {
        "start": service.start,
        "decide": {"n": service.decide_n or 0, "unit": service.decide_unit},
        "notify": {"n": service.notify_n or 0, "unit": service.notify_unit},
    }


def _step_of(value: Any, texts: dict[str, str]) -> dict[str, Any]:
    key = value["key"]
    texts[f"step.{key}.title"] = value["title"] or ""
    texts[f"step.{key}.intro"] = value["intro"] or ""
    return {
        "key": key,
        "when": condition_of(value["when"]),
        "items": [_item_of(block.block_type, block.value, texts) for block in value["items"]],
        "checks": [_check_of(block.value, texts) for block in value["checks"]],
    }


def _check_of(value: Any, texts: dict[str, str]) -> dict[str, Any]:
    texts[f"check.{value['key']}"] = value["text"] or ""
    return {name: value[name] for name in ("key", "at", "level")} | {"when": condition_of(value["when"])}


def _item_of(kind: str, value: Any, texts: dict[str, str]) -> dict[str, Any]:
    key = value["key"]
    for part in (*QUESTION_TEXTS, "body"):
        texts[f"item.{key}.{part}"] = value.get(part) or ""
    item = {"key": key, "type": kind, "when": condition_of(value["when"])}
    item |= {name: value[name] for name in PLAIN_VALUES if name in value}
    if kind in COMPUTED:
        return item | {"calc": {name: [_term_of(term) for term in value[name]] for name in ("add", "divide_by")}}
    if kind in CHOICES:
        item["options"] = [_option_of(key, option, texts) for option in value["options"]]
    if kind == "group":
        texts[f"group.{key}.add"] = value["add"] or ""
        texts[f"group.{key}.row"] = value["row"] or ""
        item["items"] = [_item_of(block.block_type, block.value, texts) for block in value["items"]]
        return item | {"min": value["min"], "max": value["max"]}
    return item | {"rules": {name: _number(value[name]) for name in RULES if value.get(name) not in (None, "")}}


def _term_of(value: Any) -> dict[str, Any]:
    what = value["what"]
    term: dict[str, Any] = {what: _number(value["number"] or 0) if what == "number" else value["answer"]}
    return term if value["times"] in (None, 1) else term | {"times": _number(value["times"])}


def _option_of(key: str, value: Any, texts: dict[str, str]) -> dict[str, Any]:
    texts[f"option.{key}.{value['key']}"] = value["label"] or ""
    texts[f"option.{key}.{value['key']}.hint"] = value["hint"] or ""
    return {"key": value["key"], "when": condition_of(value["when"])}


def _rule_of(value: Any) -> dict[str, Any]:
    return {"when": condition_of(value["when"]), "unit": value["unit"] or None, "urgent": value["urgent"]}


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def condition_of(stream: Any) -> dict | None:
    """Write the condition in a block down as JSON; None where the block is empty."""
    parts = [_part_of(block.block_type, block.value) for block in stream]
    return parts[0] if parts else None


def _part_of(kind: str, value: Any) -> dict:
    if kind == "json":
        return json.loads(value)
    if kind in ("all", "any"):
        return {kind: [_part_of(block.block_type, block.value) for block in value]}
    return {"answer": value["answer"], **_comparison_of(value["how"], value["value"] or "")}


def _comparison_of(how: str, value: str) -> dict[str, Any]:
    if how in ("empty", "filled"):
        return {"empty": how == "empty"}
    if how == "one_of":
        return {"one_of": [one.strip() for one in value.split(",") if one.strip()]}
    if how in OTHER_ANSWER:
        return {OTHER_ANSWER[how]: {"answer": value.strip()}}
    if how in ("more_than", "less_than", "age_from", "age_under"):
        return {how: _counted_from_today(value) or _figure(value)}
    return {how: value}


def _counted_from_today(value: str) -> dict[str, int] | None:
    """Read "today", "today+14", "šodien-30"."""
    found = TODAY.fullmatch(value)
    return {"today": int((found[1] or "0").replace(" ", ""))} if found else None


def _figure(value: str) -> Any:
    try:
        return _number(float(value.replace(",", ".")))
    except ValueError:
        return value


# And back.


def page_values(definition: dict[str, Any], locale: str, ids: dict[str, str] | None = None) -> dict[str, Any]:
    """Give the page's field values for a definition in normal form, in one of its languages.

    ``ids`` maps the paths of blocks that already exist ("step.<key>", "item.<key>", "option.<key>.<option>") to their
    block ids, so that translations stay attached; new blocks get ids that are the same at every import.
    """
    schema, texts = definition["schema"], definition["texts"][locale]
    builder = _Builder(schema["eservice"], texts, ids or {})
    names = ("minutes", "crisis", "violence", "draft_days", "emailed_return_link", "capacities")
    duty = {"phone": "", "hours": "", "email": ""} | (schema["duty"] or {})
    return {
        "key": schema["eservice"],
        **{name: schema[name] for name in (*names, "journal", "retention_class", "authenticity")},
        **{name: texts.get(name, "") for name in FORM_TEXT_FIELDS},
        "clock_pause": schema["clock"]["pause"],
        "duty_phone": duty["phone"],
        "duty_hours": duty["hours"],
        "duty_email": duty["email"],
        "cosign": schema.get("cosign", False),
        "supporter_links": schema.get("supporter_links", False),
        "declaration_version": schema["declaration"]["version"],
        "privacy_version": schema["privacy"]["version"],
        "routing_unit": schema["routing"]["unit"],
        "routing_rules": json.dumps([builder.rule(n, rule) for n, rule in enumerate(schema["routing"]["rules"])]),
        "steps": json.dumps([builder.step(step) for step in schema["steps"]], ensure_ascii=False),
        "rehearsals": definition["rehearsals"],
        "from_bank": definition.get("bank") or [],
    }


def step_block(owner: str, step: dict[str, Any], texts: dict[str, str], ids: dict[str, str]) -> dict[str, Any]:
    """Give the raw block of one step in one language; ``owner`` and ``ids`` as for ``page_values``."""
    return _Builder(owner, texts, ids).step(step)


def condition_blocks(owner: str, path: str, condition: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Give the raw blocks of a condition that stands at ``path`` of something else than a form."""
    return _Builder(owner, {}, {})._condition(condition, path)


class _Builder:
    """Builds the raw stream values of one definition in one language."""

    def __init__(self, eservice: str, texts: dict[str, str], ids: dict[str, str]):
        self.eservice, self.texts, self.ids = eservice, texts, ids

    def _block(self, kind: str, path: str, value: Any) -> dict[str, Any]:
        made = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.eservice}/{path}"))
        return {"type": kind, "value": value, "id": self.ids.get(path, made)}

    def _text(self, name: str) -> str:
        return self.texts.get(name, "")

    def step(self, step: dict) -> dict[str, Any]:
        path = f"step.{step['key']}"
        value = {
            "key": step["key"],
            "title": self._text(f"{path}.title"),
            "intro": self._text(f"{path}.intro"),
            "when": self._condition(step.get("when"), path),
            "items": [self.item(item) for item in step["items"]],
            "checks": [self._check(check) for check in step.get("checks") or ()],
        }
        return self._block("step", path, value)

    def _check(self, check: dict) -> dict[str, Any]:
        path = f"check.{check['key']}"
        value = {name: check[name] for name in ("key", "at", "level")}
        return self._block(
            "check", path, value | {"text": self._text(path), "when": self._condition(check["when"], path)}
        )

    def item(self, item: dict) -> dict[str, Any]:
        key, path = item["key"], f"item.{item['key']}"
        value = {name: item[name] for name in (*PLAIN_VALUES, "min", "max") if name in item}
        value |= {part: self._text(f"{path}.{part}") for part in (*QUESTION_TEXTS, "body")}
        value |= item.get("rules", {}) | {"key": key, "when": self._condition(item.get("when"), path)}
        if "calc" in item:
            value |= {name: _term_values(item["calc"].get(name) or ()) for name in ("add", "divide_by")}
        if "options" in item:
            value["options"] = [self._option(key, option) for option in item["options"]]
        if "items" in item:
            value |= {"add": self._text(f"group.{key}.add"), "row": self._text(f"group.{key}.row")}
            value["items"] = [self.item(inner) for inner in item["items"]]
        return self._block(item["type"], path, value)

    def _option(self, key: str, option: dict) -> dict[str, Any]:
        path = f"option.{key}.{option['key']}"
        value = {
            "key": option["key"],
            "label": self._text(path),
            "hint": self._text(f"{path}.hint"),
            "when": self._condition(option.get("when"), path),
        }
        return self._block("item", path, value)

    def rule(self, n: int, rule: dict) -> dict[str, Any]:
        value = {"when": self._condition(rule["when"], f"rule.{n}"), "unit": rule["unit"], "urgent": rule["urgent"]}
        return self._block("rule", f"rule.{n}", value)

    def _condition(self, condition: dict | None, path: str) -> list[dict]:
        return [self._part(condition, f"{path}.when", 0)] if condition else []

    def _part(self, condition: dict, path: str, depth: int) -> dict[str, Any]:
        for kind in ("all", "any"):
            if kind in condition and depth < 2 and all(condition[kind]):
                parts = [self._part(part, f"{path}.{n}", depth + 1) for n, part in enumerate(condition[kind])]
                return self._block(kind, path, parts)
        test = _test_value(condition)
        if test:
            return self._block("test", path, test)
        return self._block("json", path, json.dumps(condition, ensure_ascii=False))


def _term_values(terms: Any) -> list[dict[str, Any]]:
    """Give the editor's rows for the terms of a calculation."""
    rows = []
    for term in terms:
        what = next(name for name in term if name != "times")
        value = {"answer": "", "number": None, "number" if what == "number" else "answer": term[what]}
        rows.append({"what": what, "times": term.get("times", 1), **value})
    return rows


def _test_value(condition: dict) -> dict[str, str] | None:
    """Give the editor's row for one test, or None where only JSON says it exactly."""
    if "answer" not in condition:
        return None
    how = next(name for name in condition if name != "answer")
    value = condition[how]
    if how == "empty":
        row = {"how": "empty" if value else "filled", "value": ""}
    elif isinstance(value, dict) and "answer" in value:
        row = {"how": next(name for name, same in OTHER_ANSWER.items() if same == how), "value": value["answer"]}
    elif isinstance(value, dict):
        row = {"how": how, "value": f"today{value['today']:+d}" if value["today"] else "today"}
    else:
        row = {"how": how, "value": ", ".join(value) if how == "one_of" else str(value)}
    same = {"answer": condition["answer"], **_comparison_of(row["how"], row["value"])} == condition
    return {"answer": condition["answer"], **row} if same else None
