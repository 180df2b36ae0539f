"""What an editor writes while their draft is being saved is saved as well."""

import pytest
from playwright.sync_api import expect

from pages.models import ServicePage

pytestmark = pytest.mark.browser


def test_words_written_while_a_draft_is_saved_are_saved_next(office, staff):
    service = ServicePage.objects.filter(locale__language_code="lv", slug="aprupe-majas").get()
    page = staff("redaktore")

    def write_during_the_first_save(route):
        # The form has been read by now and the answer is not there yet; nothing is written after it.
        page.evaluate("document.getElementById('id_title').value = 'Otrais nosaukums'")
        page.unroute("**/edit/")
        route.continue_()

    page.goto(f"/admin/pages/{service.pk}/edit/")
    page.wait_for_function("document.querySelector('[data-controller~=w-autosave]')")
    # Wagtail looks at the form as it is for two seconds before it counts changes.
    page.wait_for_timeout(2_500)
    page.route("**/edit/", write_during_the_first_save)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.fill("#id_title", "Pirmais nosaukums")
    expect(page.locator("#id_title")).to_have_value("Otrais nosaukums")
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/edit/")):
        pass
    page.wait_for_load_state("networkidle")
    assert ServicePage.objects.get(pk=service.pk).get_latest_revision_as_object().title == "Otrais nosaukums"
