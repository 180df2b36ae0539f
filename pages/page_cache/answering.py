"""Answering with a kept page: whole, in the encoding asked for, or "not modified"."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from pages.page_cache.keeping import KeptPage

_SUFFIXES = {"br": "-br", "gzip": "-gz", "": ""}


def answer(kept: KeptPage, request: HttpRequest) -> HttpResponse:
    """The kept page for this request; nothing of the request but its encodings and its copy's tag is looked at."""
    encoding = _encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    headers = {**kept.headers, "ETag": f'"{kept.digest}{_SUFFIXES[encoding]}"'}
    if _is_known(kept, request.META.get("HTTP_IF_NONE_MATCH", "")):
        headers.pop("Content-Type", None)
        return HttpResponseNotModified(headers=headers)
    body = kept.bodies[encoding] if encoding else kept.plain()
    headers["Content-Length"] = str(len(body))
    if encoding:
        headers["Content-Encoding"] = encoding
    return HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)


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
