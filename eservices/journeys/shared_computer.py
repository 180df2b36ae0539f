"""The mode of a computer that strangers use one after another: a reception point, a library, a day centre.

A signed cookie puts one browser into it for as long as browsers keep one. From then on nothing of a person outlasts
the sitting: forms open here end with the browser, it is asked to remember no field, papers are opened to be printed
instead of saved, and after five quiet minutes the page asks whether somebody is still there and then finishes by
itself (``static/js/durvis.js``).
"""

import re

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

COOKIE = "shared_computer"
SALT = "eservices.journeys.shared_computer"
# As long as any browser keeps a cookie.
KEPT = 400 * 24 * 3600
REMEMBERED = re.compile(rb'autocomplete="(?!one-time-code)[^"]*"')


def is_on(request: HttpRequest) -> bool:
    """Tell whether this browser is one that strangers share."""
    try:
        return bool(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT))
    except signing.BadSignature:
        return False


def turn_on(response: HttpResponseBase) -> None:
    """Make this browser a shared one. The script on public pages looks for the cookie, so it may read it."""
    response.set_cookie(
        COOKIE, signing.dumps(1, salt=SALT), max_age=KEPT, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )


def turn_off(response: HttpResponseBase) -> None:
    """Make this browser one person's again."""
    response.delete_cookie(COOKIE, samesite="Lax")


def remember_no_fields(response: HttpResponseBase) -> None:
    """Have the browser neither keep nor offer what is typed into any field of this page."""
    content = getattr(response, "content", b"")
    if response.get("Content-Type", "").startswith("text/html") and content:
        kept_by_none = REMEMBERED.sub(b'autocomplete="off"', content)
        response.content = kept_by_none.replace(b"<form ", b'<form autocomplete="off" ')  # type: ignore[attr-defined]
