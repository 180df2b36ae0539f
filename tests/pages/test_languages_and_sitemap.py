"""Each public page names itself and its languages, in its head and in the sitemap; nothing that is not public."""

import datetime
import re
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from eservices.catalogue.models import Service
from pages.models import NewsPage
from portal.demo.reading import services
from portal.remembering import memory
from tests.pages.reading import alternates, at, canonical, get, head, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

HOME_CARE = "/lv/pakalpojumi/aprupe-majas/"
XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.mark.parametrize("language", ["lv", "ru", "en"])
@pytest.mark.parametrize("rest", ["", "pakalpojumi/aprupe-majas/", "pakalpojumi/aprupe-majas/pieteikties/"])
def test_a_translated_page_names_itself_and_its_languages(language, rest):
    path = f"/{language}/{rest}"
    assert canonical(path) == [at(path)]
    assert alternates(path) == {
        **{code: at(f"/{code}/{rest}") for code in ("lv", "ru", "en")},
        "x-default": at(f"/lv/{rest}"),
    }


@pytest.mark.parametrize("path", ["/lv/normativie-akti/", "/lv/jaunumi/drosibas-poga-vieniem/"])
def test_a_page_in_one_language_names_no_other(path):
    assert canonical(path) == [at(path)]
    assert alternates(path) == {}


def test_a_translation_taken_down_is_named_no_more():
    page_of("aprupe-majas", "ru").unpublish()
    assert set(alternates(HOME_CARE)) == {"lv", "en", "x-default"}


def test_a_translation_not_everybody_may_read_is_not_named():
    PageViewRestriction.objects.create(page=page_of("pakalpojumi", "ru"), restriction_type=PageViewRestriction.LOGIN)
    assert set(alternates(HOME_CARE)) == {"lv", "en", "x-default"}


def test_a_language_that_is_switched_off_is_named_nowhere(settings):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("lv", "Latviski"), ("en", "English")]
    memory.clear()
    assert set(alternates(HOME_CARE)) == {"lv", "en", "x-default"}
    assert "/ru/" not in get("/sitemap.xml").content.decode()


def test_a_filtered_list_is_the_list():
    assert canonical("/lv/pakalpojumi/?kam=seniors") == [at("/lv/pakalpojumi/")]


@pytest.mark.parametrize("path", ["/lv/meklet/?q=x", "/lv/mani-pieteikumi/", "/lv/publisks-dators/"])
def test_views_are_not_for_search_engines_and_name_nothing(path, settings):
    settings.DEMO = False
    top = head(path)
    assert re.search(r'<meta name="robots" content="noindex', top)
    assert "canonical" not in top
    assert "hreflang" not in top


def test_a_page_shared_by_a_link_shows_its_title_and_introduction():
    top = head("/ru/pakalpojumi/aprupe-majas/")
    told = dict(re.findall(r'<meta property="(og:[a-z_]+)" content="([^"]*)">', top))
    page = page_of("aprupe-majas", "ru")
    assert told["og:title"] == page.title
    assert told["og:description"] == page.summary
    assert told["og:url"] == at("/ru/pakalpojumi/aprupe-majas/")
    assert told["og:locale"] == "ru_RU"
    assert told["og:site_name"] == "Социальная служба Параугского края"
    assert re.findall(r'og:locale:alternate" content="([^"]+)"', top) == ["lv_LV", "en_GB"]


def sitemap():
    root = ElementTree.fromstring(get("/sitemap.xml").content)  # noqa: S314 -- our own
    return {
        url.find("s:loc", XML).text: (
            url.findtext("s:lastmod", "", XML),
            {link.get("hreflang"): link.get("href") for link in url.findall("x:link", XML)},
        )
        for url in root.findall("s:url", XML)
    }


def test_sitemap_names_every_page_with_its_languages():
    pages = sitemap()
    lastmod, languages = pages[at(HOME_CARE)]
    assert datetime.date.fromisoformat(lastmod)
    assert languages == alternates(HOME_CARE)
    assert pages[at("/ru/pakalpojumi/aprupe-majas/")][1] == languages
    assert pages[at("/lv/normativie-akti/")][1] == {}
    assert len([address for address in pages if address.startswith(at("/lv/pakalpojumi/"))]) > len(services())


def test_sitemap_names_nothing_that_is_not_public():
    note = page_of("drosibas-poga-vieniem")
    NewsPage.objects.filter(pk=note.pk).update(date=datetime.date(2099, 1, 1))
    page_of("grupu-dzivoklis").unpublish()
    Service.objects.filter(code="respite").update(active=False)
    PageViewRestriction.objects.create(page=page_of("kartiba"), restriction_type=PageViewRestriction.LOGIN)
    pages = sitemap()
    for gone in ("jaunumi/drosibas-poga-vieniem/", "pakalpojumi/grupu-dzivoklis/", "kartiba/"):
        assert at(f"/lv/{gone}") not in pages
    assert at("/lv/pakalpojumi/atelpas-bridis/") not in pages
