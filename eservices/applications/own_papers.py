"""A supporter's own papers, by the supporter's own link: what the own row asks for, and nothing of anybody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from eservices.applications import filing
from eservices.applications.bringing import BringRefused, bring
from eservices.applications.models import Application, OwnLink, Promise, Supplement
from eservices.cases import events
from eservices.cases.models import Case, Status
from eservices.definitions.evaluating import Evaluation
from eservices.definitions.versions import plan_for
from portal.audit.recording import record


@dataclass(frozen=True)
class Paper:
    """One paper of a supporter: what it is, how the form calls it, and ``state``: ``open``, ``later`` or ``given``."""

    slot: str
    document: str
    category: str
    label: str
    state: str


def papers(link: OwnLink, language: str) -> list[Paper]:
    """The papers asked of this supporter: visible slots of the own row that are the supporter's."""
    application, row_id = link.application, link.party.row_id
    texts = application.form_version.texts
    if application.form_texts and language == application.language:
        texts = application.form_texts.texts
    promises = {one.slot: one for one in application.promises.filter(row_id=row_id)}
    filed = set(application.files.filter(row_id=row_id).values_list("slot", flat=True))
    return [
        Paper(
            slot=slot["key"],
            document=slot.get("document") or "",
            category=slot.get("category") or "other",
            label=texts[f"item.{slot['key']}.label"],
            state=_state(promises.get(slot["key"]), given=slot["key"] in filed),
        )
        for slot in _slots(application, row_id)
    ]


def bring_own(link: OwnLink, paper: Paper, attachment_ids: Sequence[UUID]) -> Supplement:
    """Add files for a paper, also one nobody promised; effects as ``bring``. Raises BringRefused."""
    with transaction.atomic():
        _promise(link, paper)
        return bring(link.application, paper.slot, attachment_ids, row_id=link.party.row_id)


def promise_own(link: OwnLink, paper: Paper) -> None:
    """The supporter will bring the paper: the promise, the missing counted anew, history, audit. Raises BringRefused."""
    with transaction.atomic():
        promise = _promise(link, paper)
        filing.recount(link.application)
        events.write(link.application.case, "paper_promised", party=str(link.party_id), slot=paper.slot)
        record("paper.promised", on=promise, details={"slot": paper.slot}, case_id=link.application.case_id)


def _promise(link: OwnLink, paper: Paper) -> Promise:
    application = link.application
    application.case = Case.objects.select_for_update(of=("self",)).get(pk=application.case_id)
    if application.case.status == Status.CLOSED:
        raise BringRefused("closed")
    if paper.state == "given":
        raise BringRefused("brought")
    latvian = application.form_version.texts[f"item.{paper.slot}.label"]
    what = {
        "document_code": paper.document,
        "label": latvian[:300],
        "label_shown": paper.label[:300],
        "category": paper.category,
        "whose": "supporter",
    }
    place = {"application": application, "slot": paper.slot, "row_id": link.party.row_id}
    promise, made = Promise.objects.get_or_create(**place, defaults=what)
    if not made and promise.kind != Promise.Kind.LATER:
        promise.kind = Promise.Kind.LATER
        promise.save(update_fields=["kind"])
    return promise


def _slots(application: Application, row_id: str) -> list[dict]:
    evaluation = Evaluation(plan_for(application.form_version), application.answers)
    groups = [evaluation.plan.items[key] for key in evaluation.plan.keys_with_role("supporters")]
    rows = [(row, items) for group in groups for row, items in evaluation.visible_rows(group)]
    mine = next((items for row, items in rows if row["row_id"] == row_id), [])
    return [item for item in mine if item["type"] == "slot" and item.get("whose") == "supporter"]


def _state(promise: Promise | None, *, given: bool) -> str:
    if given or (promise and promise.brought_at):
        return "given"
    return "later" if promise and promise.kind == Promise.Kind.LATER else "open"
