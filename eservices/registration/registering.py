"""Registering: a named person gives what opened a case its number today (things always true, 5)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eservices.cases import clocks, events, naming
from eservices.cases.models import Case, Channel, Status
from eservices.cases.moving import move
from eservices.registration import numbering
from eservices.registration.models import Journal, Letter, RegisteredDocument
from portal.audit.recording import record
from portal.people.models import StaffUser, Unit


class RegisterRefused(Exception):
    """Why it cannot be registered: ``phone_note``, ``no_journal``, ``received_in_future``, ``received_known``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class AlreadyRegistered(RegisterRefused):
    """Somebody was quicker; ``document`` says who, when and under which number."""

    def __init__(self, document: RegisteredDocument) -> None:
        super().__init__("already_registered")
        self.document = document

    def __str__(self) -> str:
        return _("Already registered: No. %(number)s, %(who)s, %(when)s.") % {
            "number": self.document.number_text,
            "who": self.document.registered_by,
            "when": timezone.localtime(self.document.registered_at).strftime("%d.%m.%Y. %H:%M"),
        }


def register(
    case: Case,
    *,
    by: StaffUser,
    journal: Journal | None = None,
    unit: Unit | None = None,
    received_on: date | None = None,
) -> RegisteredDocument:
    """Register the application or letter that opened the case.

    Effects, in one transaction: case locked; an earlier day of receipt noted (paper only); number given and the
    document written; unit set; status registered; both clocks started; history, audit, signal ``case_registered``.
    What was withdrawn or otherwise closed before it had a number came in all the same: it gets one, and stays closed
    without clocks. ``journal`` and ``unit`` default to what the form and its routing say. The passed case gets the new
    values. Raises AlreadyRegistered; RegisterRefused ``phone_note``, ``no_journal``, ``received_in_future``, or
    ``received_known`` (another day than the portal itself noted).
    """
    with transaction.atomic():
        _lock(case)
        _check_unregistered(case)
        source = _source(case)
        _note_receipt(case, received_on)
        document = enter(journal or journal_for(_journal_code(source)), by=by, case=case, opens_case=True, **source)
        case.unit = unit or case.unit
        case.registered_on = document.registered_on
        case.register_number = document.number_text
        case.save(update_fields=["unit", "registered_on", "register_number"])
        naming.refresh(case, numbers=[document.number_text])
        _go_on(case, document, by)
        record("document.registered", by=by, on=document, details={"number": document.number_text})
        events.case_registered.send(RegisteredDocument, case=case, document=document)
    return document


def journal_for(code: str = "") -> Journal:
    """As ``numbering.journal_for``, for an act that is refused without a journal: RegisterRefused ``no_journal``."""
    try:
        return numbering.journal_for(code)
    except Journal.DoesNotExist:
        raise RegisterRefused("no_journal") from None


def enter(journal: Journal, *, by: StaffUser, case: Case, **fields: Any) -> RegisteredDocument:
    """Write an entry of today into a journal with its next number; inside the caller's transaction only."""
    now = timezone.now()
    today = timezone.localdate(now)
    number = text = None
    if journal.mode == Journal.Mode.WE_NUMBER:
        number = numbering.take_next(journal, today.year)
        text = numbering.number_text(journal, today.year, number)
    return RegisteredDocument.objects.create(
        journal=journal,
        year=today.year,
        number=number,
        number_text=text or "",
        direction=journal.direction,
        case=case,
        service_name=case.service.name if case.service else "",
        registered_on=today,
        registered_at=now,
        registered_by=by,
        **({"received_on": clocks.received_on(case)} | fields),
    )


def show_number(document: RegisteredDocument) -> None:
    """Make the case found, and for its first document also listed, by a number that was entered later."""
    case = document.case
    if document.opens_case:
        case.register_number = document.number_text
        case.save(update_fields=["register_number"])
    naming.refresh(case, numbers=[document.number_text])


def check_received(received_on: date, *, now: datetime | None = None) -> None:
    """Refuse a day of receipt that has not come yet; a document is registered today at the earliest it arrived."""
    if received_on > timezone.localdate(now):
        raise RegisterRefused("received_in_future")


def _lock(case: Case) -> None:
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    case.refresh_from_db()


def _go_on(case: Case, document: RegisteredDocument, by: StaffUser) -> None:
    given = {"document": str(document.pk), "number": document.number_text}
    if case.status == Status.CLOSED:
        events.write(case, "registered_when_closed", by=by, **given)
        return
    clocks.start(case, document.registered_on)
    move(case, Status.REGISTERED, by=by, **given)


def _check_unregistered(case: Case) -> None:
    document = case.documents.filter(opens_case=True, annulled_at__isnull=True).select_related("registered_by").first()
    if document is not None:
        raise AlreadyRegistered(document)


def _source(case: Case) -> dict[str, Any]:
    """What opened the case, as the columns of its entry."""
    letter = Letter.objects.filter(case=case, opens_case=True).first()
    if letter is None:
        application = case.applications.select_related("form_version").first()
        sender = case.applicant_name or case.client_name
        return {"application": application, "kind": case.kind, "channel": case.channel, "sender": sender}
    if letter.is_note:
        raise RegisterRefused("phone_note")
    return letter_columns(letter)


def letter_columns(letter: Letter) -> dict[str, Any]:
    """A letter as the columns of its entry."""
    return {
        "letter": letter,
        "kind": letter.kind,
        "channel": letter.channel,
        "sender": letter.sender,
        "sender_number": letter.sender_number,
        "sender_date": letter.sender_date,
    }


def _journal_code(source: dict[str, Any]) -> str:
    application = source.get("application")
    return application.form_version.schema["journal"] if application else ""


def _note_receipt(case: Case, received_on: date | None) -> None:
    known = clocks.received_on(case)
    if received_on is None or received_on == known:
        return
    check_received(received_on)
    if case.channel == Channel.PORTAL:
        raise RegisterRefused("received_known")
    case.received_at = clocks.moment_of(received_on)
    case.save(update_fields=["received_at"])
    events.write(case, "receipt_corrected", was=known.isoformat(), now=received_on.isoformat())
