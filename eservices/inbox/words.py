"""The words staff read for codes that have none of their own: capacities, events, acts, kinds of identity."""

from typing import Any

from django.utils.translation import gettext_lazy as _

CAPACITIES = {
    "self": _("for oneself"),
    "self_helped": _("for oneself, with help"),
    "parent": _("parent"),
    "guardian": _("guardian of a child"),
    "trustee": _("trustee of an adult"),
    "authorised": _("authorised person"),
    "advocate": _("sworn advocate"),
    "institution": _("institution"),
    "orphans_court": _("orphans' court"),
}

IDENTITIES = {
    "foreign": _("foreign code"),
    "document": _("document"),
    "birth_date": _("only the date of birth"),
    "none": _("no documents"),
    "forgotten": _("does not remember the code"),
}

EVENTS = {
    "opened": _("Received"),
    "moved": _("Status changed"),
    "registered": _("Registered"),
    "registration_annulled": _("Registration annulled"),
    "registration_undone": _("Registration undone"),
    "authenticity_confirmed": _("Authenticity confirmed"),
    "supplement_received": _("A paper was brought"),
    "supplement_registered": _("A paper was registered"),
    "letter_received": _("A letter was received"),
    "contact_corrected": _("Contact details corrected"),
    "withdrawn": _("Withdrawn by the applicant"),
    "withdrawal_undone": _("Withdrawal taken back"),
    "joined": _("Joined to another case"),
    "joined_here": _("Another case was joined to this one"),
    "unjoined": _("Joining taken back"),
    "closed_to_named": _("Closed to named people"),
    "opened_to_all": _("Opened to all again"),
}

ACTS = {"case.read": _("read the case"), "file.open": _("opened a file")}


def word(table: dict[str, Any], code: str) -> str:
    """The word for a code; a code nobody has named yet is shown as it is rather than as nothing."""
    return str(table.get(code, code))
