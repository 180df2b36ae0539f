"""Answers as a person reads them: labels and values in one language, frozen as plain data beside the answers.

Only what is visible is shown. What is asked but not given is shown too, marked missing, so that a reader sees the gap.
"""

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from eservices.definitions.evaluating import Evaluation, is_given
from eservices.definitions.fields import in_fours
from eservices.definitions.plan import COMPUTED
from eservices.definitions.versions import plan_for
from portal.ui import dates, money
from portal.ui.phones import written_phone


@dataclass(frozen=True)
class FileShown:
    """A file as it is shown: its own name, its size in bytes, and its SHA-256 where that is known."""

    id: str
    name: str
    size: int
    sha256: str = ""


@dataclass
class ItemShown:
    """One question with its answer in words. ``value`` is text; a group has ``rows`` instead, a slot ``files``."""

    key: str
    type: str
    label: str
    value: str = ""
    category: str = "other"
    role: str = ""
    whose: str = ""
    document: str = ""
    missing: str = ""
    files: list[FileShown] = field(default_factory=list)
    rows: list["RowShown"] = field(default_factory=list)


@dataclass
class RowShown:
    """One row of a group."""

    row_id: str
    title: str
    items: list[ItemShown]


@dataclass
class StepShown:
    """One step with what was asked in it."""

    key: str
    title: str
    items: list[ItemShown]

    def as_data(self) -> dict[str, Any]:
        """Give plain JSON-able data."""
        return asdict(self)


def show_answers(
    version: Any,
    texts: dict[str, str],
    language: str,
    answers: dict[str, Any],
    *,
    files: Mapping[str, FileShown] | None = None,
) -> list[StepShown]:
    """Put answers into words.

    ``texts`` and ``language`` come from ``versions.texts_for``; ``files`` names the attachments by id. A step that only
    tells something has no answers and is left out.
    """
    evaluation = Evaluation(plan_for(version), answers)
    with translation.override(language):
        teller = _Teller(evaluation, texts, language, files or {})
        shown = [teller.step(step) for step in evaluation.visible_steps()]
        return [step for step in shown if step.items]


def shown_as_data(steps: list[StepShown]) -> list[dict[str, Any]]:
    """Give what ``show_answers`` gave as plain JSON-able data."""
    return [step.as_data() for step in steps]


class _Teller:
    def __init__(self, evaluation: Evaluation, texts: dict[str, str], language: str, files: Mapping[str, FileShown]):
        self.evaluation, self.texts, self.language, self.files = evaluation, texts, language, files
        self.missing = {(one.key, one.row_id): one.kind for one in evaluation.missing()}

    def step(self, step: dict) -> StepShown:
        items = [item for item in self.evaluation.visible_items(step) if item["type"] != "info"]
        title = self.texts.get(f"step.{step['key']}.title", step["key"])
        return StepShown(step["key"], title, [self.item(item, self.evaluation.answers, None) for item in items])

    def item(self, item: dict, source: dict, row_id: str | None) -> ItemShown:
        key = item["key"]
        shown = ItemShown(
            key=key,
            type=item["type"],
            label=self.texts.get(f"item.{key}.label", key),
            category=item.get("category", "other"),
            role=item.get("role") or "",
            whose=item.get("whose", ""),
            document=item.get("document", ""),
            missing=self.missing.get((key, row_id), ""),
        )
        value = source.get(key)
        if item["type"] in COMPUTED:
            value = self.evaluation.calculated(item, source if row_id else None)
            shown.value = told_amount(item, value)
        elif item["type"] == "group":
            shown.rows = [self.row(item, n, row) for n, row in enumerate(value or (), start=1)]
        elif item["type"] == "slot":
            names = (value or {}).get("files") or ()
            shown.files = [self.files.get(str(one)) or FileShown(str(one), str(one), 0) for one in names]
            shown.value = _("Will be brought later") if (value or {}).get("later") and not names else ""
        elif is_given(item, value):
            shown.value = self.words(item, value)
        return shown

    def row(self, group: dict, n: int, row: dict) -> RowShown:
        items = [item for item in self.evaluation.row_items(group, row) if item["type"] != "info"]
        title = f"{self.texts.get('group.' + group['key'] + '.row', '')} {n}".strip()
        return RowShown(row["row_id"], title, [self.item(item, row, row["row_id"]) for item in items])

    def words(self, item: dict, value: Any) -> str:
        teller = getattr(self, f"_{item['type']}", None)
        return teller(item, value) if teller else str(value)

    def _option(self, item: dict, value: Any) -> str:
        return self.texts.get(f"option.{item['key']}.{value}", str(value))

    _radio = _select = _option

    def _choices(self, item: dict, value: list[str]) -> str:
        return "; ".join(self._option(item, one) for one in value)

    def _yes_no(self, item: dict, value: str) -> str:
        return _("Yes") if value == "yes" else _("No")

    def _date(self, item: dict, value: str) -> str:
        return written_day(value)

    def _money(self, item: dict, value: str) -> str:
        return told_amount({}, value)

    def _period(self, item: dict, value: dict[str, str]) -> str:
        if value.get("to"):
            return f"{written_day(value['from'])} – {written_day(value['to'])}"
        return _("from %(day)s") % {"day": written_day(value["from"])}

    def _iban(self, item: dict, value: str) -> str:
        return in_fours(value)

    def _phone(self, item: dict, value: str) -> str:
        return written_phone(value)

    def _number(self, item: dict, value: str) -> str:
        return value if self.language == "en" else value.replace(".", ",")

    def _address(self, item: dict, value: dict[str, str]) -> str:
        return ", ".join(value[part] for part in ("line", "city", "postcode") if value.get(part))

    def _declaration(self, item: dict, value: Any) -> str:
        return _("Confirmed")

    def _personal_code(self, item: dict, value: dict[str, Any]) -> str:
        kind, number = value.get("kind", "lv"), value.get("value", "")
        if kind == "lv":
            return number
        parts = [KIND_WORDS.get(kind, kind), number, value.get("country"), value.get("issuer")]
        if value.get("birth_date"):
            parts.append(_("born %(day)s") % {"day": written_day(value["birth_date"])})
        return ", ".join(str(part) for part in parts if part)


KIND_WORDS = {
    "foreign": translation.gettext_lazy("Personal code of another country"),
    "document": translation.gettext_lazy("Document"),
    "birth_date": translation.gettext_lazy("Only the date of birth"),
    "none": translation.gettext_lazy("No documents"),
    "forgotten": translation.gettext_lazy("Does not remember the code"),
}


def told_amount(item: dict, value: str | None) -> str:
    """Write a calculated line's value in the page's language: euro, or a plain number; empty where there is none."""
    language = translation.get_language() or "lv"
    try:
        number = Decimal(value or "")
    except InvalidOperation:
        return value or ""
    if item.get("shown_as", "money") == "money":
        return money.amount(number, "EUR", language, cents=True)
    text = f"{number.normalize():f}"
    return text if language == "en" else text.replace(".", ",")


def written_day(iso: str) -> str:
    """Write a stored day as "07.12.2026."; anything else is given back as it is."""
    try:
        return dates.short_date(datetime.date.fromisoformat(iso))
    except ValueError:
        return iso
