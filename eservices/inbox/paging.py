"""One page of a long list by key, never by offset and never with a count of everything."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q, QuerySet

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"\A([nb])(\d{1,18})-(\d{1,18})\Z")


@dataclass(frozen=True)
class Cursor:
    """The row a page stands next to, and on which side of it the page lies."""

    at: datetime
    pk: int
    back: bool = False

    def __str__(self) -> str:
        microseconds = (self.at - EPOCH) // timedelta(microseconds=1)
        return f"{'b' if self.back else 'n'}{microseconds}-{self.pk}"


def read_cursor(text: str) -> Cursor | None:
    """Read a cursor of an address; anything that is not one means the first page."""
    match = _CURSOR.match(text)
    if not match:
        return None
    try:
        at = EPOCH + timedelta(microseconds=int(match[2]))
    except OverflowError:
        return None
    return Cursor(at, int(match[3]), back=match[1] == "b")


@dataclass(frozen=True)
class Page:
    """The rows of one page and the cursors of its neighbours."""

    rows: list
    before: Cursor | None
    after: Cursor | None


def page_of(rows: QuerySet, *, field: str, cursor: Cursor | None, size: int, oldest_first: bool = False) -> Page:
    """Take one page ordered by ``field``, a moment or a day, and then by key; one statement however long the list."""
    back = bool(cursor and cursor.back)
    rising = oldest_first != back
    if cursor:
        rows = rows.filter(_beyond(rows, field, cursor, rising=rising))
    sign = "" if rising else "-"
    found = list(rows.order_by(f"{sign}{field}", f"{sign}pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    if not found:
        return Page([], None, None)
    first = Cursor(_moment(getattr(found[0], field)), found[0].pk, back=True)
    last = Cursor(_moment(getattr(found[-1], field)), found[-1].pk)
    if back:
        return Page(found, first if more else None, last)
    return Page(found, first if cursor else None, last if more else None)


def _moment(value: datetime | date) -> datetime:
    """A day as a cursor writes it: its midnight, in the cursor's own time."""
    return value if isinstance(value, datetime) else datetime.combine(value, time(), UTC)


def _beyond(rows: QuerySet, field: str, cursor: Cursor, *, rising: bool) -> Q:
    """Rows past the cursor, written so that an index on (field, key) is entered at the right place."""
    way = "gt" if rising else "lt"
    is_day = rows.model._meta.get_field(field).get_internal_type() == "DateField"
    at = cursor.at.date() if is_day else cursor.at
    return Q(**{f"{field}__{way}e": at}) & (Q(**{f"{field}__{way}": at}) | Q(**{f"pk__{way}": cursor.pk}))
