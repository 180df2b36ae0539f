"""Putting a message in line, and handing it to the mail server.

Sender and subject are the same neutral words for every message; the text names no service. Only someone who proved an
address by a code is sent a reference or number (practice: telling).
"""

from datetime import datetime
from smtplib import SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from eservices.cases.models import Case, Ending, SafeContact
from eservices.notifications.models import Kind, Message
from portal.due_work.nudging import nudge
from portal.due_work.registry import GivenUp, performs
from portal.people.office import office

SUBJECTS = {
    "lv": "Ziņa no e-pakalpojumiem",
    "ru": "Сообщение от э-услуг",
    "en": "Message from the e-services",
}


def queue(
    kind: str,
    *,
    to: str,
    language: str = "lv",
    context: dict[str, Any] | None = None,
    case: Case | None = None,
    until: datetime | None = None,
    once: str | None = None,
) -> Message:
    """Put a message in line inside the caller's transaction; the worker is nudged when that commits.

    ``context`` fills the text: ``resume_link`` takes link and expires; ``prove_email`` code and minutes; ``lost_number``
    found (each a reference as shown and a link, or an empty one) and hours; ``own_link`` link; ``list`` names of papers and a link. After ``until`` it is of no use and not sent. With ``once`` a second call gives the first message. It is not checked here whether
    the address is proven: for a case use ``telling.tell``.
    """
    fields = {
        "kind": Kind(kind).value,
        "to": to,
        "language": language if language in SUBJECTS else "lv",
        "context": context or {},
        "case": case,
        "useless_after": until,
    }
    if once is None:
        message = Message.objects.create(**fields)
    else:
        message, _made = Message.objects.get_or_create(once=once, defaults=fields)
    transaction.on_commit(nudge)
    return message


@performs(Message)
def send(message: Message) -> None:
    """Send one message; run twice it sends once, unless the worker died between the server's answer and our note.

    The mail server then sees the same Message-ID again. What the text was filled with is forgotten afterwards.
    A message that must not be sent any more is withheld instead. Any fault of the server is raised, and tried again by
    the worker; an address it refuses for good is given up.
    """
    if message.sent_at or message.withheld:
        return
    reason = _too_late(message) or why_withhold(message.case)
    if reason:
        message.withheld = reason
    else:
        _deliver(message)
        message.sent_at = timezone.now()
    message.context = {}
    if message.case_id is None:
        message.to = ""
    message.save(update_fields=["withheld", "sent_at", "context", "to"])


def why_withhold(case: Case | None) -> str:
    """Why nothing may be sent about this case, or empty."""
    if case is None:
        return ""
    if case.ending == Ending.CLIENT_DIED:
        return Message.Withheld.CLIENT_DIED
    return "" if case.safe_contact == SafeContact.YES else Message.Withheld.UNSAFE


def _too_late(message: Message) -> str:
    late = message.useless_after is not None and message.useless_after < timezone.now()
    return Message.Withheld.TOO_LATE if late else ""


def subject(language: str) -> str:
    """The subject of every message in this language."""
    return SUBJECTS[language]


def body(message: Message) -> str:
    """The text of a message in its language."""
    template = f"notifications/{message.kind}.{message.language}.txt"
    address = f"{settings.PUBLIC_URL.rstrip('/')}/{message.language}/mani-pieteikumi/"
    with translation.override(message.language):
        phone = office(message.language).phone
        return render_to_string(template, {**message.context, "tracking": address, "phone": phone})


def _deliver(message: Message) -> None:
    mail = EmailMessage(
        subject=subject(message.language),
        body=body(message),
        to=[message.to],
        headers={
            "Message-ID": f"<{message.pk}@{_domain()}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
    )
    try:
        mail.send()
    except SMTPRecipientsRefused as refused:
        codes = [code for code, _text in refused.recipients.values()]
        if all(code >= 500 for code in codes):
            # Without "from": the fault quotes the address.
            raise GivenUp(f"address refused ({codes[0]})") from None
        raise


def _domain() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
