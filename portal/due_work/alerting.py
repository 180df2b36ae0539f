"""Telling a person that the worker has given up."""

import logging

from django.conf import settings
from django.core.mail import send_mail

from portal.due_work.models import DueRow

logger = logging.getLogger(__name__)


def alert(row: DueRow) -> None:
    """Write an error to the log and a letter to ``settings.ALERT_EMAILS``, both without personal data.

    The row itself stays visible to staff as given up, so a letter that cannot be sent is not an error.
    """
    logger.error("Gave up %s %s after %s attempts: %s", row._meta.label, row.pk, row.attempts, row.last_error)
    if not settings.ALERT_EMAILS:
        return
    try:
        send_mail(
            subject="Durvis: darbs nav izdevies",
            message=(
                f"Sistēma pārtrauca mēģināt: {row._meta.label} {row.pk}\n"
                f"Mēģinājumi: {row.attempts}\nKļūda: {row.last_error}\n{settings.PUBLIC_URL}/admin/"
            ),
            from_email=None,
            recipient_list=settings.ALERT_EMAILS,
        )
    except OSError as fault:
        logger.warning("The alert could not be sent: %s", type(fault).__name__)
