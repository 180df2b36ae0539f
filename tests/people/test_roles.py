"""Roles are dated grants; Wagtail's groups follow them; a superuser opens nobody's case."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from portal.people.models import Role, RoleGrant, StaffUser, Unit
from portal.people.rights import NOTHING, may, roles_of, scope_of
from portal.people.roles import grant, revoke, sync_groups

pytestmark = pytest.mark.django_db


@pytest.fixture
def home_care():
    return Unit.objects.create(code="home_care", name="Aprūpes mājās nodaļa")


@pytest.fixture
def families():
    return Unit.objects.create(code="families", name="Nodaļa ģimenēm ar bērniem")


def staff(username="anna", **fields):
    return StaffUser.objects.create_user(username, password="x", **fields)


def test_unit_saved_without_a_language_is_latvian(home_care):
    assert home_care.locale.language_code == "lv"


def test_handler_reaches_her_own_unit_only(home_care, families):
    anna = staff(unit=home_care)
    grant(anna, Role.HANDLER)
    scope = scope_of(anna)
    assert scope.unit_ids == {home_care.id}
    assert scope.may_list
    assert not scope.all
    assert not scope.received_all


def test_a_grant_for_another_unit_adds_that_unit(home_care, families):
    anna = staff(unit=home_care)
    grant(anna, Role.HANDLER)
    grant(anna, Role.HANDLER, unit=families)
    assert scope_of(anna).unit_ids == {home_care.id, families.id}


def test_registrar_sees_received_of_every_unit_but_not_all_in_full(home_care):
    anna = staff(unit=home_care)
    grant(anna, Role.REGISTRAR)
    scope = scope_of(anna)
    assert scope.received_all
    assert not scope.all
    assert scope.unit_ids == frozenset()
    assert may(anna, "case.register")
    assert not may(anna, "case.assign")


@pytest.mark.parametrize("role", [Role.HEAD_OF_OFFICE, Role.DEPUTY])
def test_head_and_deputy_reach_every_case(role):
    anna = staff()
    grant(anna, role)
    assert scope_of(anna).all


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR, Role.AUDITOR, Role.DATA_PROTECTION])
def test_roles_without_cases_have_no_list_and_read_nothing(role):
    anna = staff()
    grant(anna, role)
    assert scope_of(anna) == NOTHING
    assert not may(anna, "case.list")
    assert not may(anna, "case.read")
    assert not may(anna, "file.open")


def test_superuser_without_a_role_has_no_rights_to_cases():
    root = StaffUser.objects.create_superuser("root", password="x")
    assert scope_of(root) == NOTHING
    assert not may(root, "case.read")


def test_role_ends_with_its_last_day():
    anna, today = staff(), timezone.localdate()
    RoleGrant.objects.create(user=anna, role=Role.REGISTRAR, valid_from=today - timedelta(5), valid_until=today)
    assert may(anna, "case.register")
    RoleGrant.objects.update(valid_until=today - timedelta(1))
    assert not may(anna, "case.register")


def test_role_of_tomorrow_gives_nothing_today():
    anna = staff()
    RoleGrant.objects.create(user=anna, role=Role.REGISTRAR, valid_from=timezone.localdate() + timedelta(1))
    assert roles_of(anna) == frozenset()


def test_closed_account_has_no_rights():
    anna = staff()
    grant(anna, Role.DEPUTY)
    anna.is_active = False
    assert scope_of(anna) == NOTHING


def test_an_unknown_act_is_a_mistake_not_a_refusal():
    with pytest.raises(KeyError):
        may(staff(), "case.raed")


def test_granting_twice_writes_one_row():
    anna = staff()
    assert grant(anna, Role.EDITOR) == grant(anna, Role.EDITOR)
    assert RoleGrant.objects.count() == 1


def test_rights_cost_one_statement_however_many_roles(home_care, django_assert_num_queries):
    anna = staff(unit=home_care)
    for role in (Role.HANDLER, Role.REGISTRAR, Role.AUDITOR):
        grant(anna, role)
    with django_assert_num_queries(1):
        scope_of(anna)


def test_editor_may_enter_the_admin_and_edit_pages_but_not_people():
    sync_groups()
    anna = staff()
    grant(anna, Role.EDITOR)
    anna = StaffUser.objects.get(pk=anna.pk)
    assert anna.has_perm("wagtailadmin.access_admin")
    assert anna.has_perm("catalogue.change_fee")
    assert not anna.has_perm("people.change_staffuser")


def test_revoking_takes_the_group_away():
    sync_groups()
    anna = staff()
    held = grant(anna, Role.EDITOR)
    revoke(held)
    assert not anna.groups.exists()
    assert roles_of(anna) == frozenset()


def test_syncing_removes_members_whose_role_ended_and_keeps_other_groups():
    sync_groups()
    anna = staff()
    grant(anna, Role.EDITOR)
    anna.groups.add(Group.objects.create(name="Kora dalībnieki"))
    RoleGrant.objects.update(
        valid_from=timezone.localdate() - timedelta(9), valid_until=timezone.localdate() - timedelta(1)
    )
    sync_groups()
    assert [group.name for group in anna.groups.all()] == ["Kora dalībnieki"]
