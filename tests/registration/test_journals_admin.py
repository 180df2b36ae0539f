"""Journals are set up by the administrator, and by nobody else; every change is recorded."""

import pytest
from django.urls import reverse

from eservices.registration.models import Journal
from portal.audit.models import AuditEntry
from portal.people.models import Role
from portal.people.roles import grant, sync_groups
from tests.cases import making

pytestmark = pytest.mark.django_db
FIELDS = {"code": "sanemtie", "title": "Saņemtie", "index": "1-6", "direction": "received", "mode": "we_number"}


@pytest.fixture
def browse(client):
    def as_role(role):
        user = making.staff(role)
        sync_groups()
        grant(user, role)
        client.force_login(user)
        return client

    return as_role


def test_the_administrator_sets_up_a_journal(browse):
    answer = browse(Role.ADMINISTRATOR).post(
        reverse("journals:add"), FIELDS | {"template": "{index}/{yy}/{n}", "active": "on"}
    )
    assert answer.status_code == 302
    assert Journal.objects.get().index == "1-6"
    assert AuditEntry.objects.get(act="journal.edit").details["template"] == "{index}/{yy}/{n}"


def test_a_template_without_a_running_number_is_refused(browse):
    answer = browse(Role.ADMINISTRATOR).post(reverse("journals:add"), FIELDS | {"template": "{index}/{yy}"})
    assert answer.status_code == 200
    assert Journal.objects.count() == 0


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.EDITOR, Role.HANDLER])
def test_nobody_else_does(browse, role):
    answer = browse(role).get(reverse("journals:index"))
    assert answer.status_code in (302, 403)
