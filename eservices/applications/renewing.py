"""Giving a new typed secret in place of a lost one: at the counter, or by a link mailed to a proven address.

The link alone must not do: the code that is the second fact goes to the same mailbox. So the birth date given in the
application is asked too, and an application that holds none is offered no link.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from eservices.applications.models import Application
from eservices.cases import events
from eservices.cases.models import Party, SafeContact, Status
from portal.audit.recording import record
from portal.people.models import StaffUser
from portal.personal_data import secrets

VALID_FOR = timedelta(hours=2)


def renew_secret(application: Application, *, by: StaffUser | None, to: Party | None = None, checked: str = "") -> str:
    """Give a new secret, known only now; effects as ``put_in_force``.

    At the counter ``to`` is the person it was handed to and ``checked`` a word of ``cases.models.Checked``.
    """
    handed = {"party": str(to.pk), "checked": checked} if to else {}
    secret = secrets.new_typed_secret()
    with transaction.atomic():
        put_in_force(application, secret, by=by, **handed)
    return secret


def put_in_force(application: Application, secret: str, *, by: StaffUser | None, **how: str) -> None:
    """Let this secret open the application and no other; a mailed link is used up; history, audit with ``how``."""
    application.secret_hash, application.renewal_until = secrets.hash_secret(secret), None
    application.save(update_fields=["secret_hash", "renewal_until"])
    events.write(application.case, "secret_renewed", by=by, application=str(application.pk), **how)
    record("application.secret_renewed", by=by, on=application, details=how, case_id=application.case_id)


def tellable() -> QuerySet[Application]:
    """Applications of open cases whose people it is safe to write to."""
    safe = Application.objects.filter(case__safe_contact=SafeContact.YES)
    return safe.exclude(case__status=Status.CLOSED).select_related("case")


def offer(application: Application) -> str:
    """Make the token of a link that lets a new secret be taken once, for two hours; an earlier link stops working."""
    token = secrets.new_link_token()
    application.renewal_hash, application.renewal_until = secrets.hash_secret(token), timezone.now() + VALID_FOR
    application.save(update_fields=["renewal_hash", "renewal_until"])
    return token


def linked(token: str) -> Application | None:
    """The application a mailed link is for, whether or not it is used or too old; looking changes nothing."""
    return tellable().filter(renewal_hash=secrets.hash_secret(token)).first()


def is_usable(application: Application) -> bool:
    """Whether the link mailed last has not been used and its time is not over."""
    return application.renewal_until is not None and application.renewal_until > timezone.now()


def take(application: Application, secret: str) -> bool:
    """Put the secret in force by the link of ``linked``, once; say whether it is in force.

    The same secret again, a double click, changes nothing. The caller has asked the birth date.
    """
    with transaction.atomic():
        row = Application.objects.select_for_update().get(pk=application.pk)
        if row.renewal_hash == application.renewal_hash and is_usable(row):
            put_in_force(application, secret, by=None, checked="mailed_link")
            return True
        application.secret_hash = row.secret_hash
    return row.secret_hash == secrets.hash_secret(secret)
