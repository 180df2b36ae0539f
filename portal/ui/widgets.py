"""Form controls on the front-end kit; every one works without JavaScript.

A widget turns posted data into a plain value and draws its own controls. The label, hint, error and their
ARIA wiring around it come from ``{% kit_field %}`` (``portal.ui.fields``). Names follow the portal's doors:
a date is ``<key>-day``, ``-month``, ``-year``; a slot's file input, a personal code and the first line of an address are
``<key>`` itself.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CODE_KINDS = (
    ("lv", _("Latvian personal code")),
    ("foreign", _("Personal code of another country")),
    ("document", _("Number of a passport or another document")),
    ("birth_date", _("Only the date of birth")),
    ("none", _("No documents")),
    ("forgotten", _("I do not remember the code")),
)


class DateParts(NamedTuple):
    """A date as typed in three boxes; nothing is checked here."""

    day: str
    month: str
    year: str

    @classmethod
    def of(cls, value: object) -> "DateParts":
        """Read a date, an ISO text or parts; anything else gives three empty boxes."""
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            try:
                value = datetime.date.fromisoformat(value)
            except ValueError:
                return cls("", "", "")
        if isinstance(value, datetime.date):
            return cls(str(value.day), str(value.month), str(value.year))
        return cls("", "", "")

    def date(self) -> datetime.date:
        """Return the calendar day; raises ValueError for 31.02. and for anything but digits."""
        if not all(part.isascii() and part.isdigit() for part in self) or len(self.year) != 4:
            raise ValueError("not a date")
        return datetime.date(int(self.year), int(self.month), int(self.day))


class KitControl(forms.Widget):
    """A control of several inputs, drawn by its own kit template."""

    use_fieldset = True
    first_suffix = ""

    def id_for_label(self, id_: str) -> str:
        """Return the id of the first input: where an error link leads."""
        return f"{id_}{self.first_suffix}" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Say whether the inputs are marked as wrong."""
        context = super().get_context(name, value, attrs)
        context["widget"]["invalid"] = bool(context["widget"]["attrs"].get("aria-invalid"))
        return context

    def use_required_attribute(self, initial: object) -> bool:
        """No browser bubbles: errors are ours, in the page's language."""
        return False


def _typed(data: Mapping[str, Any], name: str) -> str:
    return str(data.get(name) or "").strip()


class DateInput(KitControl):
    """Day, month and year in three inputs. The value is DateParts, or None when all three are empty."""

    template_name = "kit/controls/date.html"
    first_suffix = "-day"
    parts = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))

    def __init__(self, attrs: dict[str, Any] | None = None, *, birth_date: bool = False) -> None:
        super().__init__(attrs)
        self.birth_date = birth_date

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DateParts | None:
        """Read what was typed, without spaces and trailing dots."""
        parts = DateParts(*(_typed(data, f"{name}-{part}").rstrip(".") for part, _label, _width in self.parts))
        return parts if any(parts) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Tell whether none of the three inputs was in the post."""
        return all(f"{name}-{part}" not in data for part, _label, _width in self.parts)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the three inputs."""
        context = super().get_context(name, value, attrs)
        typed = DateParts.of(value)
        prefix = "bday-" if self.birth_date else ""
        context["widget"]["parts"] = [
            {
                "suffix": part,
                "label": label,
                "width": width,
                "value": getattr(typed, part),
                "autocomplete": f"bday-{part}" if prefix else "off",
            }
            for part, label, width in self.parts
        ]
        return context


class PeriodInput(KitControl):
    """Two dates. The value is (DateParts or None, DateParts or None), or None when all six boxes are empty."""

    template_name = "kit/controls/period.html"
    first_suffix = "-from-day"

    def __init__(self, attrs: dict[str, Any] | None = None, *, open_end: bool = False) -> None:
        """With ``open_end`` the second date may be left empty, and the page says so."""
        super().__init__(attrs)
        self.ends = (
            (DateInput(), "from", pgettext_lazy("period", "From")),
            (DateInput(), "to", pgettext_lazy("period", "To")),
        )
        self.open_end = open_end

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[Any, Any] | None:
        """Read both days."""
        begins, ends = (end.value_from_datadict(data, files, f"{name}-{part}") for end, part, _label in self.ends)
        return (begins, ends) if begins or ends else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Tell whether none of the six boxes was in the post."""
        return all(end.value_omitted_from_data(data, files, f"{name}-{part}") for end, part, _label in self.ends)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the two dates; a stored period is a dict of ISO days."""
        context = super().get_context(name, value, attrs)
        days = (value.get("from"), value.get("to")) if isinstance(value, Mapping) else value or (None, None)
        wrong = {"aria-invalid": "true"} if context["widget"]["invalid"] else {}
        start = context["widget"]["attrs"].get("id", "")
        context["widget"]["ends"] = [
            {
                "label": label,
                "html": end.render(f"{name}-{part}", day, {"id": f"{start}-{part}", **wrong}),
                "hint": _("Leave empty if it still goes on.") if part == "to" and self.open_end else "",
            }
            for (end, part, label), day in zip(self.ends, days, strict=True)
        ]
        return context


class AddressInput(KitControl):
    """Street and house, town or parish, postcode. The value is a dict of three texts, or None when empty."""

    template_name = "kit/controls/address.html"
    parts = (
        ("line", _("Street, house and flat, or the name of the house"), "address-line1", "long"),
        ("city", _("Town, or parish and village"), "address-level2", "medium"),
        ("postcode", _("Postcode, for example LV-1234"), "postal-code", "short"),
    )

    def __init__(self, attrs: dict[str, Any] | None = None, *, own: bool = False) -> None:
        """With ``own`` the browser may offer the person's own address."""
        super().__init__(attrs)
        self.own = own

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str] | None:
        """Read the three lines."""
        value = {part[0]: _typed(data, self._name(name, part[0])) for part in self.parts}
        return value if any(value.values()) else None

    @staticmethod
    def _name(name: str, part: str) -> str:
        """Give the posted name of a part; the first line carries the question's own name."""
        return name if part == "line" else f"{name}-{part}"

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Tell whether none of the inputs was in the post."""
        return all(self._name(name, part[0]) not in data for part in self.parts)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the inputs."""
        context = super().get_context(name, value, attrs)
        value = value if isinstance(value, Mapping) else {"line": value or ""}
        context["widget"]["parts"] = [
            {
                "suffix": "" if suffix == "line" else f"-{suffix}",
                "label": label,
                "autocomplete": autocomplete if self.own else "off",
                "width": width,
                "value": value.get(suffix, ""),
            }
            for suffix, label, autocomplete, width in self.parts
        ]
        return context


class PersonalCodeInput(KitControl):
    """A Latvian personal code in one input, and the other ways to say who someone is folded below it.

    The value is ``{"kind", "value", "country", "issuer", "birth_date" (DateParts or None), "confirmed" (bool)}``,
    or None when nothing was given. Posting the code alone means kind ``lv``.
    Set ``ask_confirmation`` when a code with a failed check digit may still be right.
    """

    template_name = "kit/controls/personal_code.html"
    kinds = CODE_KINDS

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.ask_confirmation = False
        self._birth_date = DateInput(birth_date=True)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, Any] | None:
        """Read the kind chosen and the inputs that belong to it."""
        code, other = _typed(data, name), _typed(data, f"{name}-other")
        birth_date = self._birth_date.value_from_datadict(data, files, f"{name}-birth")
        kind = _typed(data, f"{name}-kind") or "lv"
        if kind == "lv" and not code:
            # The boxes below were filled in without choosing what they are: keep what was typed.
            kind = "document" if other else "birth_date" if birth_date else ""
        if not kind:
            return None
        return {
            "kind": kind,
            "value": {"lv": code, "foreign": other or code, "document": other or code}.get(kind, ""),
            "country": _typed(data, f"{name}-country"),
            "issuer": _typed(data, f"{name}-issuer"),
            "birth_date": birth_date,
            "confirmed": bool(data.get(f"{name}-confirmed")),
        }

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Tell whether the question was not in the post at all."""
        return name not in data and f"{name}-kind" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the kinds and the inputs below them."""
        context = super().get_context(name, value, attrs)
        value = value if isinstance(value, Mapping) else {"kind": "lv", "value": value or ""}
        kind = value.get("kind", "lv")
        context["widget"].update(
            {
                "kind": kind,
                "code": value.get("value", "") if kind == "lv" else "",
                "other": value.get("value", "") if kind in {"foreign", "document"} else "",
                "country": value.get("country") or "",
                "issuer": value.get("issuer") or "",
                "confirmed": bool(value.get("confirmed")),
                "ask_confirmation": self.ask_confirmation or bool(value.get("confirmed")),
                "kinds": [{"value": key, "label": label, "selected": key == kind} for key, label in self.kinds],
                "birth_date": self._birth_date.get_context(
                    f"{name}-birth", value.get("birth_date"), {"id": f"{context['widget']['attrs'].get('id')}-birth"}
                )["widget"],
            }
        )
        return context


class MoneyInput(forms.TextInput):
    """An amount in euro; typed text is kept as typed."""

    template_name = "kit/controls/money.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "spellcheck": "false", **(attrs or {})})


class LongText(forms.Textarea):
    """Several lines; ``max_length`` is said under the box and counted where JavaScript runs."""

    template_name = "kit/controls/long_text.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, max_length: int | None = None) -> None:
        super().__init__({"rows": 5, **(attrs or {})})
        self.limit = max_length

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the limit. It is not the browser's maxlength: that would cut a pasted text without a word."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].pop("maxlength", None)
        context["widget"]["limit"] = self.limit
        if self.limit:
            context["widget"]["attrs"]["data-limit"] = self.limit
            described = context["widget"]["attrs"].get("aria-describedby")
            limit_id = f"{context['widget']['attrs'].get('id', name)}-limit"
            context["widget"]["attrs"]["aria-describedby"] = f"{described} {limit_id}" if described else limit_id
        return context


class _WithOptionHints(forms.widgets.ChoiceWidget):
    """Choices with an optional line of explanation under each."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Sequence[Any] = (),
        *,
        option_hints: Mapping[str, str] | None = None,
        inline: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.option_hints = dict(option_hints or {})
        self.inline = inline

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the hint of this option."""
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.option_hints.get(str(value), "")
        return option

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Say whether the choices stand in one line."""
        context = super().get_context(name, value, attrs)
        context["widget"]["inline"] = self.inline
        return context

    def use_required_attribute(self, initial: object) -> bool:
        """No browser bubbles: errors are ours."""
        return False


class RadioButtons(_WithOptionHints, forms.RadioSelect):
    """One of several; give ``option_hints={value: text}`` and ``inline=True`` for yes and no."""

    template_name = "kit/controls/radios.html"


class Checkboxes(_WithOptionHints, forms.CheckboxSelectMultiple):
    """Any of several."""

    template_name = "kit/controls/checkboxes.html"


class Select(forms.Select):
    """One of a long list."""

    template_name = "kit/controls/select.html"

    def use_required_attribute(self, initial: object) -> bool:
        """No browser bubbles: errors are ours."""
        return False


class SingleCheckbox(forms.CheckboxInput):
    """One box whose label is the sentence one agrees to or declares."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, sentence: str = "") -> None:
        super().__init__(attrs)
        self.sentence = sentence

    def use_required_attribute(self, initial: object) -> bool:
        """No browser bubbles: errors are ours."""
        return False


class FilesInput(forms.ClearableFileInput):
    """The browser's own input for one or several files."""

    allow_multiple_selected = True


@dataclass(frozen=True)
class AttachedFile:
    """A file already kept for a slot: shown with a button that removes it."""

    id: str
    name: str
    size: int
    note: str = ""


@dataclass
class SlotFacts:
    """What a slot tells before a file is chosen; ``language`` of the words about it, where it is not the page's."""

    picture: str = ""
    issuer: str = ""
    help: str = ""
    language: str = ""
    max_files: int = 5
    max_bytes: int = 10 * 1024 * 1024
    later: bool = False
    attached: list[AttachedFile] = field(default_factory=list)


@dataclass(frozen=True)
class SlotInput:
    """What was posted for a slot: new files, "I will bring it later", and ids of files to remove."""

    files: tuple[UploadedFile, ...] = ()
    later: bool = False
    remove: tuple[str, ...] = ()


class FileSlot(KitControl):
    """A document slot: file input ``<key>`` (several files) and ``<key>-later``.

    Two buttons of the slot post the step without leaving it: ``attach`` (its value is the field's name) keeps the
    chosen files, ``<key>-remove`` (its value is the file's id) takes one away.

    The value read from a post is a SlotInput; the value drawn is ``{"later": bool}`` or a SlotInput.
    Files already kept come in ``facts.attached``, never from the post.
    """

    template_name = "kit/controls/file_slot.html"
    needs_multipart_form = True
    accept = ".pdf,.jpg,.jpeg,.png,.heic,.heif,.docx,.odt,.edoc,.asice"

    def __init__(self, attrs: dict[str, Any] | None = None, *, facts: SlotFacts | None = None) -> None:
        super().__init__(attrs)
        self.facts = facts or SlotFacts()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> SlotInput:
        """Read the files, the box and the buttons."""
        return SlotInput(
            files=tuple(_all(files, name)),
            later=bool(data.get(f"{name}-later")),
            remove=tuple(str(key) for key in _all(data, f"{name}-remove") if key),
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Tell whether nothing was posted for the slot."""
        return self.value_from_datadict(data, files, name) == SlotInput()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the facts and what is chosen."""
        context = super().get_context(name, value, attrs)
        later = value.get("later", False) if isinstance(value, Mapping) else getattr(value, "later", False)
        context["widget"].update(
            {
                "facts": self.facts,
                "later": bool(later),
                "accept": self.accept,
                "room": max(self.facts.max_files - len(self.facts.attached), 0),
            }
        )
        return context


def _all(source: Any, name: str) -> list[Any]:
    """Every value posted under a name, from a QueryDict, MultiValueDict or plain dict."""
    if hasattr(source, "getlist"):
        return list(source.getlist(name))
    value = (source or {}).get(name)
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]
