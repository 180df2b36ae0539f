"""A draft saves itself: nothing written meanwhile is lost, and nothing comes after publishing."""

import pytest
from playwright.sync_api import expect

from pages.models import ServicePage

pytestmark = pytest.mark.browser


@pytest.fixture
def page(office, staff):
    """The editor of a service, past the two seconds in which Wagtail does not count changes yet."""
    service = ServicePage.objects.filter(locale__language_code="lv", slug="aprupe-majas").get()
    page = staff("redaktore")
    page.goto(f"/admin/pages/{service.pk}/edit/")
    page.wait_for_function("document.querySelector('[data-controller~=w-autosave]')")
    page.wait_for_timeout(2_500)
    return page


def is_save(answer) -> bool:
    return answer.request.method == "POST" and answer.url.endswith("/edit/")


def test_words_written_while_a_draft_is_saved_are_saved_next(page):
    def write_during_the_first_save(route):
        # The form has been read by now and the answer is not there yet; nothing is written after it.
        page.evaluate("document.getElementById('id_title').value = 'Otrais nosaukums'")
        route.continue_()

    page.route("**/edit/", write_during_the_first_save, times=1)
    with page.expect_response(is_save):
        page.fill("#id_title", "Pirmais nosaukums")
    with page.expect_response(is_save):
        pass
    page.wait_for_load_state("networkidle")
    service = ServicePage.objects.get(locale__language_code="lv", slug="aprupe-majas")
    assert service.get_latest_revision_as_object().title == "Otrais nosaukums"


def test_publishing_while_a_draft_is_saved_comes_after_the_save(page):
    sent, sent_while_saving = [], []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url.endswith("/edit/")))

    def publish_during_the_save(route):
        saved = route.fetch()
        page.evaluate("document.querySelector('button[name=action-publish]').click()")
        page.wait_for_timeout(500)
        sent_while_saving.append(sum(sent))
        route.fulfill(response=saved)

    page.route("**/edit/", publish_during_the_save, times=1)
    page.fill("#id_title", "Aprūpe mājās un tuvumā")
    expect(page.get_by_text("ir publicēta")).to_be_visible(timeout=30_000)
    assert sent_while_saving == [1]
    service = ServicePage.objects.get(locale__language_code="lv", slug="aprupe-majas")
    assert service.title == "Aprūpe mājās un tuvumā"
    assert service.latest_revision == service.live_revision
    assert not service.has_unpublished_changes
