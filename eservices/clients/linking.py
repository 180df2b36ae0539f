"""Saying that a party of a case is a person of the register: an act of staff after checking identity.

A typed personal code is only a claim (practice: who may act), so nothing here is called by a submit.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from eservices.clients.models import Client
from portal.audit.recording import record
from portal.people.models import StaffUser


def link(party: Any, client: Client, by: StaffUser) -> None:
    """Confirm that the party is this client: the link, who checked and when, an audit entry.

    A merged client is replaced by its survivor. Linking again to the same client only refreshes the check.
    """
    with transaction.atomic():
        party.client = client.survivor
        party.identity_checked_at = timezone.now()
        party.identity_checked_by = by
        party.save(update_fields=["client", "identity_checked_at", "identity_checked_by"])
        record("client.linked", by=by, on=party, details={"client": str(party.client_id)})


def link_new(party: Any, by: StaffUser) -> Client:
    """Enter the party in the register as a new client and link it; the party's own data are the client's first."""
    with transaction.atomic():
        client = Client.objects.create(
            first_name=party.first_name,
            last_name=party.last_name,
            birth_date=party.birth_date,
            personal_code=party.personal_code or "",
        )
        record("client.entered", by=by, on=client)
        link(party, client, by)
    return client


def unlink(party: Any, by: StaffUser) -> None:
    """Take the link back: the party is a claim again ("nepārbaudīts"), with an audit entry naming the client."""
    with transaction.atomic():
        client_id = party.client_id
        party.client = party.identity_checked_at = party.identity_checked_by = None
        party.save(update_fields=["client", "identity_checked_at", "identity_checked_by"])
        record("client.unlinked", by=by, on=party, details={"client": str(client_id)})
