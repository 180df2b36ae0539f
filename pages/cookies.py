"""Which cookies the portal sets, for the page that lists them. There is no banner: none of them needs consent."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

DAY = 24 * 3600


@dataclass(frozen=True)
class Cookie:
    """A cookie, what it is for, and for how many days it stays; None where it ends with the browser."""

    name: str
    purpose: Any
    days: int | None = None

    def stays(self) -> str:
        """How long it stays, in words."""
        if self.days is None:
            return str(_("until you close the browser"))
        return ngettext("%(n)d day", "%(n)d days", self.days) % {"n": self.days}


def cookies() -> list[Cookie]:
    """Every cookie residents and staff can be given."""
    return [
        Cookie("drafts", _("So that you can go on with an application you have begun in this browser."), 30),
        Cookie("drafts_now", _("The same, where nothing may stay: on shared computers and for help against violence.")),
        Cookie(
            "following", _("So that you need not type the access code on each page while you follow an application.")
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            _("So that no other site can send a form in your name."),
            settings.CSRF_COOKIE_AGE // DAY,
        ),
        Cookie("messages", _("So that the next page can tell what has just been done.")),
        Cookie(
            settings.SESSION_COOKIE_NAME,
            _("While you wait for a code by e-mail; and so that staff stay signed in."),
            settings.SESSION_COOKIE_AGE // DAY,
        ),
        Cookie("shared_computer", _("On computers for many people: so that nothing of one is left for the next."), 400),
    ]


@require_safe
def cookie_page(request: HttpRequest) -> HttpResponse:
    """List them."""
    return render(request, "pages/cookies.html", {"cookies": cookies()})
