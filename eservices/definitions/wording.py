"""Conditions in words, for paper and for editors: "2.1 ir „Jā” un 2.3 nav aizpildīts".

Each question is named by what the caller gives: its number on paper, its label in the editor.
"""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from eservices.definitions.plan import Plan
from eservices.definitions.showing import written_day

Namer = Callable[[str], str]


def condition_in_words(condition: dict, plan: Plan, texts: dict[str, str], named: Namer) -> str:
    """Say a condition in the page's language; ``named(key)`` gives the name of a question."""
    for kind, joined in (("all", pgettext("condition", "and")), ("any", pgettext("condition", "or"))):
        if kind in condition:
            parts = [_nested(part, plan, texts, named, kind) for part in condition[kind]]
            return f" {joined} ".join(parts)
    return _Test(plan, texts, named).told(condition)


def _nested(part: dict, plan: Plan, texts: dict[str, str], named: Namer, outer: str) -> str:
    """Put brackets round an all within an any and the other way round, where they change the meaning."""
    words = condition_in_words(part, plan, texts, named)
    inner = next((kind for kind in ("all", "any") if len(part.get(kind) or ()) > 1), outer)
    return words if inner == outer else f"({words})"


class _Test:
    """One test, put into words."""

    def __init__(self, plan: Plan, texts: dict[str, str], named: Namer):
        self.plan, self.texts, self.named = plan, texts, named

    def told(self, test: dict) -> str:
        key = test["answer"]
        how = next(name for name in test if name != "answer")
        kind = self.plan.items[key]["type"]
        if how == "empty" and kind == "group":
            sentence = _("%(name)s has no entries") if test[how] else _("%(name)s has an entry")
        elif how == "empty":
            sentence = _("%(name)s is not filled in") if test[how] else _("%(name)s is filled in")
        else:
            sentence = self._sentences(kind)[how]
        return sentence % {"name": self.named(key), "value": self._value(key, test[how])}

    def _sentences(self, kind: str) -> dict[str, str]:
        days = kind in ("date", "period")
        return {
            "is": _("%(name)s is %(value)s"),
            "is_not": _("%(name)s is not %(value)s"),
            "one_of": _("%(name)s is %(value)s"),
            "more_than": _("%(name)s is after %(value)s") if days else _("%(name)s is more than %(value)s"),
            "less_than": _("%(name)s is before %(value)s") if days else _("%(name)s is less than %(value)s"),
            "age_from": _("%(name)s: the person is %(value)s years old or older"),
            "age_under": _("%(name)s: the person is younger than %(value)s years"),
        }

    def _value(self, key: str, value: Any) -> str:
        if isinstance(value, list):
            return f" {pgettext('condition', 'or')} ".join(self._value(key, one) for one in value)
        if isinstance(value, dict):
            return self.named(value["answer"]) if "answer" in value else self._day(value["today"])
        if isinstance(value, str):
            return self._chosen(key, value)
        return _plain_number(value)

    @staticmethod
    def _day(days: int) -> str:
        if not days:
            return _("today")
        n = abs(days)
        if days > 0:
            return ngettext("%(n)s day from today", "%(n)s days from today", n) % {"n": n}
        return ngettext("%(n)s day ago", "%(n)s days ago", n) % {"n": n}

    def _chosen(self, key: str, value: str) -> str:
        fixed = {
            "yes": _("Yes"),
            "no": _("No"),
            "attached": _("a file is added"),
            "later": _("will be brought later"),
            "lv": _("Latvian personal code"),
        }
        if self.plan.items[key]["type"] in ("date", "period"):
            return written_day(value)
        words = self.texts.get(f"option.{key}.{value}") or fixed.get(value, value)
        return _("“%(words)s”") % {"words": words}


def _plain_number(value: Any) -> str:
    try:
        text = f"{Decimal(str(value)):f}"
    except InvalidOperation:
        return str(value)
    return text if get_language() == "en" else text.replace(".", ",")
