"""Telling the people of a case what happened to it: who may be told, in which language, or why nobody is."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from eservices.applications.models import Application
from eservices.cases import clocks
from eservices.cases.models import Case, Party, Role, Status
from eservices.notifications.models import Kind, Message
from eservices.notifications.sending import queue, why_withhold
from eservices.registration.models import RegisteredDocument
from portal.personal_data.secrets import show_reference
from portal.ui import dates

TOLD = (Role.CLIENT, Role.APPLICANT, Role.REPRESENTATIVE, Role.INSTITUTION, Role.HELPER)


def tell(case: Case, kind: str, *, language: str, context: dict[str, Any], cause: str) -> list[Message]:
    """Put a message in line for each proven address of those who may be told; or one row saying why for nobody.

    ``cause`` with the address's owner makes it happen once.
    """
    reason = why_withhold(case)
    people = [] if reason else people_to_tell(case)
    if not people:
        return [_withhold(case, kind, language, reason or Message.Withheld.NO_ADDRESS, cause)]
    return [
        queue(
            kind, to=person.proven_email, language=language, context=context, case=case, once=f"{cause}:{person.order}"
        )
        for person in people
    ]


def people_to_tell(case: Case) -> list[Party]:
    """Parties who may be told and proved an address, each address once. Supporters and payers are never told."""
    found: dict[str, Party] = {}
    for party in case.parties.filter(role__in=TOLD, may_receive=True, email_proven_at__isnull=False):
        if party.proven_email:
            found.setdefault(party.proven_email.casefold(), party)
    return list(found.values())


def tell_received(application: Application) -> list[Message]:
    """The reference and nothing else; where a signature is needed, that it is."""
    case = application.case
    kind = Kind.CONFIRM_NEEDED if case.to_be_confirmed else Kind.RECEIVED
    return tell(
        case,
        kind,
        language=application.language,
        context={"reference": show_reference(case.reference)},
        cause=f"received:{application.pk}",
    )


def tell_registered(document: RegisteredDocument) -> list[Message]:
    """Number, date and the conditional due date; nothing of what was closed before it was registered."""
    case = document.case
    if case.status == Status.CLOSED:
        return []
    language = document.application.language if document.application else "lv"
    due_on = case.due_on or case.legal_due_on or clocks.legal_due_on(document.received_on)
    return tell(
        case,
        Kind.REGISTERED,
        language=language,
        context={
            "number": document.number_text,
            "registered": dates.long_date_on(document.registered_on, language, year=True),
            "due": dates.long_date_until(due_on, language, year=True),
            "to_confirm": case.to_be_confirmed,
        },
        cause=f"registered:{document.pk}",
    )


def take_back(document: RegisteredDocument) -> None:
    """Withhold what has not been sent yet about a registration that was annulled."""
    waiting = Message.objects.filter(once__startswith=f"registered:{document.pk}", state=Message.State.DUE)
    waiting.update(withheld=Message.Withheld.TAKEN_BACK, state=Message.State.DONE, done_at=timezone.now())


def _withhold(case: Case, kind: str, language: str, reason: str, cause: str) -> Message:
    with transaction.atomic():
        message, _made = Message.objects.get_or_create(
            once=f"{cause}:nobody",
            defaults={
                "case": case,
                "kind": kind,
                "language": language,
                "withheld": reason,
                "state": Message.State.DONE,
                "done_at": timezone.now(),
            },
        )
    return message
