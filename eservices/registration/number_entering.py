"""Entering the number that the records system gave, where a journal leaves numbering to it."""

from django.db import transaction

from eservices.registration import registering
from eservices.registration.models import RegisteredDocument
from portal.audit.recording import record
from portal.people.models import StaffUser


def enter_number(document: RegisteredDocument, text: str, *, by: StaffUser) -> None:
    """Write the number down, once: the entry, the case's listed number and search text, an audit entry.

    Raises ValueError when it is empty or a number is already there.
    """
    text = text.strip()
    with transaction.atomic():
        document = RegisteredDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
        if not text or document.number_text:
            raise ValueError("a number is entered once, and not empty")
        document.number_text = text
        document.save(update_fields=["number_text"])
        registering.show_number(document)
        record("document.number_entered", by=by, on=document)
