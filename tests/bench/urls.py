"""The portal's addresses and two more: the least this server can do, and a page as Wagtail's demo site makes it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal.urls import urlpatterns as portal_urls
from tests.bench.stock_home import stock_home


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


urlpatterns = [path("hello/", hello), path("stock-home/", stock_home), *portal_urls]
