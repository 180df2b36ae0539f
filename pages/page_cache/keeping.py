"""A page as it is kept: the finished answer with every header, compressed once."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import brotli
from django.conf import settings
from django.http.response import HttpResponseBase
from django.utils import timezone

# Whoever keeps a copy, browser or proxy, asks each time whether it still holds: a change is seen at once everywhere.
CACHE_CONTROL = "public, max-age=0, must-revalidate"
_OWN = ("content-length", "content-encoding", "etag", "vary", "cache-control")


@dataclass(frozen=True)
class KeptPage:
    """One answer; ``bodies`` by content encoding; ``made`` is when it first came out to the same letter."""

    state: str
    made: datetime
    until: datetime
    headers: Mapping[str, str]
    bodies: Mapping[str, bytes]
    digest: str

    def holds(self, state: str) -> bool:
        """Whether nothing has changed since, and its day or time is not over."""
        return self.state == state and timezone.now() < self.until

    def plain(self) -> bytes:
        """The page as it is, for whoever takes no encoding."""
        return gzip.decompress(self.bodies["gzip"])


def may_be_kept(response: HttpResponseBase) -> bool:
    """Whether this is a published page that would be the same for anybody.

    Only a page itself (200): addresses where nothing is (404) are without number, and a redirect costs next to nothing.
    An answer that sets a cookie, depends on one, carries a nonce or says itself how long it may be kept is left alone.
    """
    return (
        response.status_code == 200
        and getattr(response, "is_published_page", False)
        and not response.streaming
        and not response.cookies
        and response.headers.get("Vary", "").lower() in ("", "accept-encoding")
        and not {"Cache-Control", "Content-Encoding"} & set(response.headers)
        and "'nonce-" not in response.headers.get("Content-Security-Policy", "")
    )


def keep(
    response: HttpResponseBase,
    state: str,
    begun: datetime,
    before: KeptPage | None = None,
    until: datetime | None = None,
) -> KeptPage:
    """Compress a finished answer.

    It holds until midnight after its making began, an hour at most by default, and no longer than its own words
    (``until``). ``before`` is the page that was kept under the same key, whether it still holds or not.
    """
    body: bytes = response.content  # type: ignore[attr-defined]
    headers = {name: value for name, value in response.headers.items() if name.lower() not in _OWN}
    digest = hashlib.sha256(body).hexdigest()[:32]
    return KeptPage(
        state=state,
        made=before.made if before and before.digest == digest else begun,
        until=min(filter(None, (_midnight(begun), begun + timedelta(seconds=settings.PAGE_CACHE_SECONDS), until))),
        headers={**headers, "Vary": "Accept-Encoding", "Cache-Control": CACHE_CONTROL},
        bodies={"br": brotli.compress(body, quality=9), "gzip": gzip.compress(body, 9, mtime=0)},
        digest=digest,
    )


def _midnight(moment: datetime) -> datetime:
    """The end of this day in Riga."""
    riga = timezone.get_default_timezone()
    return datetime.combine(moment.astimezone(riga).date() + timedelta(days=1), time(), riga)
