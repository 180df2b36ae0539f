"""Addresses that lead nowhere, nowhere any more, or not for everybody: a clear word, a phone, and never a fault of ours."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from pages.models import ContentPage, ServicePage
from pages.scheduling import follow_schedule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

HOME_CARE = "/lv/pakalpojumi/aprupe-majas/"
PRIVACY = "/lv/privatums/"


def get(path):
    return Client().get(path)


def latvian(model, slug):
    return model.objects.get(slug=slug, locale__language_code="lv")


@pytest.mark.parametrize(
    "path",
    [
        "/lv-LV/pakalpojumi/",
        "/LV/pakalpojumi/",
        "/lv/pakalpojumi/nav-tada/",
        "/lv/pakalpojumi/aprupe-majas/x/y/z/",
        "/lv/" + "a/" * 40,
        "/lv/" + "a" * 3000 + "/",
        "/lv/%00/",
        f"/lv/kas-jasagatavo/{'9' * 30}/",
        "/lv/..%2f..%2fetc%2fpasswd",
        "/lv/pakalpojumi/<script>alert(1)</script>/",
        "/lv/pakalpojumi/'; DROP TABLE pages_homepage; --/",
        "/lv/pakalpojumi/aprūpe-mājās/",
    ],
)
def test_an_address_that_leads_nowhere_says_so_and_leads_on(path):
    response = get(path)
    assert response.status_code == 404
    page = response.content.decode()
    assert 'href="tel:+37160000000"' in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("sent", ["a=1&" * 20_000, "step=" + "a" * 2_000_000])
@pytest.mark.parametrize("path", ["vai-man-pienakas/", "pieteikties/kas-jasagatavo/"])
def test_more_than_can_be_read_is_answered_in_words(path, sent):
    response = Client().post(HOME_CARE + path, sent, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert "Nevarējām nolasīt nosūtīto" in response.content.decode()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_page_is_read_and_answered_and_nothing_else(method):
    assert getattr(Client(), method)(PRIVACY).status_code == 405


@pytest.mark.parametrize("language", ["de", "uk"])
def test_a_language_we_do_not_have_leads_to_latvian(language):
    response = Client().get(f"/{language}/pakalpojumi/aprupe-majas/", follow=True)
    assert response.redirect_chain == [(HOME_CARE, 302)]


def test_what_is_no_language_at_all_is_not_found():
    assert Client().get("/xx/pakalpojumi/aprupe-majas/", follow=True).status_code == 404


def test_what_is_unpublished_is_not_found_and_what_is_expired_too():
    latvian(ServicePage, "aprupe-majas").unpublish()
    assert get(HOME_CARE).status_code == 404
    page = latvian(ContentPage, "privatums")
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()
    follow_schedule()
    assert get(PRIVACY).status_code == 404


def test_what_is_renamed_is_found_at_its_old_address(django_capture_on_commit_callbacks):
    page = latvian(ContentPage, "privatums")
    page.slug = "jusu-dati"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    response = get(PRIVACY)
    assert (response.status_code, response["Location"]) == (301, "/lv/jusu-dati/")
    assert get("/lv/jusu-dati/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("nakts-patversme-rīgas-ielā", "nakts-patversme-rigas-iela"), ("приют", "u043fu0440u0438u044eu0442")],
)
def test_an_address_typed_with_long_vowels_becomes_one_of_plain_letters(typed, kept):
    page = latvian(ServicePage, "aprupe-majas")
    page.slug = typed
    page.save_revision().publish()
    assert get(f"/lv/pakalpojumi/{kept}/").status_code == 200


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_what_is_not_for_everybody_is_asked_for_and_told_to_nobody(kind):
    page = latvian(ContentPage, "privatums")
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="vārds" if kind == "password" else "")
    response = get(PRIVACY)
    said = response.content.decode()
    assert response.status_code in (200, 302)
    assert page.body.render_as_block() not in said
    assert page.summary not in said


@pytest.mark.parametrize(
    "asked",
    [
        {"skaits-home_care_extra_hour": "-1"},
        {"skaits-home_care_extra_hour": "99999999999999999999999"},
        {"skaits-home_care_extra_hour": "1e400"},
        {"skaits-home_care_extra_hour": "NaN"},
        {"skaits-home_care_extra_hour": "divas"},
        {"skaits-home_care_extra_hour": "'; DROP TABLE x; --"},
        {"skaits-home_care_extra_hour": "\x00"},
        {"cena": "nav-tadas"},
        {"bez-maksas": ["x"] * 500},
        {"diena-day": "31", "diena-month": "2", "diena-year": "2026"},
        {"diena-day": "1", "diena-month": "1", "diena-year": "0"},
        {"diena-day": "1", "diena-month": "1", "diena-year": "99999"},
        {"diena-day": "x", "diena-month": "", "diena-year": "2026"},
    ],
)
@pytest.mark.parametrize("path", [HOME_CARE, "/lv/cenradis/"])
def test_a_calculator_answers_whatever_is_typed(path, asked):
    response = Client().get(path, {"pakalpojums": "home_care", **asked})
    assert response.status_code == 200
    said = response.content.decode().partition("<main")[2]
    assert not re.search(r"\b(nan|inf|-\d[\d,]*) ?€", said, re.IGNORECASE)
