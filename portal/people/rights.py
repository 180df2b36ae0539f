"""Who may do what: one table of acts and roles, and which cases a person's work reaches.

A Django superuser has no rights here: running the installation opens nobody's case.
"""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from portal.people.models import Role, RoleGrant, StaffUser

_OFFICE = {Role.HEAD_OF_OFFICE, Role.DEPUTY}
_HEADS = {Role.HEAD_OF_UNIT} | _OFFICE
_CASEWORK = {Role.REGISTRAR, Role.HANDLER} | _HEADS

ACTS: dict[str, set[Role]] = {
    "case.list": _CASEWORK,
    "case.read": _CASEWORK,
    "case.register": {Role.REGISTRAR} | _OFFICE,
    "case.annul": {Role.REGISTRAR} | _OFFICE,
    "case.join": {Role.REGISTRAR} | _OFFICE,
    "case.letter": _CASEWORK,
    "application.enter": _CASEWORK,
    "application.witness": set(Role),
    "case.assign": _HEADS,
    "case.party": _CASEWORK,
    "case.withdraw": _CASEWORK,
    "case.close_off": _HEADS,
    "file.open": _CASEWORK,
    "file.original": _CASEWORK,
    "register.export": {Role.REGISTRAR, Role.DATA_PROTECTION} | _HEADS,
    "register.export_full": _OFFICE,
    "audit.read": {Role.AUDITOR, Role.DATA_PROTECTION, Role.HEAD_OF_OFFICE},
    "users.manage": {Role.ADMINISTRATOR},
    "units.edit": {Role.ADMINISTRATOR},
    "calendar.edit": {Role.ADMINISTRATOR},
    "pages.edit": {Role.EDITOR, Role.WRITER},
    "client.link": _CASEWORK,
    "client.merge": {Role.REGISTRAR} | _HEADS,
}


@dataclass(frozen=True)
class CaseScope:
    """Which cases a person's work reaches.

    ``all``           every case, in full.
    ``received_all``  every case in full until it is registered; afterwards its number, parties and status, no answers
                      and no files.
    ``unit_ids``      the cases of these units in full, from registration on.
    ``may_list``      whether there is a list at all.
    """

    all: bool = False
    received_all: bool = False
    unit_ids: frozenset[int] = frozenset()
    may_list: bool = False


NOTHING = CaseScope()


def roles_of(user: StaffUser | AnonymousUser | None) -> frozenset[str]:
    """The roles a person holds today; empty for nobody and for a closed account. One statement."""
    return frozenset(role for role, _unit in _grants(user))


def may(user: StaffUser | AnonymousUser | None, act: str) -> bool:
    """Whether one of the person's roles allows the act. An act not in the table is a mistake: KeyError."""
    return not ACTS[act].isdisjoint(roles_of(user))


def people_who_may(act: str) -> QuerySet[StaffUser]:
    """Staff with an open account and a role of today that allows the act."""
    holding = RoleGrant.objects.valid().filter(role__in=ACTS[act]).values("user")
    return StaffUser.objects.filter(is_active=True, pk__in=holding).order_by("last_name", "first_name", "username")


def scope_of(user: StaffUser | AnonymousUser | None) -> CaseScope:
    """The cases the person's roles of today reach. One statement."""
    grants = _grants(user)
    roles = {role for role, _unit in grants}
    if roles.isdisjoint(ACTS["case.list"]):
        return NOTHING
    return CaseScope(
        all=not roles.isdisjoint(_OFFICE),
        received_all=Role.REGISTRAR in roles,
        unit_ids=frozenset(
            unit for role, unit in grants if unit is not None and role in (Role.HANDLER, Role.HEAD_OF_UNIT)
        ),
        may_list=True,
    )


def remember(user: StaffUser | AnonymousUser) -> None:
    """Read the person's roles once for this object of theirs; for a request, which asks about rights many times."""
    user.remembered_grants = _grants(user)  # type: ignore[union-attr]


def _grants(user: StaffUser | AnonymousUser | None) -> list[tuple[str, int | None]]:
    """Roles with the unit each is for: the grant's own, else the person's."""
    if not isinstance(user, StaffUser) or not user.is_active:
        return []
    remembered = getattr(user, "remembered_grants", None)
    if remembered is not None:
        return remembered
    found = RoleGrant.objects.valid().filter(user=user).values_list("role", "unit_id")
    return [(role, unit_id or user.unit_id) for role, unit_id in found]
