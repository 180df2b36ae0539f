"""Entering the number that the records system gave, where a journal leaves numbering to it."""

from django.db import transaction

from eservices.registration import registering
from eservices.registration.models import RegisteredDocument
from portal.audit.recording import record
from portal.people.models import StaffUser


class NumberKnown(Exception):
    """The number stands at ``document`` already, which may be right: one letter can be two requests."""

    def __init__(self, document: RegisteredDocument) -> None:
        super().__init__("number_known")
        self.document = document


def enter_number(document: RegisteredDocument, text: str, *, by: StaffUser, once_more: bool = False) -> None:
    """Write the number down, once: the entry, the case's listed number and search text, an audit entry.

    Raises ValueError when it is empty or a number is already there, NumberKnown when an entry in force of another case
    has this number and it was not said that it is right ``once_more``.
    """
    text = text.strip()
    with transaction.atomic():
        document = RegisteredDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
        if not text or document.number_text:
            raise ValueError("a number is entered once, and not empty")
        known = _elsewhere(document, text)
        if known is not None and not once_more:
            raise NumberKnown(known)
        document.number_text = text
        document.save(update_fields=["number_text"])
        registering.show_number(document)
        record("document.number_entered", by=by, on=document, details={"also_at": known.case_id} if known else None)


def _elsewhere(document: RegisteredDocument, text: str) -> RegisteredDocument | None:
    others = RegisteredDocument.objects.filter(number_text=text, annulled_at=None).exclude(case=document.case_id)
    return others.select_related("case").order_by("registered_at").first()
