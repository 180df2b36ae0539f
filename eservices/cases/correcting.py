"""Correcting what is known of the people of a case: what was first given is kept, and who said otherwise and why.

Contact details stand beside the first ones, not over them. A name or a code of somebody wrongly named is replaced:
the letter and the form keep what was written there, the history keeps the name that stood here.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eservices.cases import events, naming
from eservices.cases.models import Case, ContactCorrection, Party, Role
from eservices.cases.opening import PartyData, build_party
from eservices.clients.linking import unlink
from portal.audit.recording import record
from portal.people.models import StaffUser

CORRECTABLE = frozenset({"phone", "email", "address"})
IDENTITY = ("first_name", "last_name", "personal_code")
REPLACEABLE = frozenset({*IDENTITY, "relation", "authority", "may_receive"})


def correct_contact(
    party: Party,
    changes: dict[str, Any],
    *,
    by: StaffUser | None = None,
    asked: Party | None = None,
    checked: str = "",
    reason: str = "",
) -> ContactCorrection | None:
    """Keep new contact data of a party: a correction row, history, audit. None when nothing differs.

    ``changes`` holds phone, email or address; other keys raise ValueError. A corrected address for e-mail is not
    proven by being typed. From the person herself messages go on to the proven one; where staff wrote it down
    (``by``, with who ``asked`` and how it was ``checked``) the old one is proven no more: it may be another's by now.
    """
    if not changes.keys() <= CORRECTABLE:
        raise ValueError(f"not contact data: {sorted(changes.keys() - CORRECTABLE)}")
    now = party.current_contact
    changed = {key: value for key, value in changes.items() if now.get(key, "") != value}
    if not changed:
        return None
    with transaction.atomic():
        correction = ContactCorrection.objects.create(party=party, contact=changed, by=by)
        if by is not None and "email" in changed:
            _unprove(party)
        word = {"asked": str(asked.pk), "checked": checked} if asked else {}
        details: dict[str, Any] = {"fields": sorted(changed), **word}
        events.write(party.case, "contact_corrected", by=by, reason=reason, party=str(party.pk), **details)
        record("party.contact_corrected", by=by, on=party, details=details)
    return correction


def mark_translated(case: Case, *, by: StaffUser) -> None:
    """Say that what was written in another language has been translated: the mark goes, history, audit; once."""
    with transaction.atomic():
        if Case.objects.filter(pk=case.pk, translation_needed=True).update(translation_needed=False):
            events.write(case, "translated", by=by)
            record("case.translated", by=by, on=case, case_id=case.pk)


def mark_contact(case: Case, safe: str, *, by: StaffUser, note: str | None, reason: str) -> None:
    """Say whether it is safe to write to or call the client, and how (``note``, None as before): the mark, history, audit.

    Nothing unsent goes out while the mark says otherwise than safe; the worker asks before each message.
    """
    with transaction.atomic():
        was, case.safe_contact = case.safe_contact, safe
        case.save(update_fields=["safe_contact"])
        client = case.parties.filter(role=Role.CLIENT).first()
        if client is not None and note is not None and client.current_contact.get("safe_note", "") != note:
            ContactCorrection.objects.create(party=client, contact={"safe_note": note}, by=by)
        events.write(case, f"contact_{safe}", by=by, reason=reason, was=was)
        record("case.contact_marked", by=by, on=case, details={"from": was, "to": safe})


def add_party(case: Case, data: PartyData, *, by: StaffUser, reason: str) -> Party:
    """Add somebody to the case: the party, the names the case is found by, history, audit."""
    with transaction.atomic():
        orders: Sequence[int] = list(case.parties.values_list("order", flat=True))
        party = build_party(case, data, order=max(orders, default=-1) + 1)
        party.save()
        naming.refresh(case)
        events.write(case, "party_added", by=by, reason=reason, party=str(party.pk), role=party.role)
        record("party.added", by=by, on=party, details={"role": party.role})
    return party


def change_party(party: Party, changes: dict[str, Any], *, by: StaffUser, reason: str) -> list[str]:
    """Replace what was wrong about a party and give the names of the columns that differ now.

    ``changes`` holds columns of ``REPLACEABLE``; others raise ValueError. Effects, in one transaction: the row and the
    person's other roles; another name or code takes the link to the register of persons back, it was of another
    person; the names the case is found by; history with the former name, audit. Nothing happens when nothing differs.
    """
    if not changes.keys() <= REPLACEABLE:
        raise ValueError(f"not replaceable: {sorted(changes.keys() - REPLACEABLE)}")
    changed = sorted(key for key, value in changes.items() if getattr(party, key) != value)
    if not changed:
        return []
    was = party.full_name
    with transaction.atomic():
        for key in changed:
            setattr(party, key, changes[key])
        party.save()
        _name_other_roles(party)
        if party.client is not None and not set(IDENTITY).isdisjoint(changed):
            unlink(party, by)
        naming.refresh(party.case)
        said = (
            reason if party.full_name == was else _("%(reason)s (formerly: %(name)s)") % {"reason": reason, "name": was}
        )
        events.write(party.case, "party_changed", by=by, reason=said, party=str(party.pk), fields=changed)
        record("party.changed", by=by, on=party, details={"fields": changed})
    return changed


def _name_other_roles(party: Party) -> None:
    for other in party.other_roles.all():
        other.first_name, other.last_name = party.first_name, party.last_name
        other.save()


def _unprove(party: Party) -> None:
    party.email_proven_at, party.proven_email_index = None, ""
    party.save(update_fields=["email_proven_at", "proven_email_index"])
