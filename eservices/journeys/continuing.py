"""Going on with a draft later or on another device: a return code, a mailed link.

Both are stored hashed. The code is typed by POST together with a second fact: the birth date given, or a code
sent to the proven e-mail address. The link is 256 bits and changes nothing when it is only looked at.
A new code or link puts the earlier one out of use.
"""

from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from eservices.notifications.sending import queue
from portal.personal_data.secrets import hash_secret, new_link_token, new_typed_secret, read_secret
from portal.throttling.addresses import address_of
from portal.throttling.limits import allow
from portal.ui.dates import long_date_until

from . import keeping
from .models import Draft
from .people import birth_dates, safe_when_asked

HOUR = 3600
MAILS_AN_HOUR = 60


class TooMany(Exception):
    """Tried too often; the same answer whether or not the thing exists."""


def count_mail(request: HttpRequest) -> None:
    """Count a mail that somebody has asked for; raises ``TooMany`` past ``MAILS_AN_HOUR`` from one caller.

    Each address has its own limit; this one keeps a stranger from having us write to one address after another.
    """
    if not allow("asked_mail", address_of(request), limit=MAILS_AN_HOUR, seconds=HOUR):
        raise TooMany


def give_code(draft: Draft, birth_date: date | None = None) -> str:
    """Make a return code and return it, the only time it can be read.

    Saves its hash and, where the answers hold no birth date, the one given as a guard. Raises ``keeping.Stale``.
    """
    code = new_typed_secret()
    draft.return_code_hash = hash_secret(code)
    if birth_date:
        draft.content["birth_date"] = birth_date.isoformat()
    keeping.save(draft)
    return code


def guards(draft: Draft) -> set[str]:
    """Return the birth dates (ISO) that open the draft together with its return code."""
    given = draft.content.get("birth_date")
    return birth_dates(draft.version.schema, draft.content["answers"]) | ({given} if given else set())


def may_mail_link(draft: Draft) -> bool:
    """Tell whether a link may be mailed: never for violence services or where writing is not safe."""
    schema = draft.version.schema
    if schema.get("violence") or not schema.get("emailed_return_link", True):
        return False
    return safe_when_asked(schema, draft.content["answers"])


def mail_link(draft: Draft, address: str, *, language: str) -> None:
    """Queue the mail with the link to the draft; the message names neither service nor person.

    Raises ``TooMany`` past five mails an hour to one address or for one draft, and ``keeping.Stale``.
    """
    subjects = (address.casefold(), str(draft.pk))
    if not all(allow("draft_link", subject, limit=5, seconds=HOUR) for subject in subjects):
        raise TooMany
    token = new_link_token()
    draft.link_hash = hash_secret(token)
    keeping.save(draft)
    context = {
        "link": settings.PUBLIC_URL.rstrip("/") + reverse("journeys:link", args=[token]),
        "expires": long_date_until(draft.expires_at, language),
    }
    queue("resume_link", to=address, language=language, context=context, until=draft.expires_at)


def by_link(token: str) -> Draft | None:
    """Return the live draft a mailed link leads to; looking changes nothing."""
    return _live(link_hash=hash_secret(token))


def by_code(request: HttpRequest, typed: str) -> Draft | None:
    """Return the live draft of a return code, second fact not yet asked.

    Counts the attempt; raises ``TooMany`` past twenty an hour from one address or ten on one code.
    """
    code = read_secret(typed)
    subjects = ((address_of(request), 20), (code or typed, 10))
    if not all(allow("return_code", subject, limit=limit, seconds=HOUR) for subject, limit in subjects):
        raise TooMany
    return _live(return_code_hash=hash_secret(code)) if code else None


def knows_birth_date(draft: Draft, born: date) -> bool:
    """Tell whether the date is one of those given in the draft."""
    return any(constant_time_compare(born.isoformat(), each) for each in guards(draft))


def by_id(draft_id: str) -> Draft | None:
    """Return the live draft a signed cookie of ours names."""
    return _live(pk=draft_id)


def _live(**found_by: str) -> Draft | None:
    own = Draft.objects.select_related("version").filter(state=Draft.OPEN, entered_by=None)
    draft = own.filter(**found_by).first()
    return draft if draft and keeping.is_live(draft) else None
