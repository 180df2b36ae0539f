"""The portal's addresses and two more: the least this server can do, and a page that asks the database 43 times."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from wagtail.models import Page

from portal.urls import urlpatterns as portal_urls


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


def many_queries(request: HttpRequest) -> HttpResponse:
    """As many statements as the home page of Wagtail's own demo site: a menu and teasers that each ask for themselves."""
    pages = [
        Page.objects.live().select_related("content_type", "locale").order_by("path")[n : n + 1] for n in range(43)
    ]
    return HttpResponse("".join(page.title for each in pages for page in each))


urlpatterns = [path("hello/", hello), path("many-queries/", many_queries), *portal_urls]
