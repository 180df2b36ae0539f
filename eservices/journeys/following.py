"""Following an application: what this browser has shown it may see.

A signed cookie that lives an hour says which application was opened with reference and typed secret, and whether a
second fact was given as well. It names part of the secret's hash: a secret renewed at the counter ends it.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from eservices.applications import renewing, tracking
from eservices.applications.models import Application
from eservices.notifications.sending import queue
from portal.personal_data.secrets import new_typed_secret, show_reference
from portal.throttling.addresses import address_of
from portal.throttling.limits import allow

from . import proving
from .continuing import HOUR, TooMany

COOKIE = "following"
SALT = "eservices.journeys.following"


class WrongDate(Exception):
    """The birth date is none of those given in the application."""


@dataclass(frozen=True)
class Grant:
    """The application this browser follows; ``proven`` after the second fact."""

    application: Application
    proven: bool = False
    proof: proving.Proof | None = None


def open_with(request: HttpRequest, reference: str, secret: str) -> Grant | None:
    """Return the grant for a reference and secret, or None without telling which of them is wrong.

    Counts the attempt; raises ``TooMany`` past 20 an hour from one address or 10 on one reference.
    """
    who = address_of(request)
    if not (allow("tracking", who, limit=20, seconds=HOUR) and allow("tracking", reference, limit=10, seconds=HOUR)):
        raise TooMany
    application = tracking.find(reference, secret)
    return Grant(application) if application else None


def prove_by_birth_date(grant: Grant, born: date) -> Grant | None:
    """Return the grant with its second fact, for a case in which no e-mail address was proved. Raises ``TooMany``."""
    if tracking.proven_emails(grant.application):
        return None
    _count_guess(grant.application)
    return replace(grant, proven=True) if born in tracking.birth_dates(grant.application) else None


def send_code(grant: Grant, *, language: str) -> Grant:
    """Mail a code to the proven address and return the grant that can check it. Raises ``TooMany``."""
    emails = tracking.proven_emails(grant.application)
    return replace(grant, proof=proving.send_code(emails[0], language=language)) if emails else grant


def prove_by_code(grant: Grant, typed: str) -> Grant | None:
    """Return the grant with its second fact if the code is the one mailed. Raises ``TooMany``."""
    emails = tracking.proven_emails(grant.application)
    if emails and proving.matches(grant.proof, emails[0], typed):
        return replace(grant, proven=True, proof=None)
    return None


def _count_guess(application: Application) -> None:
    if not allow("second_fact", str(application.pk), limit=5, seconds=HOUR):
        raise TooMany


def send_lost_numbers(request: HttpRequest, address: str, *, language: str) -> None:
    """Mail the references of the open cases in which the address was proved, each with a link to a new access code.

    To any other address, and where writing is not safe, nothing is mailed. An application without a birth date gets no
    link: there is nothing but the mailbox to know the person by. Raises ``TooMany`` past ten an hour from one caller
    or three for one address.
    """
    by_caller = allow("lost_number", address_of(request), limit=10, seconds=HOUR)
    if not (by_caller and allow("lost_number", address.casefold(), limit=3, seconds=HOUR)):
        raise TooMany
    found = [
        {"reference": show_reference(each.case.reference), "link": _link_to_new_code(each)}
        for each in tracking.by_proven_email(address)
    ]
    if found:
        hours = renewing.VALID_FOR // timedelta(hours=1) if any(each["link"] for each in found) else 0
        context = {"found": found, "hours": hours}
        queue("lost_number", to=address, language=language, context=context, until=timezone.now() + renewing.VALID_FOR)


def _link_to_new_code(application: Application) -> str:
    if not tracking.birth_dates(application):
        return ""
    return settings.PUBLIC_URL.rstrip("/") + reverse("tracking:new_code", args=[renewing.offer(application)])


def new_code_for(token: str) -> str:
    """Make the access code a page will put in force when its button is pressed; signed, and good for this link only."""
    return signing.dumps(new_typed_secret(), salt=SALT + token)


def take_new_code(token: str, made: str, born: date) -> tuple[Grant, str] | None:
    """Put the code made for this page in force; return the grant and the code, None where the link no longer works.

    The code comes from the page, so that a second click gives the same one. Raises ``WrongDate`` for a birth date not
    given in the application and ``TooMany`` past five an hour.
    """
    application = renewing.linked(token)
    if application is None:
        return None
    _count_guess(application)
    if born not in tracking.birth_dates(application):
        raise WrongDate
    try:
        secret = signing.loads(made, salt=SALT + token)
    except signing.BadSignature:
        return None
    return (Grant(application, proven=True), secret) if renewing.take(application, secret) else None


def read(request: HttpRequest) -> Grant | None:
    """Return what this browser may follow."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=HOUR)
        application = _application(kept)
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
    if application is None:
        return None
    return Grant(application, proven=bool(kept["proven"]), proof=kept.get("proof"))


def _application(kept: dict[str, Any]) -> Application | None:
    found = Application.objects.select_related("case__service", "case__unit", "form_version")
    application = found.filter(pk=UUID(kept["application"])).first()
    return application if application and application.secret_hash.startswith(kept["secret"]) else None


def write(response: HttpResponseBase, grant: Grant) -> None:
    """Let this browser follow the application for an hour."""
    kept = {
        "application": str(grant.application.pk),
        "secret": grant.application.secret_hash[:12],
        "proven": grant.proven,
        "proof": grant.proof,
    }
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def end(response: HttpResponseBase) -> None:
    """Stop following in this browser."""
    response.delete_cookie(COOKIE, samesite="Lax")
