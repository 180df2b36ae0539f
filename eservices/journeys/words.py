"""What a status means to the person who applied, in plain words."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from eservices.catalogue.models import DocumentType
from eservices.catalogue.texts import text_of


@dataclass(frozen=True)
class Told:
    """A status as a heading, and what it means for the person; ``mood`` picks the tag's colour."""

    title: str | Promise
    meaning: str | Promise
    mood: str = ""


STATUSES = {
    "received": Told(
        pgettext_lazy("status told", "Received, not yet registered"),
        _("Your application has reached us. We will read and register it on the next working day."),
    ),
    "to_be_signed": Told(
        pgettext_lazy("status told", "Still to be signed"),
        _("Your application has reached us. So that we can decide on it, it still has to be signed."),
        "waiting",
    ),
    "to_be_cosigned": Told(
        pgettext_lazy("status told", "Others still have to confirm"),
        _(
            "Your application has reached us. So that we can decide on it, the other adults of the household still have to confirm it."
        ),
        "waiting",
    ),
    "registered": Told(
        pgettext_lazy("status told", "Registered"),
        _("Your application has a number, and the time for the decision is running."),
    ),
    "in_review": Told(
        pgettext_lazy("status told", "Being examined"),
        _("A social worker is examining your application."),
    ),
    "waiting_for_you": Told(
        pgettext_lazy("status told", "We are waiting for you"),
        _("We need something more from you. See below what to bring."),
        "waiting",
    ),
    "sent_for_decision": Told(
        pgettext_lazy("status told", "Sent for decision"),
        _("Another institution decides on this application; we have passed it on."),
    ),
    "decided": Told(
        pgettext_lazy("status told", "Decided"), _("The decision is made. You will get it in the way you chose.")
    ),
    "notified": Told(
        pgettext_lazy("status told", "The decision has been sent to you"),
        _("The decision tells what was decided and how to dispute it."),
    ),
    "disputed": Told(pgettext_lazy("status told", "Disputed"), _("The decision is being looked at again.")),
    "closed": Told(pgettext_lazy("status told", "Closed"), _("The matter is finished."), "ended"),
    "withdrawn": Told(
        pgettext_lazy("status told", "Withdrawn"),
        _("You withdrew the application. To get the help after all, call us or apply again."),
        "ended",
    ),
    "left_unexamined": Told(
        pgettext_lazy("status told", "Left without examination"),
        _("We could not examine the application. Our letter tells why."),
        "ended",
    ),
    "terminated": Told(
        pgettext_lazy("status told", "Terminated"),
        _("The matter ended without a decision. Our letter tells why."),
        "ended",
    ),
    "forwarded": Told(
        pgettext_lazy("status told", "Passed on"),
        _("The matter belongs to another institution. Our letter tells to which one."),
        "ended",
    ),
    "joined": Told(
        pgettext_lazy("status told", "Joined to another application"),
        _("We look at it together with another application of yours."),
    ),
    "call_us": Told(
        pgettext_lazy("status told", "Please call us"), _("We would rather tell you about this in person.")
    ),
}

# What the status page says first, by a name in its address.
SAID = {
    "sanemts": _("Thank you, we have received it."),
    "jau-sanemts": _("This paper has already been sent to us. If you want to add something to it, call us."),
    "atnesisiet": _("Thank you, we have noted that you will bring it."),
    "bez-saites": _("No link is needed for this person any more."),
    "slegts": _("Nothing can be added to this application any more. Please call us."),
    "jau-atsaukts": _("The application is already withdrawn."),
    "nevar-atsaukt": _("The application can no longer be withdrawn here. Please call us."),
}


def said(address: Collection[str]) -> str | Promise:
    """Return what to say first for the names in the page's address, or nothing."""
    return next((text for name, text in SAID.items() if name in address), "")


def told(code: str) -> Told:
    """Return the words for a status code; for one without words, to call."""
    return STATUSES.get(code, STATUSES["call_us"])


def paper_name(document_code: str, label: str) -> str:
    """Return what people call a document; the question's label where the office does not know it."""
    document = text_of(DocumentType, document_code, get_language() or "lv") if document_code else None
    return document.name if document else label
