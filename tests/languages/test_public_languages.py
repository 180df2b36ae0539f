"""A language is switched off without a trace and added by configuration; dates, sums and plurals are right in each."""

import datetime
import re
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation
from wagtail.models import Locale

from eservices.catalogue.facts import deadline_in_words
from pages.models import HomePage
from portal.remembering import memory
from portal.ui import dates, money
from portal.ui.templatetags import kit
from tests.pages.reading import page_of

SHOWN = {"lv": "Latviski", "ru": "По-русски", "en": "English", "uk": "Українською"}
DAY = datetime.date(2030, 12, 7)


@pytest.fixture
def shown_in(settings):
    def switch(*codes):
        settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [(code, SHOWN[code]) for code in codes]
        memory.clear()

    yield switch
    translation.activate("lv")


def get(path):
    return Client(headers={"accept-language": "ru"}).get(path)


def addresses():
    told = get("/sitemap.xml").content.decode()
    return [address.partition("//")[2].partition("/")[2] for address in re.findall(r"<loc>([^<]+)</loc>", told)]


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_site")
def test_a_language_switched_off_leaves_no_trace_on_any_page(shown_in):
    traces = re.compile(r'/ru/|hreflang="ru"|lang="ru"|По-русски|ru_RU|"ru"')
    open_data = ("dati/pakalpojumi.jsonld", "lv/jaunumi.xml", "lv/meklet/?q=уход", "lv/mani-pieteikumi/", "lv/nav/")
    assert traces.search(get("/lv/").content.decode())
    shown_in("lv", "en")
    for address in [*addresses(), *open_data, "sitemap.xml", "robots.txt"]:
        found = traces.search(get(f"/{address}").content.decode())
        assert not found, (address, found)


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_site")
def test_a_language_added_offers_latvian_until_its_pages_are_there(shown_in):
    shown_in("lv", "ru", "en", "uk")
    assert "Українською" not in get("/lv/").content.decode()
    lacking = get("/uk/pakalpojumi/aprupe-majas/")
    assert lacking.status_code == 404
    assert 'href="/lv/pakalpojumi/aprupe-majas/" hreflang="lv"' in lacking.content.decode()
    for view in ("meklet/?q=aprupe", "mani-pieteikumi/"):
        assert get(f"/uk/{view}").status_code == 200, view
    Locale.objects.create(language_code="uk")
    page_of("sakums").copy_for_translation(Locale.objects.get(language_code="uk"), copy_parents=True)
    home = HomePage.objects.get(locale__language_code="uk")
    home.title = "Яка допомога Вам потрібна?"
    home.save_revision().publish()
    page = get("/uk/").content.decode()
    assert '<html lang="uk"' in page
    assert home.title in page
    assert "Українською" in get("/lv/").content.decode()
    assert 'hreflang="uk"' in get("/lv/").content.decode().partition("</head>")[0]


@pytest.mark.parametrize(
    ("language", "plain", "on", "until", "sum_", "large"),
    [
        (
            "lv",
            "2030. gada 7. decembris",
            "2030. gada 7. decembrī",
            "līdz 2030. gada 7. decembrim",
            "28,46 €",
            "1 234 €",
        ),
        ("ru", "7 декабря 2030 года", "7 декабря 2030 года", "до 7 декабря 2030 года", "28,46 €", "1 234 €"),
        ("en", "7 December 2030", "on 7 December 2030", "by 7 December 2030", "€28.46", "€1,234"),
        ("uk", "7 грудня 2030 року", "7 грудня 2030 року", "до 7 грудня 2030 року", "28,46 €", "1 234 €"),
    ],
)
def test_dates_and_sums_are_written_as_in_the_language(language, plain, on, until, sum_, large):
    with translation.override(language):
        assert (kit.long_date(DAY), kit.on_date(DAY), kit.until_date(DAY)) == (plain, on, until)
    assert dates.long_date(DAY, language) == plain
    assert money.amount(Decimal("28.46"), language=language).replace("\xa0", " ") == sum_
    assert money.amount(Decimal(1234), language=language).replace("\xa0", " ") == large


@pytest.mark.parametrize(
    ("language", "terms"),
    [
        (
            "lv",
            {
                1: "1 darba diena",
                2: "2 darba dienas",
                10: "10 darba dienas",
                11: "11 darba dienas",
                21: "21 darba diena",
            },
        ),
        (
            "ru",
            {
                1: "1 рабочий день",
                2: "2 рабочих дня",
                5: "5 рабочих дней",
                11: "11 рабочих дней",
                21: "21 рабочий день",
            },
        ),
        ("en", {1: "1 working day", 2: "2 working days", 11: "11 working days", 21: "21 working days"}),
        ("uk", {1: "1 darba diena", 5: "5 darba dienas"}),
    ],
)
def test_terms_are_counted_as_the_language_counts(language, terms):
    with translation.override(language):
        told = {n: deadline_in_words(n, "working_days", "registered") for n in terms}
    assert {n: text[: len(terms[n])] for n, text in told.items()} == terms
