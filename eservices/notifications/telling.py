"""Telling the people of a case what happened to it: who may be told, in which language, or why nobody is."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from eservices.applications import own_links
from eservices.applications.models import Application, Authenticity
from eservices.cases import clocks
from eservices.cases.models import Case, Party, Role, Status
from eservices.notifications.models import Kind, Message
from eservices.notifications.sending import queue, why_withhold
from eservices.registration.models import RegisteredDocument
from portal.personal_data.secrets import show_reference
from portal.throttling.limits import allow
from portal.ui import dates

LINKS_A_DAY = 10
DAY = 24 * 3600
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
    unsigned = case.to_be_confirmed and application.authenticity == Authenticity.UNSIGNED
    kind = Kind.CONFIRM_NEEDED if unsigned else Kind.RECEIVED
    return tell(
        case,
        kind,
        language=application.language,
        context={"reference": show_reference(case.reference)},
        cause=f"received:{application.pk}",
    )


def send_own_links(application: Application, links: dict[str, str]) -> list[Message]:
    """Mail adults of the household their links (token by party), where an address was given and writing is safe.

    Nobody has proved these addresses: the text holds the link and nothing of whom or what it is about. Past
    ``LINKS_A_DAY`` to one address nothing is sent; the applicant passes the link on.
    """
    case = application.case
    if why_withhold(case) or application.form_version.schema.get("violence"):
        return []
    return [
        queue(
            Kind.OWN_LINK,
            to=party.contact["email"],
            language=application.language,
            context={"link": own_links.address(party.role, links[str(party.pk)], application.language)},
            case=case,
            once=_own_link_once(party),
        )
        for party in case.parties.filter(pk__in=links)
        if party.contact.get("email") and _may_mail(party.contact["email"])
    ]


def mailed_own_links(case: Case) -> set[str]:
    """The people of the case to whom a link was mailed or is about to be, by id."""
    people = {_own_link_once(party): str(party.pk) for party in case.parties.filter(role=Role.HOUSEHOLD)}
    sent = Message.objects.filter(once__in=people, withheld="").exclude(state=Message.State.DEAD)
    return {people[once] for once in sent.values_list("once", flat=True) if once}


def _own_link_once(party: Party) -> str:
    return f"own_link:{party.pk}"


def _may_mail(address: str) -> bool:
    return allow("own_link", address.casefold(), limit=LINKS_A_DAY, seconds=DAY)


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
