"""One step as a Django form: built from a frozen version, drawn on the front-end kit, checked by the one evaluator.

``build_step_form`` gives an unbound form for a GET and a bound one for a POST. Drawing it (``{{ form }}``) gives every
question of the step, groups and slots included, without the surrounding ``<form>``. After a POST:

* ``is_valid()`` says that the step is answered and the resident may go on. It is false after a button other than
  "continue" (``form.act``) and when a question or information has just appeared (``form.appeared``), without any error.
* ``merged()`` gives all answers of the draft with this step's put in, valid or not: what could not be read keeps its
  earlier value. Storing it after every POST loses nothing, files included.
* ``typed`` is what was typed, to be given back as ``typed=`` when the step is shown again without having been valid.

Field names end with the question's key; inside a group with ``<group>-<n>-<key>``. Everything works without JavaScript.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eservices.catalogue.models import DocumentType
from eservices.catalogue.texts import texts_in
from eservices.definitions.conditions import age_on, answers_in
from eservices.definitions.evaluating import NOTHING, Evaluation, is_given
from eservices.definitions.fields import (
    MESSAGES,
    SIMPLE_FIELDS,
    AnswerField,
    ChoiceField,
    ChoicesField,
    DeclarationField,
    SlotField,
    wrong,
)
from eservices.definitions.pictures import example_picture
from eservices.definitions.plan import COMPUTED, UNANSWERED, Plan
from eservices.definitions.rows import Act, PostedRows, group_act, new_row_id, rearrange
from eservices.definitions.showing import told_amount
from eservices.definitions.versions import plan_for
from portal.ui.widgets import AttachedFile, SlotFacts, SlotInput
from portal.working_days.calendar import today

ASKED = "asked"
NOT_POSTED = (*UNANSWERED, *COMPUTED)


class FileRefusedError(ValueError):
    """A file cannot be taken; the message is shown at the slot, ``code`` is for rehearsals and logs."""

    def __init__(self, message: str, code: str = "file"):
        super().__init__(message)
        self.message, self.code = message, code


Accept = Callable[[UploadedFile, dict, str], AttachedFile]


def refuse_files(upload: UploadedFile, item: dict, slot: str) -> AttachedFile:
    """Take no file: the default where nobody says how."""
    raise FileRefusedError(_("Files cannot be added here."))


def slot_name(item: dict, group: str = "", row_id: str = "") -> str:
    """Name a slot for good: its key, or for a slot in a row ``<group>.<row id>.<key>``."""
    return f"{group}.{row_id}.{item['key']}" if group else item["key"]


@dataclass
class Question:
    """One question of the step, in one place of the form."""

    item: dict
    name: str
    group: str = ""
    row: int = -1
    row_id: str = ""

    @property
    def slot(self) -> str:
        """Name the slot this is."""
        return slot_name(self.item, self.group, self.row_id)


@dataclass
class Entry:
    """One thing to draw: information, a question, or a group with its rows."""

    item: dict
    kind: str
    bound: BoundField | None = None
    asked: str = ""
    label: str = ""
    body: str = ""
    rows: list["RowEntry"] = field(default_factory=list)
    add: str = ""
    errors: list[str] = field(default_factory=list)


@dataclass
class RowEntry:
    """One row of a group to draw."""

    number: int
    row_id: str
    title: str
    name: str
    remove: str
    entries: list[Entry]


def build_step_form(
    version: Any,
    texts: dict[str, str],
    step: str | dict,
    answers: dict[str, Any],
    *,
    data: Any = None,
    files: Any = None,
    typed: Mapping[str, list[str]] | None = None,
    prefix: str | None = None,
    attached: Mapping[str, AttachedFile] | None = None,
    accept: Accept = refuse_files,
) -> "StepForm":
    """Build the form of one step of a version (or a plan, or a schema).

    ``texts`` come from ``versions.texts_for``; ``answers`` are all the draft's; ``attached`` tells of the files the
    answers name, by id; ``accept(upload, item, slot)`` takes a new file or raises ``FileRefusedError``.
    Raises KeyError for a step the version does not have. Costs no query once document types are remembered.
    """
    plan = plan_for(version)
    found = plan.steps[step] if isinstance(step, str) else step
    return StepForm(
        plan,
        texts,
        found,
        answers,
        data=data,
        files=files,
        typed=typed,
        prefix=prefix,
        attached=attached,
        accept=accept,
    )


class StepForm(forms.Form):
    """The questions of one step; see the module for what a view does with it."""

    template_name = "definitions/step_questions.html"
    required_css_class = ""
    # Whether the explanations of questions stand open.
    easy = False

    def __init__(
        self,
        plan: Plan,
        texts: dict[str, str],
        step: dict,
        answers: dict[str, Any],
        *,
        data: Any = None,
        files: Any = None,
        typed: Mapping[str, list[str]] | None = None,
        prefix: str | None = None,
        attached: Mapping[str, AttachedFile] | None = None,
        accept: Accept = refuse_files,
    ):
        self.plan, self.texts, self.step, self.draft_answers = plan, texts, step, answers
        self.known_files = dict(attached or {})
        self.accept = accept
        self.act: Act | None = None
        # Whether the only question of the step is the page's heading.
        self.heading = False
        self.appeared: list[str] = []
        self.accepted_files: list[AttachedFile] = []
        self.removed_files: list[str] = []
        self._values: dict[str, Any] = {}
        self._unread: set[str] = set()
        self._not_on_page: set[str] = set()
        self._given_back = _as_lists(typed)
        post, uploads = (None, None) if data is None else (_as_lists(data), _as_lists(files))
        super().__init__(post, uploads, prefix=prefix)
        self.post = MultiValueDict() if post is None else post
        self.uploads = MultiValueDict() if uploads is None else uploads
        self.answer_fields: dict[str, AnswerField] = {}
        self._rows = self._find_rows()
        self.questions = list(self._build_questions())
        if self.is_bound:
            self.act = self.act or self._file_act()

    # Building.

    def _start(self) -> str:
        return f"{self.prefix}-" if self.prefix else ""

    def _groups(self) -> dict[str, dict]:
        return {item["key"]: item for item in self.step["items"] if item["type"] == "group"}

    def _find_rows(self) -> dict[str, PostedRows]:
        groups = self._groups()
        if self.is_bound:
            self.act = group_act(self.post, groups)
        return {key: self._rows_of(key, group) for key, group in groups.items()}

    def _rows_of(self, key: str, group: dict) -> PostedRows:
        """Take the rows posted; those of the draft where the group was not on the page (it says so when it is)."""
        if self.is_bound:
            posted = rearrange(self.post, self.uploads, self._start(), group, self.act)
            touched = self.act is not None and self.act.group == key
            if posted.ids or touched or key in self.post.getlist(ASKED):
                return posted
            self._not_on_page.add(key)
        ids = [row["row_id"] for row in self.draft_answers.get(key) or ()]
        return PostedRows(ids + [new_row_id() for _n in range(group["min"] - len(ids))])

    def _build_questions(self) -> Any:
        for item in self.step["items"]:
            if item["type"] in NOT_POSTED:
                continue
            yield self._add(Question(item, item["key"]))
            for n, row_id in enumerate(self._rows[item["key"]].ids if item["type"] == "group" else ()):
                for inner in item["items"]:
                    if inner["type"] not in NOT_POSTED:
                        name = f"{item['key']}-{n}-{inner['key']}"
                        yield self._add(Question(inner, name, item["key"], n, row_id))

    def _add(self, question: Question) -> Question:
        made = self._field(question)
        item = question.item
        made.label = self._text(item, "label") or item["key"]
        made.help_text = self._text(item, "hint")
        made.kit_help, made.kit_example = self._text(item, "help"), self._text(item, "example")
        made.kit_optional = item.get("requirement") == "optional" and item["type"] not in ("group", "declaration")
        made.kit_width = item.get("width", "long")
        if not self.is_bound:
            made.initial = self._initial(question, made)
        self.fields[question.name] = self.answer_fields[question.name] = made
        return question

    def _text(self, item: dict, part: str) -> str:
        return self.texts.get(f"item.{item['key']}.{part}", "")

    def _field(self, question: Question) -> AnswerField:
        item, kind = question.item, question.item["type"]
        if kind == "yes_no":
            return ChoiceField(item, [("yes", _("Yes")), ("no", _("No"))], {})
        if kind in ("radio", "select", "choices"):
            start = f"option.{item['key']}."
            options = [option["key"] for option in item["options"]]
            labels = [(key, self.texts.get(f"{start}{key}", key)) for key in options]
            hints = {key: self.texts.get(f"{start}{key}.hint", "") for key in options}
            return (ChoicesField if kind == "choices" else ChoiceField)(item, labels, hints)
        if kind == "declaration":
            return DeclarationField(item, self._text(item, "label"))
        if kind == "slot":
            return SlotField(item, self._slot_facts(question))
        return SIMPLE_FIELDS[kind](item)

    def _slot_facts(self, question: Question) -> SlotFacts:
        item = question.item
        document = texts_in(DocumentType, get_language() or "lv").get(item["document"])
        latvian = texts_in(DocumentType, "lv").get(item["document"])
        untranslated = get_language() != "lv" and document and latvian and _told(document) == _told(latvian)
        return SlotFacts(
            picture=example_picture(document.picture) if document else "",
            issuer=document.issuer if document else "",
            help=document.help if document else "",
            language="lv" if untranslated else "",
            max_files=item.get("max_files", 5),
            max_bytes=settings.UPLOAD_FILE_LIMIT,
            later=item.get("later", True),
            attached=[self._known_file(one) for one in self._stored_files(question)],
        )

    def _known_file(self, file_id: str) -> AttachedFile:
        return self.known_files.get(file_id) or AttachedFile(file_id, file_id, 0)

    def _stored(self, question: Question) -> Any:
        """Give the draft's answer to a question; a row is found by its id, wherever it stands now."""
        if not question.group:
            return self.draft_answers.get(question.item["key"])
        rows = self.draft_answers.get(question.group) or ()
        row: dict = next((row for row in rows if row["row_id"] == question.row_id), {})
        return row.get(question.item["key"])

    def _stored_files(self, question: Question) -> list[str]:
        return [str(one) for one in (self._stored(question) or {}).get("files") or ()]

    def _initial(self, question: Question, made: AnswerField) -> Any:
        if question.item["type"] == "group":
            return None
        name = self.add_prefix(question.name)
        if self._given_back and any(key == name or key.startswith(f"{name}-") for key in self._given_back):
            return made.widget.value_from_datadict(self._given_back, MultiValueDict(), name)
        stored = self._stored(question)
        return None if stored in NOTHING else made.shown(stored)

    def _file_act(self) -> Act | None:
        """Find a pressed button of a slot."""
        for question in self.questions:
            if question.item["type"] != "slot":
                continue
            name = self.add_prefix(question.name)
            if self.post.get("attach") == name:
                return Act("attach", name=question.name)
            if self.post.get(f"{name}-remove"):
                return Act("remove_file", name=question.name, file=str(self.post[f"{name}-remove"]))
        return None

    # Checking.

    def is_valid(self) -> bool:
        """Say whether the step is answered and the resident may go on."""
        return super().is_valid() and self.act is None and not self.appeared

    def _clean_fields(self) -> None:
        """Read everything, ask the evaluator what is visible, and keep only the errors of what is."""
        problems = {question.name: error for question in self.questions if (error := self._read(question))}
        for key, rows in self._rows.items():
            if rows.fault:
                self._group_error(key, rows.fault)
        self._evaluation = Evaluation(self.plan, self.merged())
        visible = self._visible_questions()
        for question in self.questions:
            if question not in visible and self._is_unposted(question):
                self._values.pop(question.name, None)
        for question in visible:
            self._judge(question, problems.get(question.name))
        if self.act is None and not self.appeared:
            self._run_checks({(question.item["key"], question.row_id): question for question in visible})
        if self.act is None and not self.errors:
            self.appeared += self._newly_told()
        if self.act is None and not self.errors and not self.appeared:
            # Otherwise the page is shown once more, with the rows that have just been opened on it.
            self._drop_blank_rows()

    def _read(self, question: Question) -> ValidationError | None:
        made, name = self.answer_fields[question.name], self.add_prefix(question.name)
        if question.group in self._not_on_page or (self._depends_here(question) and self._is_unposted(question)):
            # It was not on the page: what was answered before it was hidden still stands.
            self._values[question.name] = self._stored(question)
            return None
        posted = made.widget.value_from_datadict(self.post, self.uploads, name)
        try:
            value = self._take_files(question, posted) if question.item["type"] == "slot" else made.clean(posted)
        except ValidationError as error:
            self._unread.add(question.name)
            return error
        self._values[question.name] = value
        return None

    def _take_files(self, question: Question, posted: SlotInput) -> dict[str, Any]:
        """Take away, take in; what was taken in stays even where another file is refused."""
        kept = self._stored_files(question)
        gone = [one for one in posted.remove if one in kept]
        self.removed_files += gone
        kept = [one for one in kept if one not in gone]
        refused = []
        for upload in posted.files:
            try:
                if len(kept) >= question.item.get("max_files", 5):
                    raise FileRefusedError(str(MESSAGES["max_files"]), "max_files")
                accepted = self.accept(upload, question.item, question.slot)
            except FileRefusedError as error:
                refused.append(ValidationError(error.message, code=error.code))
                continue
            self.accepted_files.append(accepted)
            self.known_files[accepted.id] = accepted
            kept.append(accepted.id)
        self.fields[question.name].widget.facts.attached = [self._known_file(one) for one in kept]
        self._values[question.name] = {"files": kept, "later": posted.later}
        if refused:
            raise ValidationError(refused)
        return self._values[question.name]

    def _visible_questions(self) -> list[Question]:
        top = {item["key"] for item in self._evaluation.visible_items(self.step)}
        inner = {}
        for key, group in self._groups().items():
            rows = {row["row_id"]: row for row in self._evaluation.answers.get(key) or ()}
            for row_id in self._rows[key].ids:
                items = self._evaluation.row_items(group, rows.get(row_id, {"row_id": row_id}))
                inner[key, row_id] = {item["key"] for item in items}
        return [
            question
            for question in self.questions
            if (question.group or question.item["key"]) in top
            and (not question.group or question.item["key"] in inner[question.group, question.row_id])
        ]

    def _judge(self, question: Question, problem: ValidationError | None) -> None:
        refused_files = question.item["type"] == "slot"
        if problem:
            if self.act is None or refused_files:
                self.add_error(question.name, problem)
            return
        if self.act is not None:
            return
        value = self._values.get(question.name)
        if question.item["type"] == "group":
            self._judge_group(question)
        elif not is_given(question.item, value):
            self._judge_empty(question)
        elif not self._offered(question, value):
            self.add_error(question.name, wrong("choice"))
        elif problem := self._age_problem(question, value):
            self.add_error(question.name, problem)

    def _run_checks(self, visible: dict[tuple[str, str], Question]) -> None:
        """Say what the step's own checks say, at the question each names; a question that is wrong already says enough."""
        for check, row_id in self._evaluation.failed_checks(self.step):
            question = visible.get((check["at"], row_id or ""))
            if question is None or check["level"] != "error" or question.name in self.errors:
                continue
            if not question.group or not self._is_blank(question.group, question.row_id):
                text = self.texts.get(f"check.{check['key']}", check["key"])
                self.add_error(question.name, ValidationError(text, code=check["key"]))

    def _age_problem(self, question: Question, value: Any) -> ValidationError | None:
        """Say whether a person born on the day answered is too young or too old, on the day that counts."""
        rules = question.item.get("rules") or {}
        if question.item["type"] != "date" or not {"age_min", "age_max"} & set(rules):
            return None
        rows = self._evaluation.answers.get(question.group) or ()
        row = next((row for row in rows if row["row_id"] == question.row_id), None)
        counts = self._evaluation.facts(row, question.group)(rules.get("age_on", ""))
        day = datetime.date.fromisoformat(counts) if counts else today()
        age = age_on(datetime.date.fromisoformat(value), day)
        if age < rules.get("age_min", age):
            text = _("The person has to be at least %(years)s years old.") % {"years": rules["age_min"]}
            return ValidationError(text, code="age_min")
        if age > rules.get("age_max", age):
            text = _("The person may be at most %(years)s years old.") % {"years": rules["age_max"]}
            return ValidationError(text, code="age_max")
        return None

    def _judge_group(self, question: Question) -> None:
        if self._has_just_appeared(question):
            self.appeared.append(question.name)
            return
        rows = [row_id for row_id in self._rows[question.name].ids if not self._is_blank(question.name, row_id)]
        # Fewer rows than asked for is a fault; none at all is one only where an answer must be given.
        needed = self.plan.insists and (rows or self._evaluation.insists_on(question.item))
        if needed and len(rows) < max(question.item["min"], 1):
            self.add_error(question.name, self.answer_fields[question.name].empty_error())

    def _judge_empty(self, question: Question) -> None:
        if self._has_just_appeared(question):
            self.appeared.append(question.name)
            return
        if question.group and self._is_blank(question.group, question.row_id):
            return
        if self._evaluation.insists_on(question.item):
            self.add_error(question.name, self.answer_fields[question.name].empty_error())

    def _offered(self, question: Question, value: Any) -> bool:
        if not question.item.get("options"):
            return True
        row = None
        if question.group:
            rows = self._evaluation.answers.get(question.group) or ()
            row = next((row for row in rows if row["row_id"] == question.row_id), None)
        offered = self._evaluation.visible_options(question.item, row)
        return all(one in offered for one in (value if isinstance(value, list) else [value]))

    def _depends_here(self, question: Question) -> bool:
        """Say whether a question of this same step decides if this one is asked."""
        return self._depends_on_step(question.item, question.group)

    def _depends_on_step(self, item: dict, group_key: str = "") -> bool:
        here = {one["key"] for one in self.step["items"]}
        group = self._groups().get(group_key)
        here |= {one["key"] for one in group["items"]} if group else set()
        return any(key in here for key in answers_in(item.get("when")))

    def _is_unposted(self, question: Question) -> bool:
        """Say whether a question was not on the page that was posted."""
        name = self.add_prefix(question.name)
        in_post = any(key == name or key.startswith(f"{name}-") for key in (*self.post, *self.uploads))
        return not in_post and question.name not in self.post.getlist(ASKED)

    def _newly_told(self) -> list[str]:
        """List the information an answer of this page calls for and nobody has been shown: it is read before going on."""
        seen = self.post.getlist(ASKED)
        told = [item for item in self._evaluation.visible_items(self.step) if item["type"] == "info"]
        return [item["key"] for item in told if self._depends_on_step(item) and item["key"] not in seen]

    def _has_just_appeared(self, question: Question) -> bool:
        return self._depends_here(question) and self._is_unposted(question)

    def _is_blank(self, group: str, row_id: str) -> bool:
        """Say whether nothing at all was given in a row."""
        mine = [one for one in self.questions if one.group == group and one.row_id == row_id]
        return all(not is_given(one.item, self._values.get(one.name)) and one.name not in self._unread for one in mine)

    def _drop_blank_rows(self) -> None:
        """A row added and left empty is not an answer."""
        for key, rows in self._rows.items():
            self._rows[key] = PostedRows([one for one in rows.ids if not self._is_blank(key, one)])

    def _group_error(self, key: str, fault: str) -> None:
        most = self._groups()[key]["max"]
        text = _("You can add at most %(most)s here.") % {"most": most} if fault == "too_many" else MESSAGES["row"]
        self.add_error(key, ValidationError(str(text), code=fault))

    # What came of it.

    @property
    def answers(self) -> dict[str, Any]:
        """Give this step's visible answers that could be read; a key that is absent is unanswered."""
        cleaned = Evaluation(self.plan, self.merged()).cleaned()
        return {item["key"]: cleaned[item["key"]] for item in self.step["items"] if item["key"] in cleaned}

    def merged(self) -> dict[str, Any]:
        """Give all answers of the draft with this step's put in; what is hidden or unreadable keeps its old value."""
        merged = dict(self.draft_answers)
        for question in self.questions:
            if question.group:
                continue
            key = question.item["key"]
            if question.item["type"] == "group":
                merged[key] = [self._merged_row(key, row_id) for row_id in self._rows[key].ids]
            elif question.name in self._values:
                merged[key] = self._values[question.name]
        return {key: value for key, value in merged.items() if not self._is_nothing(key, value)}

    def _is_nothing(self, key: str, value: Any) -> bool:
        item = self.plan.items.get(key)
        return value in NOTHING or (item is not None and not is_given(item, value))

    def _merged_row(self, group: str, row_id: str) -> dict[str, Any]:
        row: dict[str, Any] = {"row_id": row_id}
        for question in self.questions:
            if question.group == group and question.row_id == row_id:
                stored = self._stored(question)
                value = self._values.get(question.name, stored)
                if is_given(question.item, value):
                    row[question.item["key"]] = value
        return row

    @property
    def typed(self) -> dict[str, list[str]]:
        """Give what was typed in this step, as plain data; never files, never tokens."""
        names = tuple(self.add_prefix(item["key"]) for item in self.step["items"])
        return {
            key: [str(one) for one in self.post.getlist(key)]
            for key in self.post
            if key in names or key.startswith(tuple(f"{name}-" for name in names))
        }

    @property
    def warnings(self) -> list[tuple[str, str]]:
        """List (key, label) of what may be missing but will be listed as missing."""
        lacking = Evaluation(self.plan, self.merged()).missing()
        mine = [one.key for one in lacking if one.step == self.step["key"] and one.kind in ("warn", "later")]
        return [(key, self._text(self.plan.items[key], "label")) for key in dict.fromkeys(mine)]

    # Drawing.

    def get_context(self) -> dict[str, Any]:
        """Give the template the entries in order."""
        only_told = all(self.plan.items[name]["type"] == "info" for name in self.appeared if name in self.plan.items)
        return {"form": self, "entries": self.entries(), "appeared": self.appeared, "only_told": only_told}

    def entries(self) -> list[Entry]:
        """List what to draw, in order: what is visible, by the answers as they now stand."""
        if not (self.is_bound and hasattr(self, "_evaluation")):
            self._evaluation = Evaluation(self.plan, self.merged())
        visible = {question.name for question in self._visible_questions()}
        shown = {item["key"] for item in self._evaluation.visible_items(self.step)}
        by_name = {question.name: question for question in self.questions}
        drawn = []
        for item in self.step["items"]:
            if item["type"] in NOT_POSTED:
                drawn += [self._told(item)] if item["key"] in shown else []
            elif item["key"] in visible:
                drawn.append(self._entry(by_name[item["key"]], visible))
        return drawn

    def _told(self, item: dict, row: dict | None = None) -> Entry:
        """Draw what is only told: information, or a line the form works out."""
        if item["type"] == "info":
            asked = item["key"] if row is None and self._depends_on_step(item) else ""
            return Entry(item, "info", asked=asked, label=self._text(item, "label"), body=self._text(item, "body"))
        value = self._evaluation.calculated(item, row)
        return Entry(item, "calculated", label=self._text(item, "label"), body=told_amount(item, value))

    def _entry(self, question: Question, visible: set[str]) -> Entry:
        item = question.item
        entry = Entry(item, "question", bound=self[question.name], label=self._text(item, "label"))
        entry.asked = question.name if self._depends_here(question) else ""
        if item["type"] == "declaration":
            entry.body = self.texts.get("declaration", "")
        if item["type"] == "group":
            entry.kind, entry.asked = "group", question.name
            entry.errors = [str(one) for one in entry.bound.errors] if entry.bound else []
            entry.rows = [self._row(item, n, row_id, visible) for n, row_id in enumerate(self._rows[item["key"]].ids)]
            entry.add = self.texts.get(f"group.{item['key']}.add", "") if len(entry.rows) < item["max"] else ""
        elif item.get("options"):
            self._narrow(question)
        return entry

    def _row(self, group: dict, n: int, row_id: str, visible: set[str]) -> RowEntry:
        key = group["key"]
        title = f"{self.texts.get(f'group.{key}.row', '')} {n + 1}".strip()
        mine = {one.item["key"]: one for one in self.questions if one.group == key and one.row_id == row_id}
        entries = []
        row = self._merged_row(key, row_id)
        told = {item["key"] for item in self._evaluation.row_items(group, row)}
        for item in group["items"]:
            if item["type"] in NOT_POSTED:
                entries += [self._told(item, row)] if item["key"] in told else []
            elif mine[item["key"]].name in visible:
                entries.append(self._entry(mine[item["key"]], visible))
        return RowEntry(n, row_id, title, self.add_prefix(f"{key}-{n}-row_id"), f"remove-{key}-{n}", entries)

    def _narrow(self, question: Question) -> None:
        """Offer only the options whose condition holds."""
        if not any(option.get("when") for option in question.item["options"]):
            return
        row = self._merged_row(question.group, question.row_id) if question.group else None
        offered = self._evaluation.visible_options(question.item, row)
        widget = self.fields[question.name].widget
        widget.choices = [choice for choice in widget.choices if choice[0] in offered or choice[0] == ""]


def _as_lists(source: Any) -> MultiValueDict:
    """Copy a QueryDict, MultiValueDict or plain dict, so that rows can be put in order in the copy."""
    if source is None:
        return MultiValueDict()
    if hasattr(source, "lists"):
        return MultiValueDict({name: list(values) for name, values in source.lists()})
    return MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in source.items()})


def _told(document: DocumentType) -> tuple[str, str]:
    return document.issuer, document.help
