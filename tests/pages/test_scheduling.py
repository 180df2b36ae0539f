"""The worker publishes and ends pages at their time; one that cannot be published stops nobody, and editors see why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eservices.definitions.importing import import_definition
from eservices.definitions.models import EServicePage
from eservices.definitions.versions import live_version
from pages.models import ContentPage
from pages.scheduling import missed
from portal.due_work.models import TimedAct
from portal.due_work.working import work_once
from portal.people.models import Role, RoleGrant, StaffUser
from tests.definitions.forms import TEXTS, tiny_definition, tiny_facts
from tests.definitions.site import service_index, service_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def note():
    home = service_index().get_parent()
    return home.add_child(instance=ContentPage(title="Ziņa", slug="zina", live=False, locale=home.locale))


@pytest.fixture
def eservice():
    tiny_facts()
    service_page()
    return import_definition(tiny_definition()).page


def scheduled(page, **changes):
    """Set a page to go live tomorrow, then let tomorrow come."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in {**changes, "go_live_at": timezone.now() + timedelta(days=1)}.items():
        setattr(page, name, value)
    revision = page.save_revision()
    revision.publish()
    revision.refresh_from_db()
    past = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"], revision.approved_go_live_at = past.isoformat(), past
    revision.save()
    return revision


def worked():
    work_once()
    act = TimedAct.objects.get(name="pages.follow_schedule")
    assert (act.failures, act.last_error) == (0, "")


def test_a_page_goes_live_at_its_time(note):
    scheduled(note, title="Rītdienas ziņa")
    assert not ContentPage.objects.get().live
    worked()
    page = ContentPage.objects.get()
    assert (page.live, page.title) == (True, "Rītdienas ziņa")


def test_a_page_ends_at_its_time(note):
    note.live, note.expire_at = True, timezone.now() - timedelta(minutes=1)
    note.save()
    worked()
    page = ContentPage.objects.get()
    assert (page.live, page.expired) == (False, True)


def test_a_form_goes_live_at_its_time(eservice):
    scheduled(eservice, title="Jauns virsraksts")
    assert live_version("sika-palidziba").number == 1
    worked()
    assert live_version("sika-palidziba").texts["title"] == "Jauns virsraksts"


def test_a_faulty_form_is_not_published_the_next_page_is_and_the_editor_sees_why(eservice, note, client):
    scheduled(eservice, title="Jauns virsraksts", routing_unit="gone")
    scheduled(note, title="Rītdienas ziņa")
    worked()
    assert EServicePage.objects.get().title == TEXTS["title"]
    assert live_version("sika-palidziba").number == 1
    assert ContentPage.objects.get().live
    (entry,) = missed()
    assert entry.data["faults"] == ["„Noteikumi”: Nodaļas „gone” nav."]
    editor = StaffUser.objects.create_superuser("redaktore", "r@paraugs.lv", "x" * 20)
    RoleGrant.objects.create(user=editor, role=Role.EDITOR)
    client.force_login(editor)
    first_page = client.get("/admin/").content.decode()
    assert "netika publicēta laikā" in first_page
    assert "Nodaļas „gone” nav." in first_page
    assert "Nodaļas „gone” nav." in client.get(f"/admin/pages/{eservice.pk}/history/").content.decode()


def test_a_refused_page_is_tried_once_and_forgotten_when_it_is_published(eservice):
    scheduled(eservice, title="Jauns virsraksts", routing_unit="gone")
    worked()
    TimedAct.objects.update(next_at=timezone.now())
    worked()
    assert len(missed()) == 1
    page = EServicePage.objects.get()
    page.title = "Beidzot"
    page.save_revision().publish()
    assert missed() == []
