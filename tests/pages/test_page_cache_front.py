"""Before Django: what is kept goes out at once, the same to the letter; everything else Django answers."""

import io

import pytest
from django.core.handlers.wsgi import WSGIRequest, get_script_name
from django.db import DatabaseError, connection
from django.test import Client

from pages.models import OfficeSettings
from pages.page_cache import front
from pages.page_cache.keys import Key
from pages.page_cache.store import store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

PAGE = "/lv/privatums/"


@pytest.fixture(autouse=True)
def kept(demo_site, settings):
    settings.PAGE_CACHE_ENTRIES = 100
    store.clear()
    Client().get(PAGE)
    yield store.get(Key("http", "testserver", PAGE, ""))
    store.clear()


@pytest.fixture
def django():
    """Answers with its name, and tells what it was asked."""

    def application(environ, start_response):
        start_response("200 OK", [])
        return [b"django"]

    return application


def ask(application, path=PAGE, **environ):
    told = {}

    def start_response(status, headers):
        told.update(status=status, headers=dict(headers))

    told["body"] = b"".join(application(environment(path, **environ), start_response))
    return told


def environment(path, **environ):
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "HTTP_HOST": "testserver",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        **environ,
    }


def by_django(**environ):
    """The answer of Django's own handler, through every middleware."""
    response = Client().get(PAGE, **environ)
    status = f"{response.status_code} {response.reason_phrase}"
    return {"status": status, "headers": dict(response.headers), "body": response.content}


@pytest.mark.parametrize("asked", [{}, {"HTTP_ACCEPT_ENCODING": "gzip"}, {"HTTP_ACCEPT_ENCODING": "gzip, br"}])
def test_the_answer_is_that_of_django_to_the_letter(django, asked):
    here = ask(front.with_kept_pages(django), **asked)
    there = by_django(**asked)
    assert here == there
    assert here["status"] == "200 OK"
    assert here["body"] != b"django"


def test_a_copy_that_holds_is_not_sent_again(django, kept):
    asked = {"HTTP_IF_NONE_MATCH": f'"{kept.digest}-gz"', "HTTP_ACCEPT_ENCODING": "gzip"}
    here = ask(front.with_kept_pages(django), **asked)
    assert (here["status"], here["body"]) == ("304 Not Modified", b"")
    assert here == by_django(**asked)


def test_only_its_head_where_only_that_is_asked(django):
    here = ask(front.with_kept_pages(django), REQUEST_METHOD="HEAD")
    assert here["body"] == b""
    assert int(here["headers"]["Content-Length"]) > 1000


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        (PAGE, {"REQUEST_METHOD": "POST"}),
        (PAGE, {"QUERY_STRING": "x=1"}),
        (PAGE, {"HTTP_COOKIE": "a=b; sessionid=c"}),
        (PAGE, {"HTTP_COOKIE": "messages=c"}),
        (PAGE, {"HTTP_AUTHORIZATION": "Basic x"}),
        (PAGE, {"CONTENT_LENGTH": "3"}),
        (PAGE, {"HTTP_HOST": "elsewhere"}),
        (PAGE, {"wsgi.url_scheme": "https"}),
        ("/lv/kartiba/", {}),
        ("/lv/privātums/", {}),
    ],
)
def test_what_may_be_somebodys_or_is_not_kept_is_for_django(django, path, asked):
    assert ask(front.with_kept_pages(django), path, **asked)["body"] == b"django"


def test_a_page_that_changed_is_for_django(django):
    OfficeSettings.objects.get().save()
    assert ask(front.with_kept_pages(django))["body"] == b"django"


def test_a_database_that_does_not_answer_is_for_django(django, monkeypatch):
    def fail():
        raise DatabaseError

    monkeypatch.setattr(front, "state", fail)
    monkeypatch.setattr(connection, "close", lambda: None)
    assert ask(front.with_kept_pages(django))["body"] == b"django"


@pytest.mark.parametrize("host", ["TestServer", "testserver:81", "testserver:99999"])
def test_a_host_is_the_same_in_any_letters_and_at_any_port(django, host):
    assert ask(front.with_kept_pages(django), HTTP_HOST=host)["status"] == "200 OK"
    assert by_django(HTTP_HOST=host)["status"] == "200 OK"
    assert len(store) == 1


@pytest.mark.parametrize("host", ["testserver:81@elsewhere", "testserver/", "user@testserver", ""])
def test_what_is_no_host_is_for_django(django, host):
    assert ask(front.with_kept_pages(django), HTTP_HOST=host)["body"] == b"django"


def test_a_header_that_names_another_place_of_the_portal_changes_no_link():
    asked = environment(PAGE, SCRIPT_NAME="///")
    assert get_script_name(asked) == ""
    assert WSGIRequest(asked).path == PAGE


@pytest.mark.parametrize(
    ("told", "scheme"), [("https", "https"), ("https, http", "https"), ("http", "http"), (None, "http")]
)
def test_the_scheme_is_the_one_django_tells(settings, rf, told, scheme):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    forwarded = {"HTTP_X_FORWARDED_PROTO": told} if told else {}
    assert front._scheme(environment(PAGE, **forwarded)) == scheme
    assert rf.get(PAGE, **forwarded).scheme == scheme


def test_nothing_stands_before_django_where_nothing_is_kept(settings, django):
    settings.PAGE_CACHE_ENTRIES = 0
    assert front.with_kept_pages(django) is django
