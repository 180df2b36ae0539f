"""Putting amounts in force, one or a whole table: the amount before ends the day before, and nothing is overwritten unseen."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from eservices.catalogue.models import Fee
from portal.audit.recording import record
from portal.working_days import calendar

if TYPE_CHECKING:
    from portal.people.models import StaffUser

LAST_DAY_OF_LATS = datetime.date(2013, 12, 31)
ONE_DAY = datetime.timedelta(days=1)
_TOLD = ("amount", "amount_to", "currency", "income_from", "income_to", "regulation_id", "clause")
_WHOLE = (*_TOLD, "item_code", "valid_from", "valid_until")


class Kind(TextChoices):
    """What becomes of an amount."""

    NEW = "new", gettext_lazy("new")
    CHANGED = "changed", gettext_lazy("changes")
    ENDED = "ended", gettext_lazy("ends")
    SAME = "same", gettext_lazy("stays as it is")


@dataclass(frozen=True)
class Change:
    """One amount as it is in the schedule now (None: not there yet) and as it will be."""

    kind: Kind
    before: Fee | None
    after: Fee


@dataclass(frozen=True)
class Wrong:
    """Why an amount cannot be put in force; ``place`` is its place among those that were wanted."""

    place: int
    field: str
    message: str


@dataclass
class Ahead:
    """What putting amounts in force will do, or why it cannot be done."""

    changes: list[Change] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def changed(self) -> list[Change]:
        """Only what does not stay as it is."""
        return [change for change in self.changes if change.kind != Kind.SAME]


class NotInForceError(Exception):
    """Amounts that cannot hold together; carries why."""

    def __init__(self, wrong: list[Wrong]) -> None:
        super().__init__([each.message for each in wrong])
        self.wrong = wrong


def look_ahead(wanted: Sequence[Fee]) -> Ahead:
    """What putting these amounts in force would do; nothing is written.

    An amount is the one with its key, else the one of the same fee item that begins on the same day, else new. One that
    says no end holds until the next one of its item begins; the one before it ends the day before.
    """
    known = list(Fee.objects.filter(item_code__in={fee.item_code for fee in wanted}))
    ahead = Ahead(wrong=_wrong_by_themselves(wanted))
    if ahead.wrong:
        return ahead
    before = {id(fee): _known_as(fee, known) for fee in wanted}
    originals = {fee.pk: fee for fee in known}
    replaced = {fee.pk for fee in before.values() if fee}
    for code in dict.fromkeys(fee.item_code for fee in wanted):
        mine = [fee for fee in wanted if fee.item_code == code]
        others = [_copy(fee) for fee in known if fee.item_code == code and fee.pk not in replaced]
        _put_in_order(ahead, wanted, mine, others)
        for fee in sorted([*mine, *others], key=lambda fee: fee.valid_from):
            if fee in mine:
                ahead.changes.append(_change(before[id(fee)], fee))
            else:
                ahead.changes += _ending(originals[fee.pk], fee)
    ahead.remarks += _said_of_the_past(ahead.changes)
    return ahead


@transaction.atomic
def put_in_force(wanted: Sequence[Fee], by: "StaffUser") -> Ahead:
    """Put these amounts in force, all or none, and end those they follow.

    Saves each amount that is new or changes, with an entry in its history, and records the act. Raises NotInForceError.
    """
    list(Fee.objects.select_for_update().filter(item_code__in={fee.item_code for fee in wanted}))
    ahead = look_ahead(wanted)
    if ahead.wrong:
        raise NotInForceError(ahead.wrong)
    for change in ahead.changed:
        change.after.pk = change.before.pk if change.before else None
        change.after.save()
        log(instance=change.after, action="wagtail.edit" if change.before else "wagtail.create", user=by)
    if ahead.changed:
        counts = {
            kind.value: sum(change.kind == kind for change in ahead.changed) for kind in Kind if kind != Kind.SAME
        }
        items = sorted({change.after.item_code for change in ahead.changed})
        record("prices.changed", by=by, details={**counts, "items": items})
    return ahead


def _wrong_by_themselves(wanted: Sequence[Fee]) -> list[Wrong]:
    wrong, begun = [], set()
    for place, fee in enumerate(wanted):
        if (fee.item_code, fee.valid_from) in begun:
            wrong.append(Wrong(place, "valid_from", _("There are two amounts from this day. Leave one.")))
        begun.add((fee.item_code, fee.valid_from))
        if fee.valid_until and fee.valid_until < fee.valid_from:
            wrong.append(Wrong(place, "valid_until", _("It ends before it begins.")))
        if fee.currency == Fee.Currency.LVL and (fee.valid_until is None or fee.valid_until > LAST_DAY_OF_LATS):
            wrong.append(Wrong(place, "currency", _("Lats ended on 31.12.2013. Is the amount in euros?")))
        if fee.amount_to is not None and (fee.amount is None or fee.amount_to < fee.amount):
            wrong.append(Wrong(place, "amount_to", _("“Up to” must be more than the amount itself.")))
        if None not in (fee.income_from, fee.income_to) and fee.income_to < fee.income_from:  # type: ignore[operator]
            wrong.append(Wrong(place, "income_to", _("The income limits are the wrong way round.")))
    return wrong


def _known_as(fee: Fee, known: Iterable[Fee]) -> Fee | None:
    if fee.pk:
        return next((each for each in known if each.pk == fee.pk), None)
    same = (each for each in known if (each.item_code, each.valid_from) == (fee.item_code, fee.valid_from))
    return next(same, None)


def _copy(fee: Fee) -> Fee:
    return Fee(pk=fee.pk, **{name: getattr(fee, name) for name in _WHOLE})


def _put_in_order(ahead: Ahead, wanted: Sequence[Fee], mine: list[Fee], others: list[Fee]) -> None:
    """End each amount before the next begins, where that is not against what was said; tell of days without any."""
    rows = sorted([*mine, *others], key=lambda fee: fee.valid_from)
    for fee, following in pairwise(rows):
        start, ours = following.valid_from, fee in mine or following in mine
        if fee.valid_from == start:
            message = _("Another amount of the same begins on %(day)s already. Change that one instead.")
            place = wanted.index(fee if fee in mine else following)
            ahead.wrong.append(Wrong(place, "valid_from", message % {"day": _day(start)}))
        elif fee.valid_until is None or (fee not in mine and following in mine and fee.valid_until >= start):
            fee.valid_until = start - ONE_DAY
        elif fee in mine and fee.valid_until >= start:
            message = _("From %(day)s another amount of the same is in force. Let this one end the day before.")
            ahead.wrong.append(Wrong(wanted.index(fee), "valid_until", message % {"day": _day(start)}))
        elif ours and fee.valid_until + ONE_DAY < start:
            told = {"start": _day(fee.valid_until + ONE_DAY), "end": _day(start - ONE_DAY)}
            message = _("%(name)s: from %(start)s to %(end)s there is no amount.")
            ahead.remarks.append(message % {"name": fee.item_name(), **told})
    last = rows[-1]
    if last in mine and last.valid_until:
        told = {"name": last.item_name(), "day": _day(last.valid_until)}
        ahead.remarks.append(_("%(name)s: after %(day)s there is no amount.") % told)


def _change(before: Fee | None, after: Fee) -> Change:
    if before is None:
        return Change(Kind.NEW, None, after)
    same = all(getattr(before, name) == getattr(after, name) for name in _WHOLE)
    return Change(Kind.SAME if same else Kind.CHANGED, before, after)


def _ending(before: Fee, after: Fee) -> list[Change]:
    return [] if before.valid_until == after.valid_until else [Change(Kind.ENDED, before, after)]


def _said_of_the_past(changes: Iterable[Change]) -> list[str]:
    """Warn where an amount people have already been told, and paid by, is written over."""
    message = _(
        "%(name)s: this amount has been in force since %(day)s. If the price changes from some day on, add a new amount "
        "instead: then the calculator and the archive still know the old one."
    )
    return [
        message % {"name": each.after.item_name(), "day": _day(each.before.valid_from)}
        for each in changes
        if each.before
        and each.kind == Kind.CHANGED
        and each.before.valid_from <= calendar.today()
        and any(getattr(each.before, name) != getattr(each.after, name) for name in _TOLD[:5])
    ]


def _day(day: datetime.date) -> str:
    return f"{day:%d.%m.%Y}"
