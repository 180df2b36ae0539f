"""The files and promises of an application: which answers name them, and the rows they become."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from eservices.applications.models import Application, ApplicationFile, Promise
from eservices.attachments.claiming import claim
from eservices.attachments.errors import AttachmentError
from eservices.attachments.models import Attachment
from eservices.definitions.evaluating import Evaluation
from eservices.definitions.models import FormVersion
from eservices.definitions.showing import FileShown, show_answers, shown_as_data

PAPER_SLOT = "paper"


@dataclass(frozen=True)
class Filed:
    """An attachment in the slot the answers put it into."""

    attachment: Attachment
    slot: dict[str, Any]
    row_id: str


def files_of(evaluation: Evaluation, answers: dict[str, Any]) -> list[Filed]:
    """The attachments named by these answers, in the order asked.

    Raises AttachmentError "gone" for one that does not exist, or that another application has taken over.
    """
    named = list(_named_files(evaluation, answers))
    keys = [key for _slot, _row, key in named]
    found = Attachment.objects.filter(claimed_at__isnull=True).in_bulk(keys)
    if len(found) != len(keys):
        raise AttachmentError("gone")
    return [Filed(found[key], slot, row_id) for slot, row_id, key in named]


def scans_of_paper(scans: Sequence[uuid.UUID], answers: dict[str, Any], evaluation: Evaluation) -> list[Filed]:
    """The scans of the paper an application was entered from; health data where one of the answers is.

    Raises AttachmentError "gone" for one that does not exist, or that was taken over.
    """
    found = list(Attachment.objects.filter(pk__in=scans, claimed_at__isnull=True))
    if len(found) != len(set(scans)):
        raise AttachmentError("gone")
    rows = [row for value in answers.values() if isinstance(value, list) for row in value if isinstance(row, dict)]
    told = [evaluation.plan.items.get(key, {}) for source in (answers, *rows) for key in source]
    health = any(item.get("category") == "health" for item in told)
    slot = {"key": PAPER_SLOT, "category": "health" if health else "other"}
    return [Filed(attachment, slot, "") for attachment in found]


def store(application: Application, evaluation: Evaluation, files: list[Filed]) -> None:
    """Claim the files, keep them and the promises with the application, count what is missing on the case."""
    claim([filed.attachment.pk for filed in files])
    ApplicationFile.objects.bulk_create(file_row(application, filed) for filed in files)
    Promise.objects.bulk_create(promises(application, evaluation))
    recount(application)


def file_row(application: Application, filed: Filed, **fields: Any) -> ApplicationFile:
    """An unsaved file row with what the slot says about it."""
    slot = filed.slot
    return ApplicationFile(
        application=application,
        attachment=filed.attachment,
        slot=slot["key"],
        row_id=filed.row_id,
        document_code=slot.get("document") or "",
        category=slot.get("category") or "other",
        whose=slot.get("whose") or "client",
        **fields,
    )


def promises(application: Application, evaluation: Evaluation) -> list[Promise]:
    """Unsaved promises: every slot answered "later", and every one that nobody had to fill and was left empty."""
    lv = application.form_version.texts
    used = application.form_texts.texts if application.form_texts else lv
    rows = []
    for lack in evaluation.missing():
        slot = evaluation.plan.items[lack.key]
        if slot["type"] != "slot" or lack.kind not in ("later", "warn", "required"):
            continue
        label = f"item.{lack.key}.label"
        rows.append(
            Promise(
                application=application,
                slot=lack.key,
                row_id=lack.row_id or "",
                document_code=slot.get("document") or "",
                label=lv[label][:300],
                label_shown=used[label][:300],
                category=slot.get("category") or "other",
                whose=slot.get("whose") or "client",
                kind=Promise.Kind.LATER if lack.kind == "later" else Promise.Kind.MISSING,
            )
        )
    return rows


def recount(application: Application) -> None:
    """Write how many papers of the case are still missing."""
    case = application.case
    case.missing_count = Promise.objects.filter(application__case=case, brought_at__isnull=True).count()
    case.save(update_fields=["missing_count"])


def shown(
    version: FormVersion, texts: dict[str, str], language: str, answers: dict[str, Any], files: list[Filed]
) -> list[dict[str, Any]]:
    """The answers with labels and values as the person saw them, ready to be stored."""
    return shown_as_data(show_answers(version, texts, language, answers, files=names_of(files)))


def names_of(files: list[Filed]) -> dict[str, FileShown]:
    """The files by id, as they are shown."""
    found = [filed.attachment for filed in files]
    return {str(one.pk): FileShown(str(one.pk), one.file_name, one.size, one.sha256) for one in found}


def _named_files(evaluation: Evaluation, answers: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, uuid.UUID]]:
    for slot in evaluation.plan.slots():
        for row_id, source in _sources(evaluation, answers, slot["key"]):
            for key in (source.get(slot["key"]) or {}).get("files") or []:
                yield slot, row_id, uuid.UUID(str(key))


def _sources(evaluation: Evaluation, answers: dict[str, Any], key: str) -> list[tuple[str, dict[str, Any]]]:
    group = evaluation.plan.group_of.get(key)
    if group is None:
        return [("", answers)]
    return [(row["row_id"], row) for row in answers.get(group) or []]
