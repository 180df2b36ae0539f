"""Opening a case for something that came to the office."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from eservices.cases import clocks, events, naming
from eservices.cases.models import Case, Party
from portal.audit.recording import record
from portal.people.models import StaffUser
from portal.personal_data import blind_index
from portal.personal_data.secrets import new_reference

EMAIL_PURPOSE = "proven_email"


@dataclass(frozen=True)
class PartyData:
    """A person as told by the one who wrote. ``same_as`` is the position of the same person in the given list."""

    role: str
    first_name: str = ""
    last_name: str = ""
    relation: str = ""
    personal_code: str = ""
    contact: dict[str, Any] = field(default_factory=dict)
    authority: dict[str, Any] = field(default_factory=dict)
    email_proven_at: datetime | None = None
    may_receive: bool = True
    same_as: int | None = None
    row_id: str = ""


def open_case(*, received_at: datetime, parties: Sequence[PartyData], by: StaffUser | None = None, **fields) -> Case:
    """Open a case with status received: reference, parties, list columns, the law's clock, history, audit.

    ``fields`` are columns of Case (service, unit, eservice, kind, channel, clock, urgent, to_be_confirmed, …), never
    status or ending. ``by`` is None when the resident acts.
    """
    with transaction.atomic():
        case = Case.objects.create(reference=_free_reference(), received_at=received_at, **fields)
        add_parties(case, parties)
        naming.refresh(case)
        clocks.start_legal(case)
        record("case.opened", by=by, on=case, details={"channel": case.channel, "kind": case.kind})
        events.write(case, "opened", by=by, to_status=case.status, channel=case.channel)
    return case


def add_parties(case: Case, parties: Sequence[PartyData]) -> list[Party]:
    """Store the persons in their order; a second role of a person points to the first row."""
    rows: list[Party] = []
    for order, data in enumerate(parties):
        row = build_party(case, data, order=order, same_as=None if data.same_as is None else rows[data.same_as])
        row.save()
        rows.append(row)
    return rows


def build_party(case: Case, data: PartyData, *, order: int, same_as: Party | None = None) -> Party:
    """An unsaved party row of these data."""
    if same_as is not None:
        data = replace(data, first_name=same_as.first_name, last_name=same_as.last_name)
    proven = data.contact.get("proven_email", "") if data.email_proven_at else ""
    return Party(
        case=case,
        role=data.role,
        order=order,
        row_id=data.row_id,
        same_as=same_as,
        first_name=data.first_name[:120],
        last_name=data.last_name[:200],
        relation=data.relation[:60],
        personal_code=data.personal_code,
        contact=data.contact,
        authority=data.authority,
        email_proven_at=data.email_proven_at,
        proven_email_index=index_email(proven),
        may_receive=data.may_receive,
    )


def index_email(address: str) -> str:
    """The blind index by which a proven address is found; empty for an empty address."""
    return blind_index.blind(EMAIL_PURPOSE, address.strip().casefold()) if address else ""


def _free_reference() -> str:
    """A reference no case has; the unique column is the net below this."""
    while True:
        reference = new_reference()
        if not Case.objects.filter(reference=reference).exists():
            return reference
