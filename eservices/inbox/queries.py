"""Questions of the inbox to the rows of others."""

from uuid import UUID

from django.db.models import Q, QuerySet

from eservices.cases.models import Case, Party, Status
from eservices.cases.models import Role as PartyRole
from eservices.cases.queries import visible_to
from eservices.registration.models import RegisteredDocument
from eservices.registration.undoing import may_undo
from portal.people.models import StaffUser

ALIKE_SHOWN = 5


def next_to_register(user: StaffUser, after: Case) -> int | None:
    """The letter that comes after this one in the order of the list and waits for a number; after the last, the first."""
    waiting = visible_to(user).filter(status=Status.RECEIVED).exclude(pk=after.pk)
    later = waiting.filter(received_at__gte=after.received_at).exclude(received_at=after.received_at, pk__lt=after.pk)
    for rows in (later, waiting):
        found = rows.order_by("received_at", "pk").values_list("pk", flat=True).first()
        if found is not None:
            return found
    return None


def made_lately(user: StaffUser, key: str) -> RegisteredDocument | None:
    """The entry this person made within the hour, by its key in an address; anything else is nothing."""
    try:
        made = RegisteredDocument.objects.filter(pk=UUID(key), registered_by=user)
    except ValueError:
        return None
    return undoable(user, made.select_related("case__service").first())


def undoable(user: StaffUser, document: RegisteredDocument | None) -> RegisteredDocument | None:
    """The document, if this person made the entry and the hour is not over."""
    mine = document is not None and document.registered_by_id == user.pk and may_undo(document)
    return document if mine else None


def possible_duplicates(user: StaffUser, case: Case) -> QuerySet[Case]:
    """Open cases of the same service whose client has the same personal code, or the same name."""
    codes = case.parties.filter(role=PartyRole.CLIENT).exclude(code_index="").values("code_index")
    same_code = Party.objects.filter(role=PartyRole.CLIENT, code_index__in=codes).values("case")
    same = Q(pk__in=same_code)
    if case.client_folded:
        same |= Q(client_folded=case.client_folded)
    rows = visible_to(user).filter(same, service=case.service_id).exclude(pk=case.pk).exclude(status=Status.CLOSED)
    return rows.select_related("service", "unit").order_by("-received_at")[:ALIKE_SHOWN]
