"""What a rehearsal expects and what came of it, in the words of the form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from eservices.definitions.compiling import compile_page
from eservices.definitions.plan import plan_of
from eservices.definitions.rehearsing import Played, played
from eservices.definitions.showing import FileShown, StepShown, show_answers, written_day
from portal.people.models import Unit

NONE = "–"


@dataclass(frozen=True)
class Expected:
    """One thing that was expected, and how it came out."""

    what: str
    wanted: str
    found: str

    @property
    def is_same(self) -> bool:
        """Say whether it came out as expected."""
        return self.wanted == self.found


class Rehearsal:
    """One rehearsal of a page's draft, played through."""

    def __init__(self, page: Any, number: int):
        definition = compile_page(page)
        self.given = definition["rehearsals"][number]
        self.texts = definition["texts"][page.locale.language_code]
        self.language = page.locale.language_code
        self.played: Played = played(plan_of(definition["schema"]), self.texts, self.given)

    @property
    def found(self) -> dict[str, Any]:
        """Give what came out, in the shape of what is expected."""
        return self.played.came_out(self.given["expect"])

    def answers(self) -> list[StepShown]:
        """List the answers as a resident would see them before sending."""
        files = {one: FileShown(one, name, 0) for one, name in self.played.files.items()}
        return show_answers(self.played.plan, self.texts, self.language, self.played.answers, files=files)

    def expected(self) -> list[Expected]:
        """List everything expected beside what came out, steps first."""
        wanted, found = dict(self._said(self.given["expect"])), dict(self._said(self.found))
        return [Expected(what, words, found.get(what, NONE)) for what, words in wanted.items()]

    def _said(self, expect: dict[str, Any]) -> Iterator[tuple[str, str]]:
        named = {
            "steps": (_("Steps"), lambda keys: self._labels("step.{}.title", keys)),
            "unit": (_("Goes to"), self._unit),
            "urgent": (_("Urgent"), lambda urgent: _("Yes") if urgent else _("No")),
            "missing": (_("Listed as missing"), lambda keys: self._labels("item.{}.label", sorted(keys))),
            "errors": (_("Wrong answers"), lambda errors: self._labels("item.{}.label", sorted(errors))),
            "shown": (_("Shown"), lambda keys: self._labels("item.{}.label", sorted(keys))),
            "not_shown": (_("Not shown"), lambda keys: self._labels("item.{}.label", sorted(keys))),
        }
        for what, (name, told) in named.items():
            if what in expect:
                yield name, told(expect[what])
        slots = {"required": _("Documents needed"), "warn": _("Documents that may be missing")}
        for kind, name in (slots | {"hidden": _("Documents not asked for")}).items():
            if kind in (expect.get("slots") or {}):
                yield name, self._labels("item.{}.label", sorted(expect["slots"][kind]))
        for registered, due in (expect.get("due_if_registered") or {}).items():
            yield _("Decided by, if registered on %(day)s") % {"day": written_day(registered)}, written_day(due)

    def _labels(self, name: str, keys: Any) -> str:
        return " · ".join(self.texts.get(name.format(key)) or key for key in keys) or NONE

    @staticmethod
    def _unit(code: str) -> str:
        unit = Unit.objects.filter(code=code, locale__language_code="lv").first()
        return unit.name if unit else code
