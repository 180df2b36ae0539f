"""Which drafts this browser may open.

The id of a draft stands in the address and opens nothing. What opens it is a signed cookie that the portal
set when the draft was begun here, or when a link or return code was shown (``continuing``). The cookie holds
ids only and is read without a query; the draft's own state and expiry are asked of its row. A draft has no row until
its first step is answered.
"""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from . import shared_computer
from .models import Draft

LASTING, PASSING = "drafts", "drafts_now"
SALT = "eservices.journeys.access"
KEPT_DAYS = 30
MOST = 12


def known(request: HttpRequest) -> list[UUID]:
    """Return the ids of the drafts this browser may open, newest first."""
    return [*_read(request, PASSING), *_read(request, LASTING)]


def allow(request: HttpRequest, response: HttpResponseBase, draft_id: UUID, *, lasting: bool = True) -> None:
    """Let this browser open one more draft; ``lasting=False`` ends when it is closed (violence services).

    Past ``MOST`` the ones that hold nothing make room first, then the ones saved longest ago. On a
    computer that strangers share nothing is lasting.
    """
    cookie = LASTING if lasting and not shared_computer.is_on(request) else PASSING
    others = [each for each in _read(request, cookie) if each != draft_id]
    if len(others) >= MOST:
        others = _worth_keeping(others)
    _write(response, cookie, [draft_id, *others][:MOST])


def _worth_keeping(ids: list[UUID]) -> list[UUID]:
    kept = Draft.objects.filter(pk__in=ids, expires_at__gt=timezone.now()).exclude(state=Draft.CLEARED)
    saved = list(kept.order_by("-last_saved_at").values_list("pk", flat=True))
    return saved + [each for each in ids if each not in saved]


def withdraw(request: HttpRequest, response: HttpResponseBase, draft_id: UUID) -> None:
    """Let this browser no longer open the draft."""
    for cookie in (LASTING, PASSING):
        ids = _read(request, cookie)
        if draft_id in ids:
            _write(response, cookie, [each for each in ids if each != draft_id])


def withdraw_all(response: HttpResponseBase) -> None:
    """Let this browser open no draft any more."""
    for cookie in (LASTING, PASSING):
        response.delete_cookie(cookie, samesite="Lax")


def _read(request: HttpRequest, cookie: str) -> list[UUID]:
    try:
        return [UUID(hex=value) for value in signing.loads(request.COOKIES.get(cookie, ""), salt=SALT + cookie)]
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return []


def _write(response: HttpResponseBase, cookie: str, ids: list[UUID]) -> None:
    if not ids:
        response.delete_cookie(cookie, samesite="Lax")
        return
    response.set_cookie(
        cookie,
        signing.dumps([each.hex for each in ids], salt=SALT + cookie),
        max_age=KEPT_DAYS * 24 * 3600 if cookie == LASTING else None,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
