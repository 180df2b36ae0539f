"""News as a feed, one for each language that has news."""

import datetime

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.addresses import absolute
from pages.frame import is_open
from pages.furniture import furniture
from pages.models import NewsIndexPage, NewsPage


class NewsFeed(Feed):
    """The newest notes of the language of the address; 404 where it has no open list of news."""

    def get_object(self, request: HttpRequest) -> NewsIndexPage:
        """Find the list of news."""
        lists = NewsIndexPage.objects.live().filter(locale__language_code=get_language()).select_related("locale")
        found = next((page for page in lists if is_open(page)), None)
        if found is None:
            raise Http404
        return found

    def title(self, index: NewsIndexPage) -> str:
        """Say whose news they are."""
        return f"{furniture(None, index.locale.language_code).name} – {_('News')}".removeprefix(" – ")

    def description(self, index: NewsIndexPage) -> str:
        """Give the introduction of the list."""
        return index.summary

    def link(self, index: NewsIndexPage) -> str:
        """Lead to the list."""
        return absolute(index.get_url())

    def feed_url(self) -> str:
        """The feed's own address."""
        return absolute(reverse("news_feed"))

    def items(self, index: NewsIndexPage) -> list[NewsPage]:
        """Give what the list shows to everybody."""
        newest = NewsPage.newest(index.locale_id).select_related("locale")[: NewsIndexPage.SHOWN]
        return [note for note in newest if is_open(note)]

    def item_title(self, item: NewsPage) -> str:
        """Give the headline; the writer of the feed escapes it."""
        return item.title

    def item_description(self, item: NewsPage) -> str:
        """Give the introduction."""
        return item.summary

    def item_link(self, item: NewsPage) -> str:
        """Lead to the note."""
        return absolute(item.get_url())

    def item_pubdate(self, item: NewsPage) -> datetime.datetime:
        """The beginning of its day."""
        return timezone.make_aware(datetime.datetime.combine(item.date, datetime.time()))
