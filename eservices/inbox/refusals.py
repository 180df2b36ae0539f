"""Why an act was refused, in the words of the screen: one table for the codes of all acts."""

from typing import Protocol

from django.utils.translation import gettext_lazy as _

from eservices.applications.confirming import ConfirmRefused
from eservices.applications.cosigning import CosignRefused
from eservices.applications.own_links import LinkRefused
from eservices.cases.moving import MoveNotAllowed
from eservices.clients.merging import MergeRefused
from eservices.registration.annulling import AnnulRefused
from eservices.registration.joining import JoinRefused
from eservices.registration.letters import LetterRefused
from eservices.registration.registering import RegisterRefused

REFUSALS = (
    AnnulRefused, ConfirmRefused, CosignRefused, JoinRefused, LetterRefused, LinkRefused, MergeRefused, MoveNotAllowed,
    RegisterRefused,
)  # fmt: skip

TEXTS = {
    "RegisterRefused": {
        "phone_note": _("A note of a call gets no number."),
        "received_in_future": _("This day has not come yet."),
        "received_known": _("The portal itself noted when this came; the day cannot be changed."),
    },
    "AnnulRefused": {
        "reason_needed": _("Write the reason."),
        "already": _("This entry is annulled already."),
        "closed": _("The case is closed."),
        "too_late": _("It is too late: the hour is over, or the case has gone too far."),
    },
    "ConfirmRefused": {
        "already": _("It has been confirmed already."),
        "closed": _("The case is closed."),
        "unknown_way": _("Choose how it was confirmed."),
        "reason_needed": _("Write the reason: which rule of the head applies."),
        "why_needed": _("Write why it was read aloud."),
        "witness_needed": _("Choose the second member of staff who was there."),
        "no_signed_copy": _("There is no signed copy among the papers."),
    },
    "CosignRefused": {
        "settled": _("It has been settled already."),
        "closed": _("The case is closed."),
        "unknown_way": _("Choose how it was confirmed."),
        "reason_needed": _("Write the reason."),
    },
    "LinkRefused": {"not_offered": _("No link can be given to this person now.")},
    "OriginalRefused": {"not_next": _("The original is noted otherwise by now; only what was kept is given back.")},
    "JoinRefused": {
        "same": _("This is the same case."),
        "closed": _("One of the cases is closed."),
        "decided": _("There is a decision already."),
        "joined": _("One of the cases is joined already."),
        "not_joined": _("The case is not joined to another."),
    },
    "LetterRefused": {
        "unknown_channel": _("Choose the channel."),
        "no_sender": _("Write who sent it."),
        "closed": _("The case is closed."),
        "file_taken": _("The files were stored already; attach them again."),
        "written_after_received": _("The letter cannot be written after it was received."),
    },
    "MoveNotAllowed": {"not_allowed": _("It is too late for this: the case has gone further.")},
    "MergeRefused": {
        "same": _("This is the same record."),
        "already_merged": _("One of the records is merged already."),
        "two_codes": _("The records have two different personal codes: these are two persons until one is corrected."),
        "not_merged": _("The record is not merged."),
    },
}


class Refusal(Protocol):
    """What the acts raise."""

    code: str


def text(refusal: Refusal) -> str:
    """The sentence for a refusal; one that speaks for itself ("already registered by …") is left as it is."""
    kinds = [kind.__name__ for kind in type(refusal).__mro__]
    known = next((TEXTS[kind] for kind in kinds if kind in TEXTS), {})
    return str(known.get(refusal.code, refusal))
