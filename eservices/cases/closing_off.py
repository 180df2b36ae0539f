"""Closing a case to named people, where the client is a colleague or a relative of one (practice: privacy inside)."""

from collections.abc import Iterable

from django.db import transaction

from eservices.cases import events
from eservices.cases.models import Case, CaseAccess
from portal.audit.recording import record
from portal.people.models import StaffUser


def close_to(case: Case, people: Iterable[StaffUser], *, by: StaffUser, reason: str = "") -> None:
    """Let only ``people`` and ``by`` see the case from now on; a second call replaces the list. History and audit."""
    named = {by.pk: by} | {person.pk: person for person in people}
    with transaction.atomic():
        case.accesses.exclude(user__in=named).delete()
        for person in named.values():
            CaseAccess.objects.get_or_create(case=case, user=person, defaults={"given_by": by})
        case.closed_to_named = True
        case.save(update_fields=["closed_to_named"])
        events.write(case, "closed_to_named", by=by, reason=reason, named=len(named))
        record("case.closed_to_named", by=by, on=case, details={"users": sorted(named)})


def open_again(case: Case, *, by: StaffUser, reason: str = "") -> None:
    """Let everybody with the right see the case again; the list of named people goes. History and audit."""
    with transaction.atomic():
        case.accesses.all().delete()
        case.closed_to_named = False
        case.save(update_fields=["closed_to_named"])
        events.write(case, "opened_to_all", by=by, reason=reason)
        record("case.opened_to_all", by=by, on=case)
