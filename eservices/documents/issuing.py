"""Issuing: each PDF is a row due from the moment its cause happens, rendered once and kept sealed.

Whoever comes first renders it, the worker or the person asking; the other finds it done. The typed secret is never
kept here: a receipt with it is rendered for the one who has just submitted, sent, and forgotten.
"""

import hashlib

from django.db.models import Q
from django.utils import timezone

from eservices.applications.models import Application
from eservices.attachments import storing
from eservices.documents import composing, rendering
from eservices.documents.models import IssuedPdf
from eservices.registration.models import RegisteredDocument
from portal.due_work.models import DueRow
from portal.due_work.registry import performs


class NotRegistered(Exception):
    """A stamped PDF was asked for an application that has no number, or whose registration was annulled."""


def order(application: Application, kind: str) -> IssuedPdf:
    """Give the row of a PDF as the application stands now; a new one is due at once.

    Raises NotRegistered for a stamped PDF without a number.
    """
    document = _document(application) if kind == IssuedPdf.Kind.STAMPED else None
    row, _made = IssuedPdf.objects.get_or_create(
        application=application,
        key=_key(application, kind, document),
        defaults={"kind": kind, "document": document},
    )
    return row


def ready(application: Application, kind: str) -> bytes:
    """Give the bytes of a PDF, rendered now if the worker has not been yet. Raises NotRegistered."""
    row = render(order(application, kind))
    return b"".join(storing.opened(name=row.storage_name, aad=_place(row)))


def receipt_with_secret(application: Application, secret: str, links: dict[str, str] | None = None) -> bytes:
    """Render a receipt that holds the typed secret and links to be passed on; nothing of it is kept."""
    return rendering.pdf(composing.html(application, IssuedPdf.Kind.RECEIPT, secret=secret, links=links))


def render(row: IssuedPdf) -> IssuedPdf:
    """Render the PDF of a row unless it is done; run twice, or by two at once, one file remains."""
    row.refresh_from_db(fields=["storage_name"])
    if row.storage_name:
        return row
    html = composing.html(row.application, row.kind, document=row.document)
    name = storing.new_name("issued")
    stored = storing.put([rendering.pdf(html)], name=name, aad=_place(row))
    first = IssuedPdf.objects.filter(pk=row.pk, storage_name="").update(
        storage_name=name, size=stored.size, sha256=stored.sha256
    )
    if not first:
        storing.erase(name)
    # One that is being done by the worker is closed by the worker.
    IssuedPdf.objects.filter(Q(state=DueRow.State.DUE) | Q(state=DueRow.State.DEAD), pk=row.pk).update(
        state=DueRow.State.DONE, done_at=timezone.now(), last_error=""
    )
    row.refresh_from_db()
    return row


def register() -> None:
    """Tell the worker who renders."""
    performs(IssuedPdf)(_perform)


def _perform(row: IssuedPdf) -> None:
    render(row)


def _document(application: Application) -> RegisteredDocument:
    document = application.documents.filter(annulled_at__isnull=True).exclude(number_text="").first()
    if document is None:
        raise NotRegistered(str(application.pk))
    return document


def _key(application: Application, kind: str, document: RegisteredDocument | None) -> str:
    """Name what the PDF shows: a confirmed application's is another one than before, also when others confirm."""
    parts = [kind]
    if kind in (IssuedPdf.Kind.SUMMARY, IssuedPdf.Kind.STAMPED):
        parts.append(application.authenticity)
        parts += [one.state[0] for one in application.cosignings.all()]
        originals = application.case.originals.order_by("pk").values_list("attachment", "state")
        parts += [hashlib.sha256(str(list(originals)).encode()).hexdigest()[:12]] if originals else []
    if document is not None:
        parts.append(str(document.pk))
    return ":".join(parts)


def _place(row: IssuedPdf) -> str:
    return f"{IssuedPdf._meta.db_table}:file:{row.pk}"
