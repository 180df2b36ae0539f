"""Easy-to-read pages: short words beside the page they retell, and a warning once that one says something else."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from eservices.catalogue.models import Service
from pages.easy_reading import MOST_WORDS, lines
from pages.models import EasyPage, ServicePage
from pages.way import EASY
from portal.demo.reading import content
from portal.people.models import StaffUser
from portal.working_days import calendar
from tests.bench.measuring import forget_everything
from tests.pages.reading import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

HOME_CARE = "/lv/pakalpojumi/aprupe-majas/"
EASY_CARE = f"{HOME_CARE}{EASY}/"


def read(path):
    response = Client().get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def link(part, words):
    """The address of the link with these words; a picture may stand before them."""
    return next((each["href"] for each in part.find_all("a") if each.get_text(strip=True) == words), None)


def easy_care():
    return EasyPage.objects.child_of(page_of("aprupe-majas")).get()


@pytest.fixture
def editor():
    client = Client()
    client.force_login(StaffUser.objects.get(username="redaktore"))
    return client


@pytest.mark.parametrize("path", [HOME_CARE, "/lv/tiesibas-un-pienakumi/", "/lv/kartiba/"])
def test_a_page_and_its_easy_one_lead_to_each_other(path):
    assert link(read(path).main, "Viegli lasīt") == f"{path}{EASY}/"
    assert link(read(f"{path}{EASY}/").main, "Visa informācija") == path


@pytest.mark.parametrize("path", ["/lv/pakalpojumi/krizes-centrs/", "/en/pakalpojumi/aprupe-majas/"])
def test_a_page_without_an_easy_one_of_its_language_offers_none(path):
    assert not read(path).main.find("a", href=re.compile(f"{EASY}/$"))


def test_every_page_leads_to_the_list_of_all_easy_pages():
    assert link(read("/lv/cenradis/").header, "Viegli lasīt") == f"/lv/{EASY}/"
    assert link(read("/en/cenradis/").header, "Viegli lasīt") is None
    listed = {link["href"] for link in read(f"/lv/{EASY}/").main.select(".d-easy__list a")}
    assert len(listed) == 12
    assert EASY_CARE in listed
    assert f"/lv/kartiba/{EASY}/" in listed


def test_it_says_a_sentence_a_line_shows_pictures_in_words_and_leads_into_the_form():
    page = read(EASY_CARE)
    assert "Pie Jums nāk aprūpētājs." in [each.get_text() for each in page.select(".d-easy__said p")]
    pictures = [picture["aria-label"] for picture in page.select(".d-easy__part > svg")]
    assert "Māja ar sirdi" in pictures
    assert "Nauda" in pictures
    assert all(pictures)
    assert page.select_one("a.d-easy__phone")["href"] == "tel:+37160000002"
    assert page.select_one("a.govuk-button")["href"] == f"{HOME_CARE}pieteikties/sakt/?viegli=1"


def test_amounts_are_those_of_the_fee_table():
    text = read(EASY_CARE).main.get_text(" ")
    assert "no 28,46 €" in text.replace("\xa0", " ")
    assert "[" not in text


def test_in_a_crisis_the_phone_comes_first():
    page = read(f"/lv/pakalpojumi/pabalsts-krizes-situacija/{EASY}/")
    assert [link["href"] for link in page.select(".d-danger a")] == ["tel:112", "tel:+37160000001"]


def test_the_search_finds_the_original_only():
    found = read("/lv/meklet/?q=apr%C5%ABp%C4%93t%C4%81js").main.select(".d-rows__title a")
    addresses = [link["href"] for link in found]
    assert HOME_CARE in addresses
    assert not [address for address in addresses if EASY in address]


def test_demo_texts_keep_to_the_rule_of_length():
    said = [
        line
        for page in content("easy")["pages"]
        for part in page["parts"]
        for line in lines("\n".join(part["sentences"]))
    ]
    assert len(said) > 300
    assert max(len(line.split()) for line in said) <= MOST_WORDS


def test_a_changed_original_is_reported_until_the_easy_page_is_checked_anew(editor):
    assert "Aprūpe mājās" not in report(editor)
    original = page_of("aprupe-majas")
    original.summary = "Aprūpētājs nāk divas reizes dienā."
    original.save_revision().publish()
    assert "Aprūpe mājās" in report(editor)
    listed = editor.get(reverse("wagtailadmin_explore", args=[original.pk])).content.decode()
    assert "vecāka par oriģinālu" in listed
    edited = editor.get(reverse("wagtailadmin_pages:edit", args=[easy_care().pk])).content.decode()
    assert "oriģināls ir mainīts" in edited

    page = easy_care()
    page.checked = calendar.today()
    page.save_revision().publish()
    assert "Aprūpe mājās" not in report(editor)


def test_a_slip_corrected_in_the_easy_page_does_not_hide_that_it_is_old(editor):
    original = page_of("aprupe-majas")
    original.summary = "Aprūpētājs nāk divas reizes dienā."
    original.save_revision().publish()
    page = easy_care()
    page.summary = "Cilvēks nāk pie Jums mājās."
    page.save_revision().publish()
    assert "Aprūpe mājās" in report(editor)


def test_words_for_the_search_alone_make_no_easy_page_old(editor):
    original = page_of("aprupe-majas")
    original.synonyms += "\nkopšana"
    original.save_revision().publish()
    assert "Aprūpe mājās" not in report(editor)


def test_a_new_term_of_the_service_makes_its_easy_page_old(editor):
    Service.objects.filter(code="home_care").update(decide_n=20)
    ServicePage.objects.filter(slug="aprupe-majas").update(deadline_text="")
    forget_everything()
    assert "Aprūpe mājās" in report(editor)


def test_a_long_sentence_is_named_to_the_editor(editor):
    page = easy_care()
    long = "Šis teikums ir daudz par garu, jo tajā ir ļoti daudz vārdu un domu kopā."
    page.body = [("part", {"title": "Kas tas ir?", "sentences": f"Īss teikums.\n{long}"})]
    page.save_revision().publish()
    edited = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert f"<li>{long}</li>" in edited
    assert "1 teikums ir par garu" in report(editor)


def test_an_editor_writes_one_and_its_address_is_always_the_same(editor):
    parent = page_of("nakts-patversme")
    data = form_of_page("Kas tas ir?", "Te var gulēt naktī.")
    response = editor.post(reverse("wagtailadmin_pages:add", args=["pages", "easypage", parent.pk]), data)
    assert response.status_code == 302, response.context["form"].errors
    page = read(f"/lv/pakalpojumi/nakts-patversme/{EASY}/")
    assert page.h1.get_text() == "Patversme"
    assert "Te var gulēt naktī." in page.main.get_text()


def test_an_amount_that_is_not_the_services_is_refused(editor):
    parent = page_of("nakts-patversme")
    data = form_of_page("Cik maksā?", "Tas maksā [home_care_1x].")
    response = editor.post(reverse("wagtailadmin_pages:add", args=["pages", "easypage", parent.pk]), data)
    assert "home_care_1x" in str(response.context["form"].errors)
    assert not Page.objects.child_of(parent).filter(slug=EASY).exists()


def test_others_see_no_report():
    client = Client()
    client.force_login(StaffUser.objects.get(username="lietvede"))
    assert client.get(reverse("easy_report")).status_code in (302, 403)


def report(editor):
    response = editor.get(reverse("easy_report"))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def form_of_page(title, sentences):
    part = {"title": title, "picture": "house", "alternative": "", "sentences": sentences}
    return nested_form_data(
        {
            "title": "Patversme",
            "slug": "kaut-kas-cits",
            "summary": "Vieta, kur gulēt.",
            "body": streamfield([("part", part)]),
            "checked": "",
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            "action-publish": "1",
        }
    )
