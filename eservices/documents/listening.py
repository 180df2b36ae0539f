"""What makes a PDF due: each receiver only inserts its row, inside the transaction of what happened."""

from typing import Any

from eservices.applications.models import Application
from eservices.cases import events
from eservices.cases.models import Case
from eservices.documents.issuing import order
from eservices.documents.models import IssuedPdf
from eservices.registration.models import RegisteredDocument

Kind = IssuedPdf.Kind


def connect() -> None:
    """Listen."""
    events.application_received.connect(on_received, dispatch_uid="documents.received")
    events.authenticity_confirmed.connect(on_confirmed, dispatch_uid="documents.confirmed")
    events.cosigning_settled.connect(on_confirmed, dispatch_uid="documents.cosigned")
    events.original_noted.connect(on_original, dispatch_uid="documents.original")
    events.case_registered.connect(on_registered, dispatch_uid="documents.registered")


def on_received(application: Application, **_more: Any) -> None:
    """The office's summary and the receipt; a copy to sign where the application must be confirmed."""
    order(application, Kind.SUMMARY)
    order(application, Kind.RECEIPT)
    if application.case.to_be_confirmed:
        order(application, Kind.TO_SIGN)


def on_confirmed(application: Application, **_more: Any) -> None:
    """The summary says now who confirmed it and how; so does the stamped one."""
    order(application, Kind.SUMMARY)
    if application.documents.filter(annulled_at__isnull=True).exclude(number_text="").exists():
        order(application, Kind.STAMPED)


def on_original(case: Case, **_more: Any) -> None:
    """The summary says now which originals were shown, kept or given back."""
    for application in case.applications.all():
        on_confirmed(application)


def on_registered(document: RegisteredDocument, **_more: Any) -> None:
    """The stamped summary of an application; a paper letter has none."""
    if document.application is not None and document.number_text:
        order(document.application, Kind.STAMPED)
