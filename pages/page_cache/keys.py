"""Who may be answered with a kept page, and by which key."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

from pages.topics import Audience, Situation

# What a page may be asked for in its address. Any other question is answered, but the answer is not kept.
ASKED: dict[str, list[str]] = {"kam": Audience.values, "situacija": Situation.values}
# Put there by others to follow people; no page of ours reads it.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|gbraid|wbraid|msclkid|yclid|mc_[ce]id|_ga|_gl")
LONGEST_QUERY = 2000
MESSAGES_COOKIE = "messages"


class Key(NamedTuple):
    """What makes two answers differ; the language is in the path."""

    scheme: str
    host: str
    path: str
    query: str


def key_of(request: HttpRequest) -> Key | None:
    """The key of what is asked; None where the answer may be somebody's own, or the question is not one of ours."""
    # Wagtail's preview asks for a page's address with the editor's own cookies, or none.
    is_preview = getattr(request, "is_dummy", False)
    if request.method not in ("GET", "HEAD") or is_preview or is_somebodys(request.META):
        return None
    query = meaning_of(request.META.get("QUERY_STRING", ""))
    if query is None:
        return None
    try:
        return Key(str(request.scheme), host_of(request.get_host()), request.path, query)
    except DisallowedHost:
        return None


@lru_cache(maxsize=256)
def host_of(written: str) -> str:
    """The host's name without its port and in small letters, as hosts are allowed by; empty where it is none.

    A page is the same at every port. Were each kept by itself, one caller could push all the others out.
    """
    return split_domain_port(written)[0]


def meaning_of(query: str) -> str | None:
    """A query in its one form, empty where it means nothing; None where it asks something we do not know."""
    if not query:
        return ""
    if len(query) > LONGEST_QUERY:
        return None
    asked = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not TRACKING.fullmatch(name)]
    known = all(value in ASKED.get(name, ()) for name, value in asked)
    return urlencode(sorted(asked)) if known and len(dict(asked)) == len(asked) else None


def is_page(path: str) -> bool:
    """Whether pages are served at this address, published or not: no step of a form, no search, no staff page."""
    language = get_language_from_path(path)
    if language is None:
        return False
    with override(language):
        try:
            return resolve(path).url_name == "page"
        except Resolver404:
            return False


def is_somebodys(environ: Mapping[str, str]) -> bool:
    """Whether the answer to a WSGI environment may be somebody's own: signed in, with a message waiting, with a body."""
    has_body = environ.get("CONTENT_LENGTH") not in (None, "", "0") or "HTTP_TRANSFER_ENCODING" in environ
    cookies = rf"(?:^|;\s*)(?:{settings.SESSION_COOKIE_NAME}|{MESSAGES_COOKIE})="
    knows_us = re.search(cookies, environ.get("HTTP_COOKIE", ""))
    return has_body or bool(knows_us) or "HTTP_AUTHORIZATION" in environ
