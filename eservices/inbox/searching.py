"""Finding a case while the caller speaks: by reference, number, personal code or name; and what cannot wait."""

import base64
import binascii

from django.db.models import Q, QuerySet

from eservices.cases.models import Case, Status
from eservices.registration.models import RegisteredDocument
from portal.personal_data import encryption
from portal.personal_data.secrets import read_reference

AAD = "inbox:search"
LONGEST = 200
EXACT_LIMIT = 20


def exact(cases: QuerySet[Case], typed: str) -> list[int]:
    """Keys of these cases whose reference or register number was typed; they are shown before all others."""
    # Both ways of writing letters rather than a comparison without regard to case, which no index serves.
    spelled = {typed, typed.upper()}
    numbered = RegisteredDocument.objects.filter(number_text__in=spelled).values("case")
    wanted = Q(register_number__in=spelled) | Q(pk__in=numbered)
    reference = read_reference(typed)
    if reference:
        wanted |= Q(reference=reference)
    return list(cases.filter(wanted).order_by("-received_at", "-pk").values_list("pk", flat=True)[:EXACT_LIMIT])


def pressing(cases: QuerySet[Case]) -> list[int]:
    """Keys of the urgent cases among these that nobody has registered yet, the longest waiting first."""
    urgent = cases.filter(urgent=True, status=Status.RECEIVED)
    return list(urgent.order_by("received_at", "pk").values_list("pk", flat=True)[:EXACT_LIMIT])


def seal(typed: str) -> str:
    """Turn what was typed into a word for the address that tells nothing about a person in a log or a history."""
    blob = encryption.seal(typed[:LONGEST].encode(), aad=AAD)
    return base64.urlsafe_b64encode(blob).decode().rstrip("=")


def opened(word: str) -> str:
    """Read ``seal`` back; a word that is cut, invented or from another portal is an empty search."""
    try:
        blob = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
        return encryption.open_sealed(blob, aad=AAD).decode()
    except (binascii.Error, ValueError, encryption.SealBrokenError):
        return ""
