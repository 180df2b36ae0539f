"""Granting roles, and keeping Django's groups (Wagtail's permissions) in step with them.

A group carries the code of its role. People belong to the groups of the roles they hold today.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from portal.audit.recording import SYSTEM, record
from portal.due_work.registry import every
from portal.people.models import Role, RoleGrant, StaffUser, Unit

ADMIN_ACCESS = "wagtailadmin.access_admin"


def _full(app: str, *models: str) -> list[str]:
    return [f"{app}.{act}_{model}" for model in models for act in ("add", "change", "delete", "view")]


# What a role's group may do in the Wagtail admin; acts on cases are decided by ``rights``, not here.
PERMISSIONS: dict[str, list[str]] = {
    Role.ADMINISTRATOR: [
        *_full("people", "staffuser", "unit", "rolegrant"),
        *_full("working_days", "calendarexception"),
        "registration.add_journal",
        "registration.change_journal",
        "registration.view_journal",
        *_full("wagtailcore", "workflow", "task", "groupapprovaltask"),
    ],
    Role.EDITOR: [
        *_full("catalogue", "service", "documenttype", "feegroup", "feeitem", "fee", "regulation"),
        "people.view_unit",
        "people.change_unit",
        "pages.change_officesettings",
        *_full("pages", "searchsynonym"),
        "pages.view_missingquery",
        *_full("definitions", "bankpart"),
        "definitions.publish_bankpart",
        "wagtail_localize.submit_translation",
    ],
}
WRITER_PAGE_PERMISSIONS = ("add_page", "change_page")
PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
COLLECTION_PERMISSIONS = (
    *("wagtailimages." + act + "_image" for act in ("add", "change", "choose")),
    *("wagtaildocs." + act + "_document" for act in ("add", "change", "choose")),
)


@transaction.atomic
def grant(user: StaffUser, role: str, unit: Unit | None = None, by: StaffUser | None = None) -> RoleGrant:
    """Give a role from today on.

    Writes the grant unless the same one is in force, puts the person into the role's group, records who did it.
    """
    found = RoleGrant.objects.valid().filter(user=user, role=role, unit=unit).first()
    if found:
        return found
    made = RoleGrant.objects.create(user=user, role=Role(role).value, unit=unit)
    sync_members([user])
    _record("role.granted", made, by)
    return made


@transaction.atomic
def revoke(held: RoleGrant, by: StaffUser | None = None) -> None:
    """End a role: yesterday was its last day; one granted today is taken back.

    Records who did it, ends the grant, takes the person out of the role's group.
    """
    yesterday = timezone.localdate() - timedelta(days=1)
    _record("role.revoked", held, by)
    if held.valid_from > yesterday:
        held.delete()
    else:
        held.valid_until = yesterday
        held.save(update_fields=["valid_until"])
    sync_members([held.user])


@transaction.atomic
def set_roles(user: StaffUser, wanted: Iterable[str], by: StaffUser) -> None:
    """Grant the roles of this list the person does not hold yet; revoke those held that are not in it."""
    held = list(RoleGrant.objects.valid().filter(user=user))
    for each in held:
        if each.role not in wanted:
            revoke(each, by=by)
    for role in set(wanted) - {each.role for each in held}:
        grant(user, role, by=by)


@every(daily="00:05", name="people.roles_of_the_day")
def sync_today() -> None:
    """Put into groups whose roles begin today and take out whose roles ended yesterday."""
    sync_members(StaffUser.objects.all())


def sync_groups() -> None:
    """Make one group per role with exactly its permissions, and set everyone's membership. May be run at any time."""
    for role in Role.values:
        group, _made = Group.objects.get_or_create(name=role)
        group.permissions.set(_permissions([ADMIN_ACCESS, *PERMISSIONS.get(role, [])]))
    _let_edit_pages(Group.objects.get(name=Role.EDITOR), PAGE_PERMISSIONS)
    _let_edit_pages(Group.objects.get(name=Role.WRITER), WRITER_PAGE_PERMISSIONS)
    sync_members(StaffUser.objects.all())


def sync_members(users: Iterable[StaffUser]) -> None:
    """Set the role groups of these people to the roles they hold today; other groups are left alone."""
    groups = {group.name: group for group in Group.objects.filter(name__in=Role.values)}
    for user in users:
        held = set(RoleGrant.objects.valid().filter(user=user).values_list("role", flat=True))
        user.groups.remove(*(group for name, group in groups.items() if name not in held))
        user.groups.add(*(group for name, group in groups.items() if name in held))


def _record(act: str, held: RoleGrant, by: StaffUser | None) -> None:
    unit = held.unit.code if held.unit else ""
    record(act, by=by or SYSTEM, on=held.user, details={"role": held.role, "unit": unit})


def _permissions(names: Iterable[str]) -> list[Permission]:
    wanted = {tuple(name.split(".")) for name in names}
    known = Permission.objects.filter(codename__in=[codename for _app, codename in wanted]).select_related(
        "content_type"
    )
    return [each for each in known if (each.content_type.app_label, each.codename) in wanted]


def _let_edit_pages(editors: Group, page_permissions: Iterable[str]) -> None:
    """Pages, pictures and public documents, from the root down; nothing where the root is missing."""
    root = Page.objects.filter(depth=1).first()
    for permission in _permissions(f"wagtailcore.{name}" for name in page_permissions) if root else []:
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=permission)
    collection = Collection.objects.filter(depth=1).first()
    for permission in _permissions(COLLECTION_PERMISSIONS) if collection else []:
        GroupCollectionPermission.objects.get_or_create(group=editors, collection=collection, permission=permission)
