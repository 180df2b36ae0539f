"""Answering with a kept page: whole, in the encoding asked for, or "not modified"."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from pages.page_cache.keeping import KeptPage

_SUFFIXES = {"br": "-br", "gzip": "-gz", "": ""}


class Answer(NamedTuple):
    """What goes out."""

    status: int
    headers: dict[str, str]
    body: bytes


def answer_of(kept: KeptPage, asked: Mapping[str, str]) -> Answer:
    """The kept page for a WSGI environment, of which only method, encodings and the copy's tag are looked at."""
    encoding = _encoding(asked.get("HTTP_ACCEPT_ENCODING", ""))
    headers = {**kept.headers, "ETag": f'"{kept.digest}{_SUFFIXES[encoding]}"'}
    if _is_known(kept, asked.get("HTTP_IF_NONE_MATCH", "")):
        headers.pop("Content-Type", None)
        return Answer(304, headers, b"")
    body = kept.bodies[encoding] if encoding else kept.plain()
    headers["Content-Length"] = str(len(body))
    if encoding:
        headers["Content-Encoding"] = encoding
    return Answer(200, headers, b"" if asked["REQUEST_METHOD"] == "HEAD" else body)


def answer(kept: KeptPage, request: HttpRequest) -> HttpResponse:
    """The same as a response of Django's."""
    given = answer_of(kept, request.META)
    response = HttpResponse(given.body, status=given.status, headers=given.headers)
    if given.status == 304:
        del response["Content-Type"]
    return response


@lru_cache(maxsize=256)
def _encoding(accepted: str) -> str:
    """The best encoding a browser takes: br, gzip or none."""
    parts = (part.replace(" ", "").lower().partition(";q=") for part in accepted.split(","))
    taken = {name for name, _q, weight in parts if weight.strip("0.") or not _q}
    return next((encoding for encoding in ("br", "gzip") if encoding in taken), "")


def _is_known(kept: KeptPage, tags: str) -> bool:
    """Whether one of the copies the asker holds is this page; a proxy that compresses anew writes W/ before the tag."""
    if not tags:
        return False
    ours = {f'"{kept.digest}{suffix}"' for suffix in _SUFFIXES.values()}
    return any(tag == "*" or tag.removeprefix("W/") in ours for tag in parse_etags(tags))
