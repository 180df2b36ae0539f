"""Whether a door is open now: words that hold until it opens or shuts."""

import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pages.frame import frame
from pages.page_cache.holding import holds_until
from portal.people.opening import Door, Span, door
from portal.working_days import calendar

WEEKDAYS = (
    gettext_lazy("on Monday"),
    gettext_lazy("on Tuesday"),
    gettext_lazy("on Wednesday"),
    gettext_lazy("on Thursday"),
    gettext_lazy("on Friday"),
    gettext_lazy("on Saturday"),
    gettext_lazy("on Sunday"),
)


def door_now(request: HttpRequest | None, opening: list[Span]) -> Door | None:
    """How the door stands at this minute; the page that says it holds until that changes."""
    exceptions = frame().exceptions
    found = door(opening, lambda day: calendar.works_on(day, exceptions), timezone.localtime())
    if request and found and found.changes_at:
        holds_until(request, found.changes_at)
    return found


def in_words(found: Door) -> str:
    """Write "Tagad atvērts līdz plkst. 17.00" or "Tagad slēgts. Atvērs pirmdien plkst. 8.30" in the active language."""
    if found.changes_at is None:
        return _("Open day and night") if found.is_open else _("Closed now")
    at = timezone.localtime(found.changes_at)
    time = date_format(at, "G.i")
    ahead = (at.date() - timezone.localdate()).days
    if found.is_open:
        if ahead and at.time() != datetime.time():
            return _("Open now, until %(time)s tomorrow") % {"time": time}
        return _("Open now, until %(time)s") % {"time": "24.00" if ahead else time}
    day = _day(at.date(), ahead)
    return _("Closed now. Opens %(day)s at %(time)s") % {"day": day, "time": time}


def _day(day: datetime.date, ahead: int) -> str:
    """The day as one says it: today, tomorrow, on Monday; a date when it is further off."""
    if ahead == 0:
        return _("today")
    if ahead == 1:
        return _("tomorrow")
    if ahead < len(WEEKDAYS):
        return str(WEEKDAYS[day.weekday()])
    return date_format(day, "d.m.Y")
