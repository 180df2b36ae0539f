"""The administrator keeps accounts and roles; she makes no superuser and does not raise herself."""

import pytest

from portal.audit.models import AuditEntry
from portal.people.models import Role, StaffUser, Unit
from portal.people.rights import may, roles_of
from portal.people.roles import grant, sync_groups

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    sync_groups()
    user = StaffUser.objects.create_user("anda", password="x", first_name="Anda", last_name="A", email="a@x.example")
    grant(user, Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def account(username="linda", **changes):
    return {
        "username": username,
        "email": f"{username}@x.example",
        "first_name": "Linda",
        "last_name": "Paraugziede",
        "job_title": "Lietvede",
        "unit": Unit.objects.get_or_create(code="office", defaults={"name": "Lietvedība"})[0].pk,
        "password1": "gara-demonstracijas-parole",
        "password2": "gara-demonstracijas-parole",
        **changes,
    }


def acts():
    return list(AuditEntry.objects.order_by("sequence").values_list("act", "actor__username"))


def test_new_account_gets_unit_title_and_roles_and_all_is_recorded(client, administrator):
    response = client.post("/admin/users/new/", account(groups=[Role.REGISTRAR]))
    assert response.status_code == 302, response.context["form"].errors
    linda = StaffUser.objects.get(username="linda")
    assert (linda.job_title, linda.unit.code) == ("Lietvede", "office")
    assert may(linda, "case.register")
    assert acts()[-2:] == [("user.created", "anda"), ("role.granted", "anda")]


@pytest.mark.parametrize("value", ["on", "true"])
def test_nobody_becomes_superuser_by_the_form(client, administrator, value):
    client.post("/admin/users/new/", account(is_superuser=value))
    linda = StaffUser.objects.get(username="linda")
    client.post(f"/admin/users/edit/{linda.pk}/", account(is_superuser=value, is_active="on"))
    assert not StaffUser.objects.get(username="linda").is_superuser


def test_unticked_role_is_revoked_and_the_record_names_fields_not_values(client, administrator):
    linda = StaffUser.objects.create_user("linda", password="x")
    grant(linda, Role.REGISTRAR)
    client.post(f"/admin/users/edit/{linda.pk}/", account(groups=[Role.HANDLER], is_active="on"))
    assert roles_of(StaffUser.objects.get(username="linda")) == {Role.HANDLER}
    entry = AuditEntry.objects.get(act="user.changed")
    assert "password1" in entry.details["fields"]
    assert "Paraugziede" not in str(entry.details)
    assert {act for act, _actor in acts()[-2:]} == {"role.revoked", "role.granted"}


def test_administrator_does_not_change_her_own_roles(client, administrator):
    response = client.post(
        f"/admin/users/edit/{administrator.pk}/", account("anda", groups=[Role.ADMINISTRATOR, Role.HEAD_OF_OFFICE])
    )
    assert response.status_code == 302
    assert roles_of(administrator) == {Role.ADMINISTRATOR}


def test_a_unit_is_chosen_among_latvian_rows(client, administrator):
    from wagtail.models import Locale

    office = Unit.objects.create(code="office", name="Lietvedība")
    english = Locale.objects.create(language_code="en")
    Unit.objects.create(code="office", name="Front office", locale=english, translation_key=office.translation_key)
    page = client.get("/admin/users/new/").content.decode()
    assert "Lietvedība" in page
    assert "Front office" not in page


def test_editor_does_not_reach_accounts(client):
    sync_groups()
    editor = StaffUser.objects.create_user("rasma", password="x")
    grant(editor, Role.EDITOR)
    client.force_login(editor)
    assert client.get("/admin/users/").status_code == 302
    assert client.get("/admin/users/new/").status_code == 302
