"""News to be followed."""

import datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from pages.models import NewsIndexPage, NewsPage
from tests.pages.reading import at, get, head, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]


def feed(language="lv"):
    return ElementTree.fromstring(get(f"/{language}/jaunumi.xml").content)  # noqa: S314 -- our own


def test_news_can_be_followed():
    channel = feed().find("channel")
    assert channel.find("title").text == "Paraugnovada Sociālais dienests – Jaunumi"
    assert channel.find("link").text == at("/lv/jaunumi/")
    assert channel.find("language").text == "lv"
    links = [item.find("link").text for item in channel.findall("item")]
    assert at("/lv/jaunumi/drosibas-poga-vieniem/") in links
    for path in ("/lv/", "/lv/jaunumi/", "/lv/jaunumi/drosibas-poga-vieniem/"):
        assert 'type="application/rss+xml"' in head(path)


def test_a_language_without_news_has_no_feed_and_promises_none():
    assert Client().get("/ru/jaunumi.xml").status_code == 404
    assert "rss+xml" not in head("/ru/")


def test_the_feed_tells_nothing_of_tomorrow_or_behind_a_login():
    note = page_of("drosibas-poga-vieniem")
    NewsPage.objects.filter(pk=note.pk).update(date=datetime.date(2099, 1, 1))
    other = NewsPage.objects.live().exclude(pk=note.pk).first()
    PageViewRestriction.objects.create(page=other, restriction_type=PageViewRestriction.LOGIN)
    links = [link.text for link in feed().iter("link")]
    assert at("/lv/jaunumi/drosibas-poga-vieniem/") not in links
    assert at(other.get_url()) not in links
    PageViewRestriction.objects.create(page=NewsIndexPage.objects.get(), restriction_type=PageViewRestriction.LOGIN)
    assert Client().get("/lv/jaunumi.xml").status_code == 404
