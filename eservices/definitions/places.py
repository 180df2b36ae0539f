"""Faults as an editor reads them: the tab, the step and the question, instead of a path into the definition."""

import re
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from eservices.definitions.compiling import compile_page
from eservices.definitions.schema import Fault

_STEPS = re.compile(r"schema\.steps\[(\d+)\](?:\.items\[(\d+)\])?(?:\.items\[(\d+)\])?[\w.\[\]]*")
_RULES = re.compile(r"schema\.routing\.rules\[(\d+)\]")
_TEXT = re.compile(r"texts\.\w+\.(?:(item|group|option|step)\.)?([\w-]+)")


def in_words(page: Any, faults: list[Fault]) -> list[str]:
    """Say each fault of a page with the place in the editor where it is mended."""
    places = _Places(compile_page(page), page.locale.language_code)
    return [places.told(fault) for fault in faults]


class _Places:
    def __init__(self, definition: dict[str, Any], language: str):
        self.schema, self.texts = definition["schema"], definition["texts"].get(language, {})

    def told(self, fault: Fault) -> str:
        message = _STEPS.sub(lambda found: self._asked(found), fault.message)
        place = self._of(fault.path)
        return f"{capfirst(place)}: {message}" if place else message

    def _of(self, path: str) -> str:
        asked, rule, text = _STEPS.match(path), _RULES.match(path), _TEXT.match(path)
        if asked:
            return self._asked(asked)
        if rule:
            return _("%(tab)s, rule %(number)s") % {"tab": _quoted(_("Rules")), "number": int(rule[1]) + 1}
        if text:
            return self._text(text[1], text[2])
        if path.startswith("rehearsals"):
            return _quoted(_("Rehearsals"))
        return _quoted(_("Questions") if path == "steps" else _("Rules"))

    def _asked(self, found: re.Match[str]) -> str:
        step = self.schema["steps"][int(found[1])]
        item = step["items"][int(found[2])] if found[2] else None
        inner = item["items"][int(found[3])] if item and found[3] else None
        return self._place(step, *[one for one in (item, inner) if one])

    def _text(self, kind: str | None, key: str) -> str:
        if kind is None:
            return _quoted(_("Rules") if key in ("declaration", "privacy") else _("Start page"))
        for step in self.schema["steps"]:
            if kind == "step" and step["key"] == key:
                return self._place(step)
            for item in step["items"]:
                for asked in ((item,), *((item, inner) for inner in item.get("items") or ())):
                    if asked[-1]["key"] == key:
                        return self._place(step, *asked)
        return _quoted(_("Questions"))

    def _place(self, step: dict[str, Any], *items: dict[str, Any]) -> str:
        named = [_("step “%(title)s”") % {"title": self.texts.get(f"step.{step['key']}.title") or step["key"]}]
        for item in items:
            named.append(_quoted(self.texts.get(f"item.{item['key']}.label") or item["key"]))
        return ", ".join((_quoted(_("Questions")), *named))


def _quoted(name: str) -> str:
    return _("“%(name)s”") % {"name": name}
