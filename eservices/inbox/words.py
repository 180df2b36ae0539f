"""The words staff read for codes that have none of their own: capacities, events, acts, kinds of identity."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CAPACITIES = {
    "self": pgettext_lazy("capacity", "for oneself"),
    "self_helped": pgettext_lazy("capacity", "for oneself, with help"),
    "parent": pgettext_lazy("capacity", "parent"),
    "guardian": pgettext_lazy("capacity", "guardian of a child"),
    "trustee": pgettext_lazy("capacity", "trustee of an adult"),
    "authorised": pgettext_lazy("capacity", "authorised person"),
    "advocate": pgettext_lazy("capacity", "sworn advocate"),
    "institution": pgettext_lazy("capacity", "institution"),
    "orphans_court": pgettext_lazy("capacity", "orphans' court"),
}

IDENTITIES = {
    "foreign": pgettext_lazy("identity", "foreign code"),
    "document": pgettext_lazy("identity", "document"),
    "birth_date": pgettext_lazy("identity", "only the date of birth"),
    "none": pgettext_lazy("identity", "no documents"),
    "forgotten": pgettext_lazy("identity", "does not remember the code"),
}

PROOFS = {
    "original": pgettext_lazy("proof", "original shown"),
    "copy": pgettext_lazy("proof", "copy added to the case"),
    "oral": pgettext_lazy("proof", "authorised orally at the office, written down"),
    "register": pgettext_lazy("proof", "checked in a register"),
}

EVENTS = {
    "opened": _("Received"),
    "application_received": _("Application submitted"),
    "moved": _("Status changed"),
    "handed_in_incomplete": _("Handed in by staff with answers left out"),
    "authenticity_confirmed": _("Authenticity confirmed"),
    "cosigning_confirmed": _("Confirmed by an adult of the household"),
    "cosigning_declined": _("An adult of the household does not agree"),
    "cosigning_skipped": _("Decided not to ask an adult of the household"),
    "own_link_given": _("A person got a link of their own"),
    "paper_promised": _("A paper was promised"),
    "registered_when_closed": _("Registered after the case was closed"),
    "supplement_received": _("A paper was brought"),
    "supplement_registered": _("A later paper was registered"),
    "supplement_annulled": _("The number of a later paper was annulled"),
    "original_shown": _("An original was shown"),
    "original_copy": _("Noted: it is a copy"),
    "original_kept": _("An original was kept here"),
    "original_returned": _("An original was given back"),
    "letter_received": _("A letter was entered"),
    "secret_renewed": _("A new secret was given"),
    "contact_corrected": _("Contact details corrected"),
    "translated": _("Translated"),
    "receipt_corrected": _("Day of receipt corrected"),
    "duplicate_joined": _("Another case was joined to this one"),
    "duplicate_parted": _("A joined case was parted again"),
    "closed_to_named": _("Closed to named people"),
    "opened_to_all": _("Opened to all again"),
    "party_added": _("A person was added"),
    "party_changed": _("A person's details were changed"),
    "contact_yes": _("Marked: safe to contact"),
    "contact_careful": _("Marked: contact only as agreed"),
    "contact_no": _("Marked: not safe to contact"),
}

# Of these the history says who.
ABOUT_A_PERSON = ("cosigning_confirmed", "cosigning_declined", "cosigning_skipped", "own_link_given", "paper_promised")

ACTS = {"case.read": _("read the case"), "file.open": _("opened a file")}


def word(table: dict[str, Any], code: str) -> str:
    """The word for a code; a code nobody has named yet is shown as it is rather than as nothing."""
    return str(table.get(code, code))
