"""A withdrawal that did not come through the portal: the paper or the note is kept, and the case closed as withdrawn."""

from django.db import transaction

from eservices.applications.withdrawing import withdraw
from eservices.cases.models import Case, Party
from eservices.registration.letters import Incoming, receive
from eservices.registration.models import Letter, RegisteredDocument
from eservices.registration.supplementing import attach
from portal.people.models import StaffUser

KIND = "withdrawal"


def write_in(
    case: Case, incoming: Incoming, *, who: Party, by: StaffUser, numbered: bool
) -> tuple[Letter, RegisteredDocument | None]:
    """Keep the letter ``who`` withdraws by and withdraw, in one transaction.

    ``numbered`` gives the letter its number at once; else it waits for one among the later papers. A note of a call
    never gets one. Raises LetterRefused, RegisterRefused, MoveNotAllowed.
    """
    with transaction.atomic():
        letter = receive(incoming, by=by, case=case)
        document = attach(letter, by=by) if numbered and not letter.is_note else None
        withdraw(case, by=by, how=incoming.channel, who=who, reason=incoming.note)
    return letter, document
