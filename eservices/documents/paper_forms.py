"""The paper twin of a published form: the same questions in the same words, to be filled in by hand.

Numbered questions; sums are left to the office; a condition is said as "fill in if 2.1 is …, otherwise go on with 2.4"; documents are a checklist.
The version and its code stand on every page, so that the office sees which form a paper answers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from eservices.catalogue.models import DocumentType
from eservices.catalogue.texts import texts_in
from eservices.definitions.conditions import answers_in
from eservices.definitions.models import FormVersion
from eservices.definitions.plan import COMPUTED
from eservices.definitions.versions import LATVIAN, plan_for, texts_for
from eservices.definitions.wording import condition_in_words
from eservices.documents import printing
from eservices.documents.models import PaperForm
from portal.due_work.registry import every, performs
from portal.people.office import office

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROWS = 2


@dataclass
class Question:
    """One question on paper."""

    number: str
    kind: str
    label: str
    hint: str = ""
    help: str = ""
    optional: bool = False
    options: list[tuple[str, str]] = field(default_factory=list)
    issuer: str = ""
    later: bool = False
    rows: list[tuple[str, list["Block"]]] = field(default_factory=list)

    @property
    def in_columns(self) -> bool:
        """Say whether the choices are short enough to stand beside each other."""
        return all(len(label) <= 32 and not hint for label, hint in self.options)


@dataclass
class Block:
    """Questions that follow each other under one condition."""

    when: str
    go_on: str
    questions: list[Question]

    @property
    def only_told(self) -> bool:
        """Say whether there is nothing to fill in."""
        return all(question.kind == "info" for question in self.questions)


@dataclass
class Part:
    """A step on paper."""

    number: int
    title: str
    intro: str
    when: str
    go_on: str
    blocks: list[Block]


def code_of(version: FormVersion) -> str:
    """Give the code a paper form is recognised by: the e-service, its version, the start of its hash."""
    return f"{version.eservice}-{version.number}-{version.hash[:6].upper()}"


def ready(version: FormVersion, language: str) -> tuple[PaperForm, bytes]:
    """Give a version's paper form in a language it has, else in Latvian; rendered now if it was not before."""
    row, html = _order(version, language)
    return row, printing.content(row, html)


def order_live() -> None:
    """Have the worker make the paper form of everything that is offered, in each of its languages."""
    for version in FormVersion.objects.filter(state=FormVersion.State.LIVE).prefetch_related("translations"):
        for language in sorted({LATVIAN, *(texts.locale for texts in version.translations.all())}):
            _order(version, language)


def compose(version: FormVersion, language: str) -> tuple[str, str]:
    """Write the HTML of the paper form; it says the same however often it is asked for."""
    texts, spoken = texts_for(version, language)
    with translation.override(spoken):
        context = {
            "language": spoken,
            "demo": settings.DEMO,
            "office": office(spoken),
            "title": texts["title"],
            "texts": texts,
            "code": code_of(version),
            "version": version,
            "parts": _Paper(version, texts, spoken).parts(),
        }
        return render_to_string("documents/paper_form.html", context), spoken


def register() -> None:
    """Tell the worker who renders, and to look once a night for what is not made yet: a reader should not wait."""
    performs(PaperForm)(_perform)
    every(daily="04:20", name="documents.order_paper_forms")(order_live)


def _order(version: FormVersion, language: str) -> tuple[PaperForm, str]:
    html, spoken = compose(version, language)
    digest = printing.digest_of(html)
    row, _made = PaperForm.objects.get_or_create(version=version, language=spoken, digest=digest)
    return row, html


def _perform(row: PaperForm) -> None:
    html, _spoken = compose(row.version, row.language)
    # The office has changed its address since: the page that asks next has a row of its own.
    if printing.digest_of(html) == row.digest:
        printing.make(row, html)


class _Paper:
    """Lays one version out."""

    def __init__(self, version: FormVersion, texts: dict[str, str], language: str):
        self.plan, self.texts = plan_for(version), texts
        self.documents = texts_in(DocumentType, language)
        self.steps = list(self._steps())
        self.numbers = self._numbers()

    def _steps(self) -> Iterator[dict]:
        """Leave out what only a computer can do: sums, what is told by a sum, and a step with nothing else in it."""
        for step in self.plan.schema["steps"]:
            items = self._on_paper(step["items"])
            if items:
                yield step | {"items": items}

    def _on_paper(self, items: list[dict]) -> list[dict]:
        kept = [item for item in items if item["type"] not in COMPUTED and not self._told_by_sum(item)]
        return [item | {"items": self._on_paper(item["items"])} if "items" in item else item for item in kept]

    def _told_by_sum(self, item: dict) -> bool:
        return item["type"] == "info" and self._needs_sum(item.get("when"))

    def _needs_sum(self, condition: dict | None) -> bool:
        return any(self.plan.items[key]["type"] in COMPUTED for key in answers_in(condition))

    def _numbers(self) -> dict[str, str]:
        """Number every question: 2.1, and 2.4a inside a row."""
        found = {}
        for s, step in enumerate(self.steps, start=1):
            asked = [item for item in step["items"] if item["type"] != "info"]
            for i, item in enumerate(asked, start=1):
                found[item["key"]] = f"{s}.{i}"
                inner = [one for one in item.get("items") or () if one["type"] != "info"]
                for n, one in enumerate(inner):
                    found[one["key"]] = f"{s}.{i}{LETTERS[n % 26]}"
        return found

    def _words(self, condition: dict | None) -> str:
        """Say a condition; what hangs on a sum is asked of everybody."""
        if not condition or self._needs_sum(condition):
            return ""
        return condition_in_words(condition, self.plan, self.texts, self.numbers.__getitem__)

    def parts(self) -> list[Part]:
        """Give the steps in order."""
        return [
            Part(
                number=n,
                title=self.texts[f"step.{step['key']}.title"],
                intro=self.texts.get(f"step.{step['key']}.intro", ""),
                when=self._words(step.get("when")),
                go_on=self._part_after(n) if self._words(step.get("when")) else "",
                blocks=self._blocks(step["items"], self._next_part(n)),
            )
            for n, step in enumerate(self.steps, start=1)
        ]

    def _part_after(self, n: int) -> str:
        """Name the part to go on with when one is left out: the next that is not under the same condition."""
        when = self.steps[n - 1].get("when")
        for later, step in enumerate(self.steps[n:], start=n + 1):
            if step.get("when") != when:
                return _("go on with part %(number)s") % {"number": later}
        return _("go on with the signature")

    def _next_part(self, n: int) -> str:
        if n < len(self.steps):
            return _("go on with part %(number)s") % {"number": n + 1}
        return _("go on with the signature")

    def _blocks(self, items: list[dict], last: str = "") -> list[Block]:
        """Put neighbours under one condition together, so that it is said once."""
        runs = [(when, list(run)) for when, run in groupby(items, key=lambda item: item.get("when"))]
        found = []
        for n, (when, run) in enumerate(runs):
            after = [item for _when, later in runs[n + 1 :] for item in later if item["type"] != "info"]
            go_on = _("go on with %(number)s") % {"number": self.numbers[after[0]["key"]]} if after else last
            if runs[n + 1 :] and all(item["type"] == "info" for item in runs[n + 1][1]):
                # Whoever leaves this out must not be sent past what is told next.
                go_on = ""
            said = self._words(when)
            found.append(Block(said, go_on if said else "", [self._question(item) for item in run]))
        return found

    def _text(self, item: dict, part: str) -> str:
        return self.texts.get(f"item.{item['key']}.{part}", "")

    def _question(self, item: dict) -> Question:
        asked = Question(
            number=self.numbers.get(item["key"], ""),
            kind=item["type"],
            label=self._text(item, "label"),
            hint=self._text(item, "body") if item["type"] == "info" else self._text(item, "hint"),
            help=self._text(item, "help"),
            optional=item.get("requirement") == "optional" and item["type"] != "group",
        )
        if item["type"] == "yes_no":
            asked.options = [(_("Yes"), ""), (_("No"), "")]
        for option in item.get("options") or ():
            name = f"option.{item['key']}.{option['key']}"
            asked.options.append((self.texts.get(name, ""), self.texts.get(f"{name}.hint", "")))
        if item["type"] == "slot":
            document = self.documents.get(item["document"])
            asked.issuer, asked.later = document.issuer if document else "", item["later"]
        if item["type"] == "group":
            name = self.texts[f"group.{item['key']}.row"]
            count = min(item["max"], max(item["min"], ROWS))
            asked.rows = [(f"{name} {n}", self._blocks(item["items"])) for n in range(1, count + 1)]
        return asked
