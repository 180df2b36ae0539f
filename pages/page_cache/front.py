"""Before Django: a kept page that still holds goes out without a request of Django's being made of the question.

What is kept and for whom is decided by the middleware; here is looked up what it has kept. Everything else is Django's.
"""

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection

from pages.page_cache import finished
from pages.page_cache.answering import answer_of
from pages.page_cache.keeping import KeptPage
from pages.page_cache.keys import Key, host_of, is_somebodys
from pages.page_cache.store import store
from portal.changes.noting import state

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_STATUS = {code: f"{code} {HTTPStatus(code).phrase}" for code in (200, 304)}


def with_kept_pages(django: "WSGIApplication") -> "WSGIApplication":
    """Django's application with what is kept in front of it."""
    if not settings.PAGE_CACHE_ENTRIES or settings.USE_X_FORWARDED_HOST:
        return django

    def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        key = _key_of(environ)
        kept = store.get(key) if key else None
        if key is None or kept is None or not _holds(kept):
            return django(environ, start_response)
        finished.put(key, kept)
        status, headers, body = answer_of(kept, environ)
        start_response(_STATUS[status], list(headers.items()))
        return [body]

    return application


def _key_of(environ: "WSGIEnvironment") -> Key | None:
    """The key of a plain question. Only what was asked by a host that is ours was ever kept, so that is not asked anew."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("QUERY_STRING") or is_somebodys(environ):
        return None
    return Key(_scheme(environ), host_of(environ.get("HTTP_HOST", "")), environ.get("PATH_INFO", ""), "")


def _scheme(environ: "WSGIEnvironment") -> str:
    """As Django tells it."""
    if not settings.SECURE_PROXY_SSL_HEADER:
        return str(environ["wsgi.url_scheme"])
    name, secure = settings.SECURE_PROXY_SSL_HEADER
    told = environ.get(name)
    if told is None:
        return str(environ["wsgi.url_scheme"])
    return "https" if told.split(",", 1)[0].strip() == secure else "http"


def _holds(kept: KeptPage) -> bool:
    """Whether nothing has changed; where the database does not answer, Django says so."""
    try:
        return kept.holds(state())
    except DatabaseError:
        connection.close()
        return False
