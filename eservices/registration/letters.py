"""Entering any incoming letter, by whichever channel, into a new case or an existing one (practice: channels)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F

from eservices.attachments.claiming import claim
from eservices.attachments.models import Attachment
from eservices.cases import clocks, events
from eservices.cases.models import Case, Channel, Kind, Status
from eservices.cases.opening import PartyData, open_case
from eservices.catalogue.models import Service
from eservices.registration.models import Letter, LetterFile
from eservices.registration.registering import check_received
from portal.audit.recording import record
from portal.people.models import StaffUser, Unit

CHANNELS = tuple(channel for channel in Channel if channel != Channel.PORTAL)


class LetterRefused(Exception):
    """Why it cannot be entered: ``unknown_channel``, ``no_sender``, ``closed`` (the case), ``file_taken`` or
    ``written_after_received``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Incoming:
    """What is written on the letter and its envelope. ``sender`` may be empty only for an anonymous tip."""

    channel: str
    received_on: date
    sender: str = ""
    sender_number: str = ""
    sender_date: date | None = None
    kind: str = Kind.APPLICATION
    note: str = ""
    attachments: Sequence[UUID] = ()


def receive(
    incoming: Incoming,
    *,
    by: StaffUser,
    case: Case | None = None,
    service: Service | None = None,
    unit: Unit | None = None,
    parties: Sequence[PartyData] = (),
    urgent: bool = False,
) -> Letter:
    """Enter a letter: into ``case``, or into a new case of ``service`` with ``parties``.

    Effects, in one transaction: the case opened as received, or the existing one waits for one more paper to be
    registered; the letter and its scans kept; history, audit. It gets its number by ``registering.register`` (new
    case) or ``supplementing.attach``; a phone note never does. Raises LetterRefused, RegisterRefused for a future day.
    """
    _check(incoming, case)
    with transaction.atomic():
        target = case or _open(incoming, by=by, service=service, unit=unit, parties=parties, urgent=urgent)
        if case is not None and incoming.channel != Channel.PHONE:
            Case.objects.filter(pk=case.pk).update(papers_to_register=F("papers_to_register") + 1)
            case.refresh_from_db(fields=["papers_to_register"])
        letter = Letter.objects.create(
            case=target,
            opens_case=case is None,
            entered_by=by,
            kind=incoming.kind,
            channel=incoming.channel,
            sender=incoming.sender.strip(),
            sender_number=incoming.sender_number.strip(),
            sender_date=incoming.sender_date,
            received_on=incoming.received_on,
            note=incoming.note.strip() or None,
        )
        _keep_files(letter, incoming.attachments)
        events.write(target, "letter_received", by=by, letter=str(letter.pk), channel=letter.channel)
        record("letter.entered", by=by, on=letter, details={"files": len(incoming.attachments)})
    return letter


def _check(incoming: Incoming, case: Case | None) -> None:
    check_received(incoming.received_on)
    if incoming.channel not in CHANNELS:
        raise LetterRefused("unknown_channel")
    if not incoming.sender.strip() and incoming.kind != Kind.TIP:
        raise LetterRefused("no_sender")
    if incoming.sender_date and incoming.sender_date > incoming.received_on:
        raise LetterRefused("written_after_received")
    if case is not None and case.status == Status.CLOSED:
        raise LetterRefused("closed")


def _open(
    incoming: Incoming,
    *,
    by: StaffUser,
    service: Service | None,
    unit: Unit | None,
    parties: Sequence[PartyData],
    urgent: bool,
) -> Case:
    return open_case(
        received_at=clocks.moment_of(incoming.received_on),
        by=by,
        parties=parties,
        kind=incoming.kind,
        service=service,
        unit=unit or (service.executor if service else None),
        channel=incoming.channel,
        clock=profile_of(service) if service else {},
        urgent=urgent,
    )


def profile_of(service: Service) -> dict:
    """The service's own clock profile, for a case that no form opened."""
    return {
        "start": service.start,
        "decide": {"n": service.decide_n, "unit": service.decide_unit},
        "notify": {"n": service.notify_n, "unit": service.notify_unit},
        "pause": False,
    }


def _keep_files(letter: Letter, attachment_ids: Sequence[UUID]) -> None:
    attachments = list(Attachment.objects.filter(pk__in=attachment_ids, claimed_at__isnull=True))
    if len(attachments) != len(set(attachment_ids)):
        raise LetterRefused("file_taken")
    claim([attachment.pk for attachment in attachments])
    LetterFile.objects.bulk_create(
        LetterFile(letter=letter, attachment=attachment, category=attachment.category) for attachment in attachments
    )
