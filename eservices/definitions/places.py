"""Faults as an editor reads them: the tab, the step and the question, instead of a path into the definition."""

import re
from typing import Any

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from eservices.definitions.compiling import compile_page
from eservices.definitions.schema import Fault

_STEPS = re.compile(r"schema\.steps\[(\d+)\](?:\.items\[(\d+)\])?(?:\.items\[(\d+)\])?(?:\.checks\[(\d+)\])?[\w.\[\]]*")
_RULES = re.compile(r"schema\.routing\.rules\[(\d+)\]")
_TEXT = re.compile(r"(?:texts\.\w+\.)?(item|group|option|step|check)\.([\w-]+)(?:\.([\w-]+))?")
_FORM_TEXT = re.compile(r"texts\.\w+\.([\w-]+)")


def in_words(page: Any, faults: list[Fault]) -> list[str]:
    """Say each fault of a page with the place in the editor where it is mended."""
    places = Places(compile_page(page), page.locale.language_code)
    return [places.told(fault) for fault in faults]


class Places:
    """The places of one definition, named in one of its languages."""

    def __init__(self, definition: dict[str, Any], language: str):
        self.schema, self.texts = definition["schema"], definition["texts"].get(language, {})

    def told(self, fault: Fault) -> str:
        """Say the fault with its place."""
        place, message = self.parts(fault)
        return f"{place}: {message}" if place else message

    def parts(self, fault: Fault) -> tuple[str, str]:
        """Give the place of a fault and what it says."""
        message = _STEPS.sub(lambda found: self._of(found[0]), fault.message)
        return capfirst(self._of(fault.path)), message

    def subject(self, path: str) -> str:
        """Give what a path is about: "step.<key>", "item.<key>", "option.<key>.<option>", "check.<key>", or nothing."""
        asked, text = _STEPS.match(path), _TEXT.match(path)
        if asked:
            step = self.schema["steps"][int(asked[1])]
            if asked[4]:
                return f"check.{step['checks'][int(asked[4])]['key']}"
            if not asked[2]:
                return f"step.{step['key']}"
            item = step["items"][int(asked[2])]
            return f"item.{(item['items'][int(asked[3])] if asked[3] else item)['key']}"
        if text and text[1] == "option":
            return f"option.{text[2]}.{text[3]}"
        return f"{'item' if text[1] == 'group' else text[1]}.{text[2]}" if text else ""

    def named(self, subject: str) -> str:
        """Name a step, question, choice, check or rule shortly, as it is labelled."""
        kind, _dot, key = subject.partition(".")
        if kind == "rule":
            return _("rule %(number)s") % {"number": int(key) + 1}
        if kind == "step":
            return _("step “%(title)s”") % {"title": self.texts.get(f"step.{key}.title") or key}
        if kind == "option":
            question, _dot, option = key.partition(".")
            label = _quoted(self.texts.get(f"option.{key}") or option)
            return _("%(question)s, choice %(choice)s") % {"question": self.named(f"item.{question}"), "choice": label}
        if kind == "check":
            return _("check “%(text)s”") % {"text": self.texts.get(f"check.{key}") or key}
        body = Truncator(self.texts.get(f"item.{key}.body", "")).words(6)
        return _quoted(self.texts.get(f"item.{key}.label") or body or key)

    def _of(self, path: str) -> str:
        rule, text = _RULES.match(path), _FORM_TEXT.match(path)
        subject = self.subject(path)
        if subject:
            return self._place(subject)
        if rule:
            return _("%(tab)s, rule %(number)s") % {"tab": _quoted(_("Rules")), "number": int(rule[1]) + 1}
        if text:
            return _quoted(_("Rules") if text[1] in ("declaration", "privacy") else _("Start page"))
        if path.startswith("rehearsals"):
            return _quoted(_("Rehearsals"))
        return _quoted(_("Questions") if path in ("steps", "schema.steps") else _("Rules"))

    def _place(self, subject: str) -> str:
        kind, _dot, key = subject.partition(".")
        around = self._around(kind, key.partition(".")[0])
        return ", ".join((_quoted(_("Questions")), *(self.named(one) for one in around), self.named(subject)))

    def _around(self, kind: str, key: str) -> list[str]:
        """List the step, and the group, that something stands in."""
        for step in self.schema["steps"]:
            if kind == "check" and any(one["key"] == key for one in step.get("checks") or ()):
                return [f"step.{step['key']}"]
            for item in step["items"] if kind in ("item", "option") else ():
                if item["key"] == key:
                    return [f"step.{step['key']}"]
                if any(inner["key"] == key for inner in item.get("items") or ()):
                    return [f"step.{step['key']}", f"item.{item['key']}"]
        return []


def _quoted(name: str) -> str:
    return _("“%(name)s”") % {"name": name}
