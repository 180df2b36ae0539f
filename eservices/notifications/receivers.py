"""What happened in a case becomes messages; each receiver inserts its own rows and nothing else."""

from typing import Any

from django.dispatch import receiver

from eservices.applications.models import Application
from eservices.cases import events
from eservices.notifications import telling, urgent
from eservices.registration.models import RegisteredDocument


@receiver(events.application_received)
def on_application_received(application: Application, links: dict[str, str], **news: Any) -> None:
    """Tell whoever proved an address that it has come, with its reference; the one on duty, where it is urgent.

    The adults of the household are sent their own links.
    """
    telling.tell_received(application)
    telling.send_own_links(application, links)
    urgent.tell_duty(application)


@receiver(events.case_registered)
def on_case_registered(document: RegisteredDocument, **news: Any) -> None:
    """Tell number, date and due date."""
    telling.tell_registered(document)


@receiver(events.registration_annulled)
def on_registration_annulled(document: RegisteredDocument, **news: Any) -> None:
    """What has not left yet stays."""
    telling.take_back(document)
