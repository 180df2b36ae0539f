"""From draft to published: a writer hands in, a lawyer reads rights and fees, an editor publishes, at once or on its day."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowPage

from pages.approving import send, set_up_approving
from pages.models import ContentPage, RightsAndDutiesPage
from pages.models.care import ApprovalLetter
from pages.scheduling import follow_schedule
from pages.wagtail_hooks import lead_home_where_there_is_no_list
from portal.people.models import StaffUser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]


def who(name):
    return StaffUser.objects.get(username=name)


def as_(name):
    client = Client()
    client.force_login(who(name))
    return client


@pytest.fixture
def rights():
    return RightsAndDutiesPage.objects.get(locale__language_code="lv")


def hand_in(page, by, **changes):
    page = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision(user=who(by))
    return page.get_workflow().start(Page.objects.get(pk=page.pk).specific, who(by))


def acted(name, page, action, **data):
    task = Page.objects.get(pk=page.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, task.pk])
    return as_(name).post(address, data)


def letters():
    for letter in ApprovalLetter.objects.filter(done_at=None).order_by("pk"):
        send(letter)
    told = [(each.to[0].split("@")[0], each.subject) for each in mail.outbox]
    mail.outbox.clear()
    ApprovalLetter.objects.all().delete()
    return told


def title(page):
    return Page.objects.get(pk=page.pk).title


def test_rights_go_by_the_lawyer_and_then_the_editor(rights):
    before = rights.title
    hand_in(rights, "autore", title="Jaunas tiesības")
    assert letters() == [("juriste", "Lapa gaida Jūsu pārbaudi")]
    assert "Jaunas tiesības" in as_("juriste").get("/admin/").content.decode()
    assert as_("juriste").get(f"/admin/pages/{rights.pk}/edit/").status_code == 200
    acted("autore", rights, "approve")
    assert title(rights) == before
    acted("juriste", rights, "approve", comment="Punkts ir pareizs.")
    assert title(rights) == before
    assert letters() == [("redaktore", "Lapa gaida Jūsu pārbaudi")]
    acted("redaktore", rights, "approve")
    assert title(rights) == "Jaunas tiesības"
    assert letters() == [("autore", "Lapa ir apstiprināta")]


def test_the_lawyer_sends_back_with_a_reason_that_no_letter_repeats(rights):
    hand_in(rights, "autore", title="Jaunas tiesības")
    letters()
    acted("juriste", rights, "reject", comment="Punkts ir cits.")
    send(ApprovalLetter.objects.get())
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([who("autore").email], "Lapa ir atdota labošanai")
    assert "Punkts ir cits." not in letter.body
    assert f"/admin/pages/{rights.pk}/edit/" in letter.body
    assert title(rights) != "Jaunas tiesības"


def test_the_writer_reads_the_reason_above_the_page_until_it_is_handed_in_again(rights):
    hand_in(rights, "autore", title="Jaunas tiesības")
    address = f"/admin/pages/{rights.pk}/edit/"
    assert "lūdz labot" not in as_("autore").get(address).content.decode()
    acted("juriste", rights, "reject", comment="Punkts ir <cits>.")
    assert "Jana Paraugmala lūdz labot: Punkts ir &lt;cits&gt;." in as_("autore").get(address).content.decode()
    Page.objects.get(pk=rights.pk).current_workflow_state.resume(user=who("autore"))
    assert "lūdz labot" not in as_("autore").get(address).content.decode()


def test_the_lawyer_comes_back_to_what_waits_and_is_told_when_nothing_does(rights):
    nothing = "Pašlaik neviena lapa negaida Jūsu pārbaudi."
    assert nothing in as_("juriste").get("/admin/").content.decode()
    assert nothing not in as_("redaktore").get("/admin/").content.decode()
    hand_in(rights, "autore", title="Jaunas tiesības")
    assert nothing not in as_("juriste").get("/admin/").content.decode()
    lawyer = as_("juriste")
    request = RequestFactory().post("/")
    request.user = who("juriste")
    page = Page.objects.get(pk=rights.pk)
    assert lead_home_where_there_is_no_list(request, page) is None
    acted("juriste", rights, "approve")
    assert lead_home_where_there_is_no_list(request, Page.objects.get(pk=rights.pk)).url == "/admin/"
    assert nothing in lawyer.get("/admin/").content.decode()


def test_what_is_approved_for_a_day_goes_live_on_that_day(rights, monkeypatch):
    hand_in(rights, "autore", title="No janvāra", go_live_at=timezone.now() + timedelta(days=40))
    acted("juriste", rights, "approve")
    acted("redaktore", rights, "approve")
    assert title(rights) != "No janvāra"
    follow_schedule()
    assert title(rights) != "No janvāra"
    later = timezone.now() + timedelta(days=41)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    follow_schedule()
    assert title(rights) == "No janvāra"


def test_an_ordinary_page_needs_the_editor_only_and_its_writer_cannot_publish():
    page = ContentPage.objects.filter(locale__language_code="lv").first()
    assert not page.permissions_for_user(who("autore")).can_publish()
    assert page.permissions_for_user(who("autore")).can_submit_for_moderation()
    assert not page.permissions_for_user(who("juriste")).can_edit()
    hand_in(page, "autore", title="Jauns virsraksts")
    assert letters() == [("redaktore", "Lapa gaida Jūsu pārbaudi")]
    acted("redaktore", page, "approve")
    assert title(page) == "Jauns virsraksts"


def test_what_the_office_has_arranged_itself_stays(rights):
    root = WorkflowPage.objects.get(page=Page.objects.get(depth=1))
    WorkflowPage.objects.filter(page=rights).update(workflow=root.workflow)
    before = WorkflowPage.objects.count()
    set_up_approving()
    assert WorkflowPage.objects.count() == before
    assert WorkflowPage.objects.get(page=rights).workflow == root.workflow


def test_the_administrator_arranges_who_approves():
    for path in ("/admin/workflows/list/", "/admin/workflows/tasks/index/"):
        assert "Juridiskā pārbaude" in as_("administratore").get(path).content.decode()
        assert as_("redaktore").get(path).status_code == 302
