"""What happened, told upwards: signals sent inside the transaction of the act, and the row that stays.

A receiver may only insert its own due row. Every signal carries ``case``; the other arguments are named below.
"""

from typing import Any

from django.dispatch import Signal
from django.utils import timezone

from eservices.cases.models import Case, Event
from portal.people.models import StaffUser

application_received = Signal()  # application, secret and links (token by party), known only now
authenticity_confirmed = Signal()  # application
cosigning_settled = Signal()  # application, cosigning
application_withdrawn = Signal()
original_noted = Signal()  # original
supplement_received = Signal()  # supplement
case_registered = Signal()  # document
registration_annulled = Signal()  # document


def write(
    case: Case,
    kind: str,
    *,
    by: StaffUser | None = None,
    reason: str = "",
    from_status: str = "",
    to_status: str = "",
    **details: Any,
) -> Event:
    """Add a row to the case's history; ``details`` are keys, codes and ids, never personal data."""
    return Event.objects.create(
        case=case,
        at=timezone.now(),
        kind=kind,
        by=by,
        reason=reason or None,
        from_status=from_status,
        to_status=to_status,
        details=details,
    )
