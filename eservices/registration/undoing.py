"""Undoing a slip: within the hour a registration is annulled without being asked why."""

from datetime import timedelta

from django.utils import timezone

from eservices.registration.annulling import AnnulRefused, annul
from eservices.registration.models import RegisteredDocument
from portal.people.models import StaffUser

WITHIN = timedelta(hours=1)
# Stands in the register, which is kept in Latvian whatever language the person works in.
REASON = "labots stundas laikā"


def may_undo(document: RegisteredDocument) -> bool:
    """Whether the hour is not over and the entry stands."""
    return document.annulled_at is None and timezone.now() - document.registered_at <= WITHIN


def undo(document: RegisteredDocument, *, by: StaffUser) -> None:
    """Annul the entry with the settled reason; the number stays. Raises AnnulRefused ``too_late`` after an hour."""
    if timezone.now() - document.registered_at > WITHIN:
        raise AnnulRefused("too_late")
    annul(document, by=by, reason=REASON)
