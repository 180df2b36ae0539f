"""Proving an e-mail address by a six-digit code mailed to it.

Nothing else is ever sent to an address that has not been proved: a mistyped address must not learn who asks for what.
"""

import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.dateparse import parse_datetime

from eservices.notifications.sending import queue
from portal.personal_data.secrets import hash_secret
from portal.throttling.limits import allow

from . import keeping, people
from .continuing import HOUR, TooMany
from .models import Draft
from .progress import Progress

VALID_FOR = timedelta(hours=1)
Proof = dict[str, str]


def send_code(address: str, *, language: str) -> Proof:
    """Queue a mail with a code and return what must be kept to check it; it names neither code nor address.

    Raises ``TooMany`` past five codes an hour to one address.
    """
    if not allow("email_code", address.casefold(), limit=5, seconds=HOUR):
        raise TooMany
    code = f"{secrets.randbelow(10**6):06d}"
    until = timezone.now() + VALID_FOR
    context = {"code": code, "minutes": int(VALID_FOR.total_seconds() // 60)}
    queue("prove_email", to=address, language=language, context=context, until=until)
    return {"hash": _hash(address, code), "until": until.isoformat()}


def matches(proof: Proof | None, address: str, typed: str) -> bool:
    """Check a typed code against what ``send_code`` returned. Raises ``TooMany`` past five tries on one code."""
    until = parse_datetime(proof["until"]) if proof else None
    if proof is None or until is None or until < timezone.now():
        return False
    if not allow("email_code_try", proof["hash"], limit=5, seconds=HOUR):
        raise TooMany
    return constant_time_compare(_hash(address, "".join(each for each in typed if each.isdigit())), proof["hash"])


def _hash(address: str, code: str) -> str:
    return hash_secret(f"{address.casefold()}\x00{code}")


def address_of(draft: Draft) -> str:
    """Return the address that could be proved, empty where none was given or writing is unsafe."""
    schema, answers = draft.version.schema, Progress(draft).counted
    return people.email(schema, answers) if people.safe_to_write(schema, answers) else ""


def proven_address(draft: Draft) -> str:
    """Return the address proved for this draft while it is still the one given."""
    proven = draft.content.get("proven_email", "")
    return proven if proven and proven == address_of(draft) else ""


def ask(draft: Draft, *, language: str) -> None:
    """Mail a code to the address given in the draft and keep its hash there. Raises ``TooMany``, ``keeping.Stale``."""
    draft.content["proof"] = send_code(address_of(draft), language=language)
    keeping.save(draft)


def prove(draft: Draft, typed: str) -> bool:
    """Check the code and, if right, keep the address as proved. Raises ``TooMany``, ``keeping.Stale``."""
    address = address_of(draft)
    if not matches(draft.content.get("proof"), address, typed):
        return False
    draft.content["proven_email"] = address
    draft.content.pop("proof")
    draft.email_proven_at = timezone.now()
    keeping.save(draft)
    return True
