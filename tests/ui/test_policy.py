"""What pages may load, and the frame around them."""

import re

import pytest
from django.test import Client
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.admin.widgets.datetime import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from portal.ui.wagtail_hooks import render_chooser

pytestmark = pytest.mark.django_db


def policy_of(response) -> dict[str, list[str]]:
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {words[0]: words[1:] for words in parts}


def test_public_pages_load_nothing_but_our_own_files(client):
    for address in ("/konts/login/", "/lv/nav-tadas/", "/healthz"):
        policy = policy_of(client.get(address))
        assert policy["default-src"] == ["'none'"]
        assert policy["script-src"] == policy["style-src"] == ["'self'"]
        assert policy["base-uri"] == ["'none'"]
        assert "nonce" not in str(policy)


def test_the_policy_is_the_same_for_everyone_so_pages_can_be_kept():
    assert {str(policy_of(Client().get("/konts/login/"))) for _ in range(2)}.__len__() == 1


def test_the_admin_allows_its_own_inline_scripts_only_by_nonce(admin_client):
    policy = policy_of(admin_client.get("/admin/"))
    assert "'unsafe-inline'" not in policy["script-src"]
    assert "'unsafe-eval'" not in policy["script-src"]


def test_public_pages_hold_nothing_inline(client):
    html = client.get("/konts/login/").content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", html)


def test_an_answer_with_its_own_policy_keeps_it(rf):
    from django.http import HttpResponse

    from portal.ui.policy import ContentPolicyMiddleware

    answer = HttpResponse(headers={"Content-Security-Policy": "sandbox"})
    assert ContentPolicyMiddleware(lambda request: answer)(rf.get("/"))["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize("widget", [AdminDateInput(), AdminTimeInput(), AdminDateTimeInput()])
def test_pickers_of_the_admin_start_without_inline_scripts(widget):
    html = widget.render("day", None, {"id": "id_day-0"})
    assert "<script" not in html
    assert 'data-controller="durvis-start"' in html


def test_choosers_of_the_admin_start_without_inline_scripts():
    assert BaseChooser.render is render_chooser


def test_staff_sign_in_in_latvian_whatever_the_browser_prefers(client):
    html = client.get("/konts/login/", headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="lv"' in html
    assert "Darbinieku ieeja" in html


def test_a_wrong_password_keeps_the_name_and_says_so(client):
    html = client.post("/konts/login/", {"login": "lietvede", "password": "nav"}).content.decode()
    assert "<title>Kļūda: Darbinieku ieeja" in html
    assert 'value="lietvede"' in html


def test_a_page_that_is_not_there_shows_the_way_on(client):
    response = client.get("/lv/nav-tadas/")
    assert response.status_code == 404
    assert 'href="/lv/pakalpojumi/"' in response.content.decode()


def test_a_broken_page_says_whom_to_call_and_needs_no_database(django_assert_num_queries, rf):
    from django.views.defaults import server_error

    with django_assert_num_queries(0):
        html = server_error(rf.get("/lv/")).content.decode()
    assert "112" in html


def test_a_form_open_too_long_is_told_in_words(settings):
    response = Client(enforce_csrf_checks=True).post("/konts/login/", {"login": "a", "password": "b"})
    assert response.status_code == 403
    assert "bija atvērta pārāk ilgi" in response.content.decode()


def test_every_demo_page_is_marked_and_kept_out_of_search(client, settings):
    html = client.get("/konts/login/").content.decode()
    assert "Demonstrācijas saturs" in html
    assert '<meta name="robots" content="noindex">' in html
    settings.DEMO = False
    html = client.get("/konts/login/").content.decode()
    assert "Demonstrācijas saturs" not in html
    assert "noindex" not in html
