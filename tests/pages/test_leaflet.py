"""A service on one sheet of paper: what it says, what it costs, what to bring, and a code that opens the page."""

import re

import pytest
from django.test import Client

from eservices.catalogue.models import Fee
from eservices.documents import leaflets
from eservices.documents.models import ServiceLeaflet
from portal.due_work.working import work_once
from portal.working_days import calendar
from tests.documents.reading import Read
from tests.pages.reading import at, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

HOME_CARE = "/lv/pakalpojumi/aprupe-majas/"
LEAFLET = f"{HOME_CARE}lapina.pdf"


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"


def sheet(path=LEAFLET):
    response = Client().get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return Read(response.content)


def test_it_says_what_the_page_says():
    read = sheet()
    today = calendar.today()
    for said in (
        "Aprūpe mājās",
        "Aprūpētājs nāk pie cilvēka",
        "Jums vairs nav pa spēkam mājas darbi",
        "Vienu reizi nedēļā 28,46 € mēnesī 26.1. punkts",
        "Spēkā no 01.01.2014.",
        "Ģimenes ārsta izziņa aprūpei mājās",
        "10 darba dienas",
        "60 000 002",
        "Liepu iela 1",
        "Ieeja bez pakāpieniem, lifts",
        at(HOME_CARE),
        f"Sagatavots {today:%d.%m.%Y}",
    ):
        assert said in read.text.replace("\xa0", " "), said


def test_it_is_an_accessible_pdf_of_two_sides_at_most():
    read = sheet()
    assert (read.ua, read.language, read.title) == ("1", "lv", "Aprūpe mājās")
    assert read.marked
    assert read.shows_title
    assert {"H1", "H2", "L", "LI", "Table", "TH", "TD", "Figure"} <= read.tags
    assert all(inside for _name, inside in read.fonts)
    assert read.pages <= 2


@pytest.mark.parametrize(("language", "head"), [("lv", "Summa"), ("ru", "Сумма"), ("en", "Amount")])
def test_the_head_of_the_amounts_never_stands_without_two_of_them(language, head):
    pages = sheet(f"/{language}/pakalpojumi/aprupe-majas/lapina.pdf").text_by_page
    tables = [page.split(f" {head} ", 1)[1] for page in pages if f" {head} " in page]
    assert tables
    assert all(len(re.findall(r"26\.\d\. punkts|15\.\d\. punkts", table)) > 1 for table in tables)


@pytest.mark.parametrize(
    ("language", "title", "said"), [("ru", "Уход на дому", "Что взять с собой"), ("en", "Home care", "What to bring")]
)
def test_it_is_in_the_readers_language(language, title, said):
    read = sheet(f"/{language}/pakalpojumi/aprupe-majas/lapina.pdf")
    assert (read.language, read.title) == (language, title)
    assert said in read.text
    assert at(f"/{language}/pakalpojumi/aprupe-majas/") in read.text
    assert "irmdien" not in read.text
    assert read.pages <= 2


def test_the_page_leads_to_it_and_names_no_more_than_its_size():
    page = Client().get(HOME_CARE).content.decode()
    [size] = re.findall(rf'<a[^>]*href="{LEAFLET}"[^>]*>Izdrukāt lapiņu \(PDF, līdz (\d+) KB\)</a>', page)
    assert len(Client().get(LEAFLET).content) < int(size) * 1000


def test_a_changed_price_is_on_the_next_sheet_and_what_has_not_changed_is_made_once():
    first, again = Client().get(LEAFLET), Client().get(LEAFLET)
    assert first["ETag"] == again["ETag"]
    assert ServiceLeaflet.objects.count() == 1
    held = Client().get(LEAFLET, headers={"If-None-Match": first["ETag"]})
    assert (held.status_code, held.content) == (304, b"")
    for fee in Fee.objects.filter(item_code="home_care_1x", valid_until=None):
        fee.amount = 31
        fee.save()
    assert "31,00 €" in sheet().text.replace("\xa0", " ")
    assert ServiceLeaflet.objects.count() == 2


def test_in_a_crisis_it_begins_with_the_phone():
    text = sheet("/lv/pakalpojumi/pabalsts-krizes-situacija/lapina.pdf").text
    assert text.index("60 000 001") < text.index("Kas var saņemt")


def test_a_page_that_is_not_public_has_none():
    page_of("nakts-patversme").unpublish()
    for slug in ("nakts-patversme", "nav-tada"):
        assert Client().get(f"/lv/pakalpojumi/{slug}/lapina.pdf").status_code == 404


def test_the_worker_makes_each_once_before_anybody_asks(monkeypatch):
    monkeypatch.setattr(leaflets.leaflets, "_list", lambda: [("aprupe-majas", "lv"), ("aprupe-majas", "en")])
    leaflets.order_all()
    leaflets.order_all()
    assert sorted(ServiceLeaflet.objects.values_list("language", flat=True)) == ["en", "lv"]
    work_once()
    assert all(ServiceLeaflet.objects.values_list("size", flat=True))
