"""What the one who applied may learn with reference and secret: status and dates in plain codes, nothing more.

No service name for crisis and violence services; nothing but "call us" once the client has died (practice: privacy).
"""

import hmac
from dataclasses import dataclass, field
from datetime import date, datetime

from eservices.applications.models import WAITING, Application, CoSigning, Promise
from eservices.applications.renewing import tellable
from eservices.applications.submitting import needs_confirming
from eservices.applications.withdrawing import may_withdraw
from eservices.cases.models import Case, Ending, Party, SafeContact, Status
from eservices.cases.opening import index_email
from portal.personal_data import secrets


@dataclass(frozen=True)
class ResidentStatus:
    """A plain code (received, to_be_signed, to_be_cosigned, registered, in_review, waiting_for_you, …, call_us) and the dates."""

    code: str
    reference: str
    received_at: datetime | None = None
    registered_on: date | None = None
    number: str = ""
    due_on: date | None = None
    legal_due_on: date | None = None
    service_name: str = ""
    to_bring: list[Promise] = field(default_factory=list)
    to_confirm: bool = False
    to_cosign: list[CoSigning] = field(default_factory=list)
    may_withdraw: bool = False


CODES: dict[str, str] = {Status.AWAITING_INFORMATION: "waiting_for_you"}


def status_for_resident(case: Case) -> ResidentStatus:
    """The case as its applicant may see it. A joined case speaks for the one it was joined into, by status only."""
    if case.ending == Ending.CLIENT_DIED:
        return ResidentStatus(code="call_us", reference=case.reference)
    if case.joined_into is not None:
        return _joined(case, case.joined_into)
    is_open = case.status != Status.CLOSED
    application = case.applications.select_related("form_version").first()
    to_cosign = _to_cosign(case, application) if is_open else []
    to_confirm = is_open and case.to_be_confirmed and not (to_cosign and _is_enough(application))
    return ResidentStatus(
        code=_code(case, to_confirm=to_confirm),
        reference=case.reference,
        received_at=case.received_at,
        registered_on=case.registered_on,
        number=case.register_number,
        due_on=case.due_on if is_open else None,
        legal_due_on=case.legal_due_on if is_open else None,
        service_name=service_name(case, application),
        to_bring=_to_bring(case) if is_open else [],
        to_confirm=to_confirm,
        to_cosign=to_cosign,
        may_withdraw=may_withdraw(case),
    )


def find(reference: str, secret: str) -> Application | None:
    """The application with this reference and typed secret, both as typed; None says nothing about which was wrong.

    Costs the same whether the reference exists or not; counting attempts is the caller's.
    """
    wanted_reference, wanted_secret = secrets.read_reference(reference), secrets.read_secret(secret)
    application = None
    if wanted_reference:
        found = Application.objects.filter(case__reference=wanted_reference).select_related("case")
        application = found.order_by("submitted_at").first()
    stored = application.secret_hash if application else ""
    given = secrets.hash_secret(wanted_secret or "")
    matches = hmac.compare_digest(stored, given)
    return application if matches and wanted_secret else None


def birth_dates(application: Application) -> set[date]:
    """The birth dates the client and the one who acted gave: the second fact for those without e-mail."""
    parties = application.case.parties.filter(role__in=("client", "applicant", "representative", "helper"))
    return {party.birth_date for party in parties if party.birth_date}


def proven_emails(application: Application) -> list[str]:
    """Addresses proved by a code to belong to a person of this case who may be told; none where contact is unsafe."""
    if application.case.safe_contact == SafeContact.NO:
        return []
    parties = application.case.parties.filter(may_receive=True).exclude(email_proven_at__isnull=True)
    return [party.proven_email for party in parties if party.proven_email]


def by_proven_email(address: str) -> list[Application]:
    """Applications in which this address was proved by a person who may be told and can safely be, the newest first.

    For "I lost my number". Whoever asks has shown nothing yet, so "only as agreed" is not safe enough.
    """
    parties = Party.objects.filter(proven_email_index=index_email(address), may_receive=True)
    parties = parties.exclude(proven_email_index="")
    return list(tellable().filter(case__parties__in=parties).distinct().order_by("-submitted_at"))


def _code(case: Case, *, to_confirm: bool) -> str:
    if case.status == Status.CLOSED:
        return "closed" if case.ending == Ending.DECIDED else case.ending
    if case.to_be_confirmed and case.status == Status.RECEIVED:
        return "to_be_signed" if to_confirm else "to_be_cosigned"
    return CODES.get(case.status, case.status)


def _is_enough(application: Application | None) -> bool:
    """Say whether nothing but the others' word is waited for."""
    if application is None:
        return False
    return not needs_confirming(application.form_version.schema, application.authenticity)


def _joined(case: Case, into: Case) -> ResidentStatus:
    while into.joined_into is not None:
        into = into.joined_into
    known = status_for_resident(into)
    # The other case may be another person's writing: its number and papers are theirs.
    return ResidentStatus(
        code=known.code,
        reference=case.reference,
        received_at=case.received_at,
        registered_on=case.registered_on,
        number=case.register_number,
        due_on=known.due_on,
        legal_due_on=known.legal_due_on,
        service_name=service_name(case, case.applications.select_related("form_version").first()),
    )


def service_name(case: Case, application: Application | None) -> str:
    """What the case is about, unless the name of the service alone would tell too much."""
    schema = application.form_version.schema if application else {}
    hidden = schema.get("crisis") or schema.get("violence") or (case.service is not None and case.service.crisis)
    return "" if hidden or case.service is None else case.service.name


def _to_cosign(case: Case, application: Application | None) -> list[CoSigning]:
    if not case.to_be_confirmed or application is None or not application.form_version.schema.get("cosign"):
        return []
    return list(application.cosignings.filter(state__in=WAITING).select_related("party"))


def _to_bring(case: Case) -> list[Promise]:
    return list(Promise.objects.filter(application__case=case, brought_at__isnull=True))
