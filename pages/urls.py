"""Addresses of the public site under a language prefix, before Wagtail's own."""

from django.urls import path, re_path
from wagtail.urls import serve_pattern

from pages.cookies import cookie_page
from pages.feeds import NewsFeed
from pages.search.views import search, suggest
from pages.serving import serve

urlpatterns = [
    path("meklet/", search, name="search"),
    path("meklet/ieteikumi/", suggest, name="suggest"),
    path("sikdatnes/", cookie_page, name="cookies"),
    path("jaunumi.xml", NewsFeed(), name="news_feed"),
    re_path(serve_pattern, serve, name="page"),
]
