"""Which cases a member of staff may see, and how deep; every view starts here (things always true, 10)."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from eservices.cases.models import Case, CaseAccess, Party, Status
from eservices.clients.models import FormerName, index_code
from portal.people.models import StaffUser
from portal.people.rights import scope_of
from portal.personal_data import names, personal_codes

FORMER_LIMIT = 200


def visible_to(user: StaffUser) -> QuerySet[Case]:
    """Cases this person may list: all; or every case for who registers; or the own units' from registration on.

    A case closed to named people is seen only by them, whatever the role.
    """
    scope = scope_of(user)
    if not scope.may_list:
        return Case.objects.none()
    cases = Case.objects.filter(Q(closed_to_named=False) | Exists(_named(user)))
    if scope.all or scope.received_all:
        return cases
    return cases.filter(unit_id__in=scope.unit_ids, registered_on__isnull=False)


@dataclass(frozen=True)
class Access:
    """How deep a person may look into one case: answers and ordinary files; health files freely or with a reason."""

    answers: bool
    health_needs_reason: bool


def access_to(user: StaffUser, case: Case) -> Access:
    """How deep this person may look into a case of ``visible_to``.

    Whoever only registers reads answers and files until the case is registered, afterwards number, parties and
    status; health files open with a reason for everybody the case is not assigned to.
    """
    scope = scope_of(user)
    in_charge = scope.all or (case.registered_on is not None and case.unit_id in scope.unit_ids)
    registering = scope.received_all and case.status == Status.RECEIVED
    return Access(answers=in_charge or registering, health_needs_reason=case.handler_id != user.pk)


def matching(cases: QuerySet[Case], text: str) -> QuerySet[Case]:
    """Of these cases, the ones found by reference, number, name (also former, without diacritics) or personal code."""
    code = _code_in(text)
    if code:
        return cases.filter(pk__in=Party.objects.filter(code_index=index_code(code)).values("case"))
    folded = names.fold(text)
    if not folded:
        return cases
    found = Q()
    for word in folded.split(" "):
        found &= Q(search_text__contains=word)
    if " " in folded:
        # A reference or number said in groups.
        found |= Q(search_text__contains=folded.replace(" ", ""))
    # Asked for beforehand: an "or" with a subquery keeps PostgreSQL from its trigram index, and mostly there is nobody.
    formerly = list(FormerName.objects.filter(folded__contains=folded).values_list("client", flat=True)[:FORMER_LIMIT])
    if formerly:
        found |= Q(pk__in=Party.objects.filter(client__in=formerly).values("case"))
    return cases.filter(found)


def _named(user: StaffUser) -> QuerySet[CaseAccess]:
    return CaseAccess.objects.filter(case=OuterRef("pk"), user=user)


def _code_in(text: str) -> str:
    try:
        return personal_codes.check(text).value
    except personal_codes.PersonalCodeError:
        return ""
