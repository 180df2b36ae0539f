"""Correcting contact details: the correction stands beside what was first given, not over it."""

from typing import Any

from django.db import transaction

from eservices.cases import events
from eservices.cases.models import ContactCorrection, Party
from portal.audit.recording import record
from portal.people.models import StaffUser

CORRECTABLE = frozenset({"phone", "email", "address"})


def correct_contact(party: Party, changes: dict[str, Any], *, by: StaffUser | None = None) -> ContactCorrection | None:
    """Keep new contact data of a party: a correction row, history, audit. None when nothing differs.

    ``changes`` holds phone, email or address; other keys raise ValueError. A corrected address for e-mail is not
    proven by being typed: messages go on to the proven one.
    """
    if not changes.keys() <= CORRECTABLE:
        raise ValueError(f"not contact data: {sorted(changes.keys() - CORRECTABLE)}")
    now = party.current_contact
    changed = {key: value for key, value in changes.items() if now.get(key, "") != value}
    if not changed:
        return None
    with transaction.atomic():
        correction = ContactCorrection.objects.create(party=party, contact=changed, by=by)
        events.write(party.case, "contact_corrected", by=by, party=str(party.pk), fields=sorted(changed))
        record("party.contact_corrected", by=by, on=party, details={"fields": sorted(changed)})
    return correction
