"""Mails that concern a draft or a lost number; rows done by the worker, never inside a request.

Subject and sender are neutral and the text names no service, no person and no status: whoever shares the mailbox
learns only that a code or link of the office was asked for.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.due_work.nudging import nudge
from portal.due_work.registry import performs

from .models import DraftMail


def queue(kind: str, address: str, *, language: str, until: datetime, **what: object) -> DraftMail:
    """Insert the row that sends one mail; after ``until`` it is not sent any more."""
    row = DraftMail.objects.create(
        kind=kind, language=language, useless_after=until, sealed={"to": address, **what}, due_at=timezone.now()
    )
    nudge()
    return row


def queue_references(address: str, references: list[str], language: str) -> DraftMail:
    """Insert the row that sends lost numbers; with none it sends nothing."""
    until = timezone.now() + timedelta(days=2)
    return queue("references", address, language=language, until=until, references=references)


@performs(DraftMail)
def send(row: DraftMail) -> None:
    """Send one queued mail and forget the address and what was sent; an SMTP error leaves the row to be tried again."""
    if row.sealed and row.sealed.get("references") != [] and row.useless_after > timezone.now():
        with translation.override(row.language):
            _message(row).send()
    row.sealed = {}
    row.save(update_fields=["sealed"])


def _message(row: DraftMail) -> EmailMessage:
    context = {**row.sealed, "until": row.useless_after}
    if row.kind == "link":
        context["link"] = settings.PUBLIC_URL.rstrip("/") + reverse("journeys:link", args=[row.sealed["token"]])
    body = render_to_string(f"journeys/mail/{row.kind}.txt", context)
    return EmailMessage(_("Your e-services"), body, to=[row.sealed["to"]])
