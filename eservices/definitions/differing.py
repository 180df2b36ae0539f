"""What differs between two versions of a form, in sentences an editor reads."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from eservices.definitions.plan import Plan, plan_of
from eservices.definitions.wording import condition_in_words


def differences(old: tuple[dict, dict[str, str]], new: tuple[dict, dict[str, str]]) -> list[str]:
    """List what changed from one (schema, Latvian texts) to another, in the order of the form."""
    return list(_Difference(old, new).told())


class _Difference:
    def __init__(self, old: tuple[dict, dict[str, str]], new: tuple[dict, dict[str, str]]):
        (self.old_schema, self.old_texts), (self.new_schema, self.new_texts) = old, new
        self.old, self.new = plan_of(self.old_schema), plan_of(self.new_schema)

    def told(self) -> Iterator[str]:
        yield from self._settings()
        for key, step in self.new.steps.items():
            yield from self._step(key, step)
        for key in self.old.steps:
            if key not in self.new.steps:
                yield _("Step removed: “%(title)s”.") % {"title": self.old_texts.get(f"step.{key}.title", key)}
        for key in self.new.items:
            yield from self._item(key)
        for key in self.old.items:
            if key not in self.new.items:
                yield _("Question removed: “%(label)s”.") % {"label": _label(self.old_texts, key)}
        yield from self._order()

    def _step(self, key: str, step: dict) -> Iterator[str]:
        title = self.new_texts.get(f"step.{key}.title", key)
        if key not in self.old.steps:
            yield _("Step added: “%(title)s”.") % {"title": title}
            return
        yield from self._renamed(f"step.{key}.title", _("Step renamed: “%(old)s” → “%(new)s”."))
        if self._changed(f"step.{key}.intro"):
            yield _("Step “%(title)s”: the introduction was changed.") % {"title": title}
        yield from self._condition(_("Step “%(title)s”") % {"title": title}, self.old.steps[key], step)
        yield from self._checks(self.old.steps[key], step)

    def _checks(self, before: dict, after: dict) -> Iterator[str]:
        old = {one["key"]: one for one in before.get("checks") or ()}
        new = {one["key"]: one for one in after.get("checks") or ()}
        for key in [*new, *(key for key in old if key not in new)]:
            text = (self.new_texts if key in new else self.old_texts).get(f"check.{key}", key)
            if key not in old:
                yield _("Check added: “%(text)s”.") % {"text": text}
            elif key not in new:
                yield _("Check removed: “%(text)s”.") % {"text": text}
            elif old[key] != new[key] or self._changed(f"check.{key}"):
                yield _("Check changed: “%(text)s”.") % {"text": text}

    def _item(self, key: str) -> Iterator[str]:
        after, label = self.new.items[key], _label(self.new_texts, key)
        if key not in self.old.items:
            yield _("Question added: “%(label)s”.") % {"label": label}
            return
        before, named = self.old.items[key], _("“%(name)s”") % {"name": label}
        yield from self._renamed(f"item.{key}.label", _("Question renamed: “%(old)s” → “%(new)s”."))
        if self.old.step_of[key] != self.new.step_of[key]:
            title = self.new_texts.get(f"step.{self.new.step_of[key]}.title", self.new.step_of[key])
            yield _("%(question)s moved to the step “%(title)s”.") % {"question": named, "title": title}
        if before.get("requirement") != after.get("requirement"):
            yield _("%(question)s: %(requirement)s.") % {
                "question": named,
                "requirement": _requirements().get(after.get("requirement", ""), "–"),
            }
        yield from self._condition(named, before, after)
        yield from self._options(named, key)
        others = [*(f"item.{key}.{part}" for part in ("hint", "help", "example", "body"))]
        others += [f"group.{key}.{part}" for part in ("add", "row")]
        if any(self._changed(name) for name in others):
            yield _("%(question)s: the explanation was changed.") % {"question": named}
        told = ("key", "type", "when", "requirement", "options", "items")
        if {k: v for k, v in before.items() if k not in told} != {k: v for k, v in after.items() if k not in told}:
            yield _("%(question)s: its limits or settings were changed.") % {"question": named}

    def _options(self, named: str, key: str) -> Iterator[str]:
        old = {one["key"]: one for one in self.old.items[key].get("options") or ()}
        new = {one["key"]: one for one in self.new.items[key].get("options") or ()}
        for option in [*new, *(one for one in old if one not in new)]:
            path = f"option.{key}.{option}"
            if option not in old:
                message = _("%(question)s: choice added: “%(choice)s”.")
                yield message % {"question": named, "choice": self.new_texts.get(path, option)}
            elif option not in new:
                message = _("%(question)s: choice removed: “%(choice)s”.")
                yield message % {"question": named, "choice": self.old_texts.get(path, option)}
            else:
                renamed = _("%(question)s: choice renamed: “%(old)s” → “%(new)s”.")
                yield from self._renamed(path, renamed, question=named)
                choice = _("%(question)s, choice %(choice)s") % {
                    "question": named,
                    "choice": _("“%(name)s”") % {"name": self.new_texts.get(path, option)},
                }
                yield from self._condition(choice, old[option], new[option])

    def _condition(self, named: str, before: dict, after: dict) -> Iterator[str]:
        if before.get("when") == after.get("when"):
            return
        old = _said(before.get("when"), self.old, self.old_texts)
        new = _said(after.get("when"), self.new, self.new_texts)
        message = _("%(name)s: condition changed: %(old)s → %(new)s.")
        yield message % {"name": named, "old": old, "new": new}

    def _renamed(self, path: str, message: str, **names: str) -> Iterator[str]:
        if self._changed(path):
            yield message % {**names, "old": self.old_texts.get(path, ""), "new": self.new_texts.get(path, "")}

    def _changed(self, path: str) -> bool:
        return self.old_texts.get(path, "") != self.new_texts.get(path, "")

    def _order(self) -> Iterator[str]:
        kept_steps = [key for key in self.new.steps if key in self.old.steps]
        if kept_steps != [key for key in self.old.steps if key in self.new.steps]:
            yield _("The order of the steps was changed.")
        for key in kept_steps:
            old, new = ([item["key"] for item in plan.steps[key]["items"]] for plan in (self.old, self.new))
            if [one for one in new if one in old] != [one for one in old if one in new]:
                title = self.new_texts.get(f"step.{key}.title", key)
                yield _("Step “%(title)s”: the order of the questions was changed.") % {"title": title}

    def _settings(self) -> Iterator[str]:
        for path, name in _form_texts().items():
            if self._changed(path):
                yield _("Text changed: %(name)s.") % {"name": name}
        for name, words in _settings().items():
            if self.old_schema.get(name) != self.new_schema.get(name):
                yield _("Rule changed: %(name)s.") % {"name": words}


def _label(texts: dict[str, str], key: str) -> str:
    return texts.get(f"item.{key}.label") or texts.get(f"item.{key}.body", key)[:60]


def _said(condition: dict | None, plan: Plan, texts: dict[str, str]) -> str:
    if not condition:
        return _("always")
    return condition_in_words(condition, plan, texts, lambda key: _("“%(name)s”") % {"name": _label(texts, key)})


def _requirements() -> dict[str, str]:
    return {
        "required": _("now has to be answered"),
        "warn": _("may now be missing, and is then listed as missing"),
        "optional": _("may now be left out"),
    }


def _form_texts() -> dict[str, str]:
    return {
        "title": _("title"),
        "intro": _("introduction"),
        "for_whom": _("who this is for"),
        "signing": _("who has to sign"),
        "offline": _("how to apply without the internet"),
        "afterwards": _("what happens afterwards"),
        "declaration": _("declaration"),
        "privacy": _("privacy notice"),
    }


def _settings() -> dict[str, str]:
    return {
        "service": _("service"),
        "capacities": _("who may apply"),
        "clock": _("terms"),
        "routing": _("where it goes"),
        "journal": _("journal"),
        "retention_class": _("retention class"),
        "authenticity": _("needed before a decision"),
        "crisis": _("crisis help"),
        "violence": _("concerns violence"),
        "duty": _("duty phone and hours"),
        "draft_days": _("days a draft is kept"),
        "emailed_return_link": _("link to a draft may be sent by e-mail"),
        "cosign": _("every adult of the household confirms"),
        "supporter_links": _("supporters may add their own papers by a link of their own"),
        "minutes": _("minutes needed"),
        "declaration": _("version of the declaration"),
        "privacy": _("version of the privacy notice"),
    }
