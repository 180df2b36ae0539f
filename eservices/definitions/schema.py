"""The definition file: its published JSON Schema, its normal form, and every fault in it named at once with its path.

``eservice.schema.json`` beside this module says which shapes there are. What it cannot say (a condition that looks
forward, a key used twice, a text that is missing) is said here. Whether units and document types exist in this office
is asked by ``importing``.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from eservices.definitions.calculating import terms_of
from eservices.definitions.conditions import comparisons, other_answer
from eservices.definitions.plan import CHOICES, COMPUTED, UNANSWERED, option_keys

SCHEMA_FILE = Path(__file__).with_name("eservice.schema.json")
MOST_QUESTIONS = 500
DEEPEST = 60
RESERVED_KEYS = {"row_id", "asked", "add", "remove", "continue", "revision", "save", "language", "step"}
NEVER_IN_A_GROUP = ("group", "declaration")
ORDERED_TYPES = ("number", "money", "date", "period", "group", "choices", "calculated")
DAY_TYPES = ("date", "period")
NUMBER_TYPES = ("number", "money", "calculated")
WIDTH_TYPES = ("text", "number", "money", "email", "phone", "iban", "company_number")
ROLE_TYPES = {
    "personal_code": ("personal_code",),
    "birth_date": ("date",),
    "valid_until": ("date",),
    "phone": ("phone",),
    "email": ("email",),
    "address": ("address", "long_text"),
    "supporters": ("group",),
    "household": ("group",),
    "capacity": ("radio", "select"),
    "safe_contact": ("radio", "select"),
    "channel": ("radio", "select", "choices"),
    "may_receive": ("choices",),
    "urgent": ("yes_no",),
    "poor_status": ("yes_no", "radio"),
    "is_applicant": ("yes_no",),
}


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with a definition: where (``schema.steps[0].items[2].when``) and what, in words."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class DefinitionError(ValueError):
    """A definition cannot be used; carries every fault found."""

    def __init__(self, faults: list[Fault]):
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@lru_cache(maxsize=1)
def published_schema() -> dict[str, Any]:
    """Give the published JSON Schema; not to be changed."""
    return json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    return Draft202012Validator(published_schema())


def validate_definition(data: Any) -> list[Fault]:
    """List every fault of a definition file, sorted by path; an empty list means it can be compiled.

    Faults of shape hide the faults of meaning behind them, since a wrong shape cannot be walked.
    """
    faults = list(_beyond_measure(data)) or [_told(error) for error in _leaves(_validator().iter_errors(data))]
    if not faults:
        faults = [*_schema_faults(data["schema"]), *_text_faults(data), *_rehearsal_faults(data)]
    return sorted(set(faults))


def _beyond_measure(data: Any) -> Iterator[Fault]:
    """Refuse what nobody would fill in before it is looked at closely."""
    asked = [item for step in _listed(_named(data, "schema"), "steps") for item in _listed(step, "items")]
    count = sum(1 + len(_listed(item, "items")) for item in asked)
    if count > MOST_QUESTIONS:
        message = _("The form has %(count)s questions; at most %(most)s.")
        yield Fault("schema.steps", message % {"count": count, "most": MOST_QUESTIONS})
    if _is_deeper(data, DEEPEST):
        yield Fault("", _("The file is nested too deep."))


def _named(part: Any, name: str) -> Any:
    return part.get(name) if isinstance(part, dict) else None


def _listed(part: Any, name: str) -> list:
    found = _named(part, name)
    return found if isinstance(found, list) else []


def _is_deeper(data: Any, most: int) -> bool:
    level = [data]
    for _depth in range(most):
        inside = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        level = [part for one in inside for part in one]
    return bool(level)


def _leaves(errors: Any) -> Iterator[ValidationError]:
    """Open up the wrappers (anyOf, if/then) so that the innermost wrong thing is what is told."""
    for error in errors:
        inner = [one for one in error.context or () if one.validator != "type"] if error.validator == "anyOf" else []
        yield from (_leaves(inner) if inner else [error])


def _path(parts: Any) -> str:
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")


def _told(error: ValidationError) -> Fault:
    return Fault(_path(error.absolute_path), _TELLERS.get(str(error.validator), _told_stranger)(error))


def _told_missing(error: Any) -> str:
    # The library says one error for each absent name, and names it first.
    return _("“%(name)s” is missing.") % {"name": error.message.split("'")[1]}


def _told_unknown(error: Any) -> str:
    known = error.schema.get("properties", {})
    names = sorted(name for name in error.instance if name not in known)
    return _("Unknown: %(names)s. Known here: %(known)s.") % {
        "names": ", ".join(names),
        "known": ", ".join(sorted(known)),
    }


def _told_enum(error: Any) -> str:
    allowed = ", ".join(str(one) for one in error.validator_value)
    return _("“%(value)s” is not known. Allowed: %(allowed)s.") % {"value": error.instance, "allowed": allowed}


def _told_type(error: Any) -> str:
    wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    words = {
        "object": _("names with values in { }"),
        "array": _("a list in [ ]"),
        "string": _("text in quotation marks"),
        "integer": _("a whole number"),
        "number": _("a number"),
        "boolean": _("true or false"),
        "null": _("null"),
    }
    return _("This has to be: %(type)s.") % {"type": ", ".join(words[one] for one in wanted)}


def _told_stranger(error: ValidationError) -> str:
    return _("“%(value)s” cannot stand here.") % {"value": str(error.instance)[:60]}


def _told_const(error: ValidationError) -> str:
    return _("This has to be “%(value)s”.") % {"value": error.validator_value}


def _told_pattern(error: ValidationError) -> str:
    return _("“%(value)s” is not written as it must be here (pattern %(pattern)s).") % {
        "value": str(error.instance)[:60],
        "pattern": error.validator_value,
    }


def _told_limit(error: Any) -> str:
    limits = {
        "minLength": _("This must not be empty."),
        "minItems": _("Nothing stands here yet."),
        "maxLength": _("This is too long: at most %(n)s characters."),
        "maxItems": _("These are too many: at most %(n)s."),
        "minimum": _("This has to be at least %(n)s."),
        "maximum": _("This may be at most %(n)s."),
    }
    return limits[error.validator] % {"n": error.validator_value}


_TELLERS = {
    **dict.fromkeys(("minLength", "minItems", "maxLength", "maxItems", "minimum", "maximum"), _told_limit),
    "required": _told_missing,
    "additionalProperties": _told_unknown,
    "enum": _told_enum,
    "type": _told_type,
    "const": _told_const,
    "pattern": _told_pattern,
    "uniqueItems": lambda error: _("The same stands here twice."),
    "minProperties": lambda error: _("Nothing stands here yet."),
    "maxProperties": lambda error: _("These are too many: at most %(n)s.") % {"n": error.validator_value},
}


# What the shape cannot say.


@dataclass
class _Seen:
    """What a condition may look back at: the items asked so far."""

    items: dict[str, dict]
    later: set[str]
    inner: set[str]

    def extended(self, items: dict[str, dict]) -> "_Seen":
        return _Seen(self.items | items, self.later, self.inner - set(items))


def _all_items(schema: dict) -> Iterator[tuple[str, dict, str | None]]:
    """Yield (path, item, group key) for every item, inner ones after their group."""
    for s, step in enumerate(schema["steps"]):
        for i, item in enumerate(step["items"]):
            path = f"schema.steps[{s}].items[{i}]"
            yield path, item, None
            for n, inner in enumerate(item.get("items") or ()):
                yield f"{path}.items[{n}]", inner, item["key"]


def _schema_faults(schema: dict) -> Iterator[Fault]:
    yield from _key_faults(schema)
    yield from _condition_faults(schema)
    for path, item, group in _all_items(schema):
        yield from _item_faults(path, item, group, schema)
    yield from _household_faults(schema)
    if schema.get("crisis") and not schema.get("duty"):
        yield Fault("schema.duty", _("A crisis form needs a duty phone and its hours."))


def _household_faults(schema: dict) -> Iterator[Fault]:
    """Who confirms, and who may add papers, has to be asked for by name."""
    inner = {item.get("role"): group for _path, item, group in _all_items(schema) if group}
    for setting, role in (("cosign", "member"), ("supporter_links", "supporter")):
        if schema.get(setting) and f"{role}.first_name" not in inner:
            message = _("This needs a group in which a question has the role “%(role)s”.")
            yield Fault(f"schema.{setting}", message % {"role": f"{role}.first_name"})


def _key_faults(schema: dict) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for s, step in enumerate(schema["steps"]):
        path = f"schema.steps[{s}].key"
        earlier = first.setdefault(f"step {step['key']}", path)
        if earlier != path:
            yield _used_twice(path, step["key"], earlier)
        for c, check in enumerate(step.get("checks") or ()):
            path = f"schema.steps[{s}].checks[{c}].key"
            earlier = first.setdefault(f"check {check['key']}", path)
            if earlier != path:
                yield _used_twice(path, check["key"], earlier)
    for item_path, item, _group in _all_items(schema):
        path = f"{item_path}.key"
        earlier = first.setdefault(item["key"], path)
        if earlier != path:
            yield _used_twice(path, item["key"], earlier)
        if item["key"] in RESERVED_KEYS:
            yield Fault(path, _("The key “%(key)s” is used by the portal itself.") % {"key": item["key"]})


def _used_twice(path: str, key: str, earlier: str) -> Fault:
    return Fault(path, _("The key “%(key)s” is already used at %(path)s.") % {"key": key, "path": earlier})


def _condition_faults(schema: dict) -> Iterator[Fault]:
    everything = {item["key"]: group for _path, item, group in _all_items(schema)}
    seen = _Seen({}, set(everything), {key for key, group in everything.items() if group})
    for s, step in enumerate(schema["steps"]):
        path = f"schema.steps[{s}]"
        yield from _faults_of(step.get("when"), f"{path}.when", seen)
        for i, item in enumerate(step["items"]):
            yield from _item_condition_faults(f"{path}.items[{i}]", item, seen)
            seen.items[item["key"]] = item
        yield from _check_faults(path, step, seen)
    for r, rule in enumerate(schema["routing"].get("rules") or ()):
        path = f"schema.routing.rules[{r}]"
        yield from _faults_of(rule["when"], f"{path}.when", seen)
        if not rule.get("unit") and not rule.get("urgent"):
            yield Fault(path, _("A routing rule has to name a unit or say urgent."))


def _check_faults(path: str, step: dict, seen: _Seen) -> Iterator[Fault]:
    """A check looks at what has been asked by the end of its step and speaks up at a question of its step."""
    here: dict[str, dict[str, dict]] = {}
    for item in step["items"]:
        here[item["key"]] = {}
        for inner in item.get("items") or ():
            here[inner["key"]] = {one["key"]: one for one in item["items"]}
    for c, check in enumerate(step.get("checks") or ()):
        where = f"{path}.checks[{c}]"
        if check["at"] not in here:
            yield Fault(f"{where}.at", _("The step has no question “%(key)s”.") % {"key": check["at"]})
            continue
        if not check["when"]:
            yield Fault(f"{where}.when", _("A check needs a condition."))
        yield from _faults_of(check["when"], f"{where}.when", seen.extended(here[check["at"]]))


def _item_condition_faults(path: str, item: dict, seen: _Seen) -> Iterator[Fault]:
    yield from _faults_of(item.get("when"), f"{path}.when", seen)
    for o, option in enumerate(item.get("options") or ()):
        yield from _faults_of(option.get("when"), f"{path}.options[{o}].when", seen)
    yield from _calc_faults(path, item, seen)
    yield from _age_day_faults(path, item, seen)
    row: dict[str, dict] = {}
    for n, inner in enumerate(item.get("items") or ()):
        yield from _item_condition_faults(f"{path}.items[{n}]", inner, seen.extended(row))
        row[inner["key"]] = inner


def _calc_faults(path: str, item: dict, seen: _Seen) -> Iterator[Fault]:
    """A calculation looks back, at numbers; over rows, at a group asked before it."""
    for term in terms_of(item["calc"]) if "calc" in item else ():
        kinds = [name for name in ("answer", "rows", "count", "number") if name in term]
        if len(kinds) != 1:
            message = _("A term names one of: answer, rows, count, number.")
            yield Fault(f"{path}.calc", message)
            continue
        key, kind = term[kinds[0]], kinds[0]
        if kind == "number":
            continue
        if kind == "rows":
            inner = {one["key"]: one for group in seen.items.values() for one in group.get("items") or ()}
            fault = _not_a(inner.get(key), NUMBER_TYPES, key, seen)
        else:
            fault = _not_a(seen.items.get(key), ("group",) if kind == "count" else NUMBER_TYPES, key, seen)
        if fault:
            yield Fault(f"{path}.calc", fault)


def _not_a(item: dict | None, types: tuple[str, ...], key: str, seen: _Seen) -> str | None:
    if item is None:
        return _unseen(key, seen)
    if item["type"] in types:
        return None
    return _("“%(key)s” is %(type)s; needed here: %(types)s.") % {
        "key": key,
        "type": item["type"],
        "types": ", ".join(types),
    }


def _age_day_faults(path: str, item: dict, seen: _Seen) -> Iterator[Fault]:
    key = (item.get("rules") or {}).get("age_on")
    fault = _not_a(seen.items.get(key), ("date",), key, seen) if key else None
    if fault:
        yield Fault(f"{path}.rules.age_on", fault)


def _faults_of(condition: dict | None, path: str, seen: _Seen) -> Iterator[Fault]:
    for test in comparisons(condition):
        message = _test_fault(test, seen)
        if message:
            yield Fault(path, message)


def _test_fault(test: dict, seen: _Seen) -> str | None:
    key = test["answer"]
    item = seen.items.get(key)
    if item is None:
        return _unseen(key, seen)
    if item["type"] in UNANSWERED:
        return _("“%(key)s” is information and has no answer.") % {"key": key}
    if ("more_than" in test or "less_than" in test) and item["type"] not in ORDERED_TYPES:
        return _("“%(key)s” has no order: more than and less than cannot be asked of it.") % {"key": key}
    if ("age_from" in test or "age_under" in test) and item["type"] != "date":
        return _("“%(key)s” is no date of birth: an age cannot be asked of it.") % {"key": key}
    other = other_answer(test)
    if other:
        return _other_fault(item, other, seen)
    offered = option_keys(item)
    wanted = test.get("one_of") or [test[how] for how in ("is", "is_not") if isinstance(test.get(how), str)]
    unknown = [one for one in wanted if offered and one not in offered]
    if unknown:
        return _("“%(key)s” has no choice “%(option)s”. It has: %(offered)s.") % {
            "key": key,
            "option": ", ".join(unknown),
            "offered": ", ".join(offered),
        }
    return None


def _other_fault(item: dict, key: str, seen: _Seen) -> str | None:
    """Two answers are compared only where they are of one kind: two numbers, two days, two texts."""
    other = seen.items.get(key)
    if other is None:
        return _unseen(key, seen)
    for kind in (DAY_TYPES, (*NUMBER_TYPES, "group")):
        if (item["type"] in kind) is not (other["type"] in kind):
            return _("“%(one)s” and “%(other)s” are of different kinds and cannot be compared.") % {
                "one": item["key"],
                "other": key,
            }
    return None


def _unseen(key: str, seen: _Seen) -> str:
    if key in seen.inner:
        return _("“%(key)s” is asked in every row of a group; only that row can look at it.") % {"key": key}
    if key in seen.later:
        return _("“%(key)s” is asked later; a condition may only look back.") % {"key": key}
    return _("No question has the key “%(key)s”.") % {"key": key}


def _item_faults(path: str, item: dict, group: str | None, schema: dict) -> Iterator[Fault]:
    if group and item["type"] in NEVER_IN_A_GROUP:
        yield Fault(path, _("A group cannot hold another group or a declaration."))
    keys = [option["key"] for option in item.get("options") or ()]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Fault(f"{path}.options", _("The choice “%(key)s” stands here twice.") % {"key": key})
    if item.get("options") and item["type"] not in CHOICES:
        yield Fault(f"{path}.options", _("Only radio, select and choices have options."))
    yield from _limit_faults(path, item)
    yield from _role_faults(path, item, group, schema)


def _limit_faults(path: str, item: dict) -> Iterator[Fault]:
    for limits, where in ((item, path), (item.get("rules") or {}, f"{path}.rules")):
        low, high = limits.get("min"), limits.get("max")
        if low is not None and high is not None and low > high:
            yield Fault(where, _("The least (%(low)s) is more than the most (%(high)s).") % {"low": low, "high": high})
    rules = item.get("rules") or {}
    for least, most in (("min_length", "max_length"), ("earliest", "latest"), ("age_min", "age_max")):
        low, high = rules.get(least), rules.get(most)
        if low is not None and high is not None and low > high:
            message = _("The least (%(low)s) is more than the most (%(high)s).") % {"low": low, "high": high}
            yield Fault(f"{path}.rules.{least}", message)
    if rules.get("past") and rules.get("future"):
        yield Fault(f"{path}.rules", _("A date cannot have to be both past and future."))


def _role_faults(path: str, item: dict, group: str | None, schema: dict) -> Iterator[Fault]:
    role = item.get("role")
    if not role:
        return
    owners = {one.get("role"): one["key"] for _path, one, _group in _all_items(schema) if one["type"] == "group"}
    if role.startswith("supporter.") and (group is None or group != owners.get("supporters")):
        yield Fault(f"{path}.role", _("The role “%(role)s” belongs inside the group of supporters.") % {"role": role})
    if role.startswith("member.") and (group is None or group != owners.get("household")):
        yield Fault(
            f"{path}.role", _("The role “%(role)s” belongs inside the group of the household.") % {"role": role}
        )
    types = role_types(role)
    if types and item["type"] not in types:
        yield Fault(
            f"{path}.role",
            _("The role “%(role)s” needs the type %(types)s.") % {"role": role, "types": ", ".join(types)},
        )
    allowed = {"capacity": schema.get("capacities") or ["self"], "safe_contact": ["yes", "careful", "no"]}.get(role)
    unknown = [key for key in option_keys(item) if allowed and key not in allowed]
    if unknown:
        yield Fault(
            f"{path}.options",
            _("“%(keys)s” is not offered for the role “%(role)s”. Allowed: %(allowed)s.")
            % {"keys": ", ".join(unknown), "role": role, "allowed": ", ".join(allowed or ())},
        )


FORM_TEXTS = ("title", "declaration", "privacy")
OPTIONAL_FORM_TEXTS = ("intro", "for_whom", "signing", "offline", "afterwards")


def text_keys(schema: dict) -> tuple[set[str], set[str]]:
    """Name the texts a schema needs in a language, and those it may have besides."""
    needed, allowed = set(FORM_TEXTS), set(OPTIONAL_FORM_TEXTS)
    for step in schema["steps"]:
        needed.add(f"step.{step['key']}.title")
        needed |= {f"check.{check['key']}" for check in step.get("checks") or ()}
        allowed.add(f"step.{step['key']}.intro")
    for _path, item, _group in _all_items(schema):
        key = item["key"]
        extra = {f"item.{key}.{part}" for part in ("label", "hint", "help", "example")}
        needed.add(f"item.{key}.body" if item["type"] == "info" else f"item.{key}.label")
        allowed |= extra
        if item["type"] == "group":
            needed |= {f"group.{key}.add", f"group.{key}.row"}
        for option in item.get("options") or ():
            needed.add(f"option.{key}.{option['key']}")
            allowed.add(f"option.{key}.{option['key']}.hint")
    return needed, allowed - needed


def missing_texts(schema: dict, texts: dict[str, str]) -> list[str]:
    """Name the texts a language still lacks; only a language that lacks none is offered."""
    return sorted(key for key in text_keys(schema)[0] if not texts.get(key, "").strip())


def _text_faults(data: dict) -> Iterator[Fault]:
    """Latvian must be whole; another language may lack texts (it is then not offered) but never have unknown ones."""
    needed, allowed = text_keys(data["schema"])
    for locale, texts in data["texts"].items():
        for key in sorted(set(texts) - needed - allowed):
            yield Fault(f"texts.{locale}.{key}", _("There is nothing in the form that this text belongs to."))
    for key in missing_texts(data["schema"], data["texts"]["lv"]):
        yield Fault(f"texts.lv.{key}", _("This text is missing."))


def _rehearsal_faults(data: dict) -> Iterator[Fault]:
    steps = {step["key"] for step in data["schema"]["steps"]}
    items = {item["key"]: (item, group) for _path, item, group in _all_items(data["schema"])}
    slots = {key for key, (item, _group) in items.items() if item["type"] == "slot"}
    choices = {f"{key}.{one['key']}" for key, (item, _group) in items.items() for one in item.get("options") or ()}
    checks = {f"check.{one['key']}" for step in data["schema"]["steps"] for one in step.get("checks") or ()}
    for n, rehearsal in enumerate(data.get("rehearsals") or ()):
        path = f"rehearsals[{n}]"
        outer = {key for key, (_item, group) in items.items() if not group}
        expect = rehearsal["expect"]
        yield from _strangers(f"{path}.answers", rehearsal["answers"], outer)
        yield from _strangers(f"{path}.expect.steps", expect.get("steps") or (), steps)
        yield from _strangers(f"{path}.expect.missing", expect.get("missing") or (), set(items))
        for kind in ("shown", "not_shown"):
            yield from _strangers(f"{path}.expect.{kind}", expect.get(kind) or (), set(items) | choices | checks)
        for kind, keys in (expect.get("slots") or {}).items():
            yield from _strangers(f"{path}.expect.slots.{kind}", keys, slots)
        for registered, due in (expect.get("due_if_registered") or {}).items():
            yield from _day_faults(f"{path}.expect.due_if_registered", registered, due)


def _strangers(path: str, given: Any, known: set[str]) -> Iterator[Fault]:
    for key in given:
        if key not in known:
            yield Fault(path, _("There is no “%(key)s” in the form.") % {"key": key})


def _day_faults(path: str, *days: str) -> Iterator[Fault]:
    for day in days:
        try:
            date.fromisoformat(day)
        except ValueError:
            yield Fault(path, _("There is no such day: %(day)s.") % {"day": day})


# The one way to write a definition down.


def normal_form(data: dict) -> dict:
    """Write a valid definition in its one normal form: defaults filled in, empty things left out, order kept."""
    schema = data["schema"]
    routing = schema["routing"]
    return {
        "format": "durvis-eservice",
        "version": 1,
        "schema": {
            "eservice": schema["eservice"],
            "service": {"code": schema["service"]["code"], "name": schema["service"]["name"]},
            "minutes": schema.get("minutes", 15),
            "crisis": schema.get("crisis", False),
            "violence": schema.get("violence", False),
            "draft_days": schema.get("draft_days", 30),
            "emailed_return_link": schema.get("emailed_return_link", True),
            "capacities": _in_order(schema.get("capacities") or ["self"]),
            "clock": {key: schema["clock"][key] for key in ("start", "decide", "notify")}
            | {"pause": schema["clock"].get("pause", False)},
            "journal": schema["journal"],
            "retention_class": schema["retention_class"],
            "authenticity": schema["authenticity"],
            "routing": {"unit": routing["unit"], "rules": [_normal_rule(one) for one in routing.get("rules") or ()]},
            "duty": schema.get("duty"),
            **{name: True for name in ("cosign", "supporter_links") if schema.get(name)},
            "declaration": {"version": schema["declaration"]["version"]},
            "privacy": {"version": schema["privacy"]["version"]},
            "steps": [normal_step(step) for step in schema["steps"]],
        },
        "texts": {locale: dict(sorted(normal_texts(texts).items())) for locale, texts in sorted(data["texts"].items())},
        "rehearsals": data.get("rehearsals") or [],
        **({"bank": data["bank"]} if data.get("bank") else {}),
    }


def normal_texts(texts: dict[str, str]) -> dict[str, str]:
    """Leave empty texts out; a browser ends lines otherwise than a file, which changes no words."""
    return {key: text.replace("\r\n", "\n") for key, text in texts.items() if text.strip()}


CAPACITIES = (
    "self",
    "self_helped",
    "parent",
    "guardian",
    "trustee",
    "authorised",
    "advocate",
    "institution",
    "orphans_court",
)


def _in_order(capacities: list[str]) -> list[str]:
    return [one for one in CAPACITIES if one in capacities]


def _normal_rule(rule: dict) -> dict:
    return {"when": rule["when"], "unit": rule.get("unit"), "urgent": rule.get("urgent", False)}


def normal_step(step: dict) -> dict:
    """Write one step in its normal form."""
    normal = {"key": step["key"], **_when(step), "items": [_normal_item(item) for item in step["items"]]}
    checks = [
        {"key": one["key"], "when": one["when"], "at": one["at"], "level": one.get("level", "error")}
        for one in step.get("checks") or ()
    ]
    return normal | ({"checks": checks} if checks else {})


def _when(part: dict) -> dict:
    return {"when": part["when"]} if part.get("when") else {}


def _normal_item(item: dict) -> dict:
    kind = item["type"]
    normal = {"key": item["key"], "type": kind, **_when(item)}
    if kind == "info":
        return normal
    if kind in COMPUTED:
        return normal | {
            "category": item.get("category", "other"),
            "calc": {name: item["calc"][name] for name in ("add", "divide_by") if item["calc"].get(name)},
            "shown_as": item.get("shown_as", "money"),
        }
    if kind != "declaration":
        normal["requirement"] = item.get(
            "requirement", "optional" if kind == "group" and not item.get("min") else "required"
        )
        normal["category"] = item.get("category", "other")
    if item.get("role"):
        normal["role"] = item["role"]
    if kind in CHOICES:
        normal["options"] = [{"key": one["key"], **_when(one)} for one in item["options"]]
    rules = {name: value for name, value in (item.get("rules") or {}).items() if value not in (None, False)}
    if rules:
        normal["rules"] = rules
    return normal | _normal_extras(kind, item)


def _normal_extras(kind: str, item: dict) -> dict[str, Any]:
    if kind == "slot":
        return {
            "document": item["document"],
            "whose": item.get("whose", "client"),
            "later": item.get("later", True),
            "max_files": item.get("max_files", 5),
        }
    if kind == "group":
        return {
            "min": item.get("min", 0),
            "max": item.get("max", 10),
            "items": [_normal_item(inner) for inner in item["items"]],
        }
    return {"width": item.get("width", "medium")} if kind in WIDTH_TYPES else {}


def key_tree(schema: dict) -> list:
    """Give what a translation must not change: every step, item, type and option key, in order."""
    return [
        (step["key"], [_branch(item) for item in step["items"]], [one["key"] for one in step.get("checks") or ()])
        for step in schema["steps"]
    ]


def _branch(item: dict) -> tuple:
    options = [option["key"] for option in item.get("options") or ()]
    return item["key"], item["type"], options, [_branch(inner) for inner in item.get("items") or ()]


def key_types(schema: dict) -> dict[str, str]:
    """Give the type of every item key, groups' inner items included."""
    return {item["key"]: item["type"] for _path, item, _group in _all_items(schema)}


def roles() -> list[str]:
    """List the semantic roles a question may carry, as the published JSON Schema does."""
    return published_schema()["$defs"]["item"]["properties"]["role"]["anyOf"][1]["enum"]


def role_types(role: str) -> tuple[str, ...] | None:
    """Give the types of question a role can be carried by; None where any may."""
    return ROLE_TYPES.get(role) or ROLE_TYPES.get(role.rpartition(".")[2])


def condition_faults(condition: Any) -> list[str]:
    """Say what is wrong with the shape of one condition standing alone."""
    alone = {"$ref": "#/$defs/condition", "$defs": published_schema()["$defs"]}
    return [_told(error).message for error in _leaves(Draft202012Validator(alone).iter_errors(condition))]
