"""What one person pays or gets: reckoned from the service's fees as they hold on a day.

How it is put together is data, ``ServiceFee.use``; there is no code per service. Different currencies are never added
together, nor are amounts a month and amounts a year.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from eservices.catalogue.models import Fee, FeeItem, Service, ServiceFee
from eservices.catalogue.schedule import AmountShown, amounts_of
from eservices.catalogue.tables import by, tables

_CENT = Decimal("0.01")
# What is counted by the hour, the day or the visit falls into the period of what is paid regularly.
_COUNTED = frozenset({FeeItem.Per.ONCE, FeeItem.Per.HOUR, FeeItem.Per.DAY})

# Not counted: what is only shown, and what frees.
ONLY_TOLD = frozenset({ServiceFee.Use.SHOWN, ServiceFee.Use.FREES})


@dataclass(frozen=True)
class Part:
    """A fee of a service as it holds on a day, and what the calculator does with it."""

    line: AmountShown
    use: str


@dataclass(frozen=True)
class Reckoned:
    """A line of the answer: the fee, how many times, and what that comes to."""

    line: AmountShown
    times: Decimal | None
    free: bool
    amount: Decimal
    amount_to: Decimal | None

    @property
    def currency(self) -> str:
        """The currency of both amounts."""
        return self.line.currency


@dataclass(frozen=True)
class Total:
    """What is paid or got altogether in one currency and period."""

    amount: Decimal
    amount_to: Decimal | None
    currency: str
    per: str


@dataclass(frozen=True)
class Reckoning:
    """The answer: its lines, who is freed by what, what has no amount on that day, and the totals."""

    lines: list[Reckoned]
    freed_by: list[AmountShown]
    without_amount: list[AmountShown]
    totals: list[Total]


def can_be_reckoned(parts: Sequence[Part]) -> bool:
    """Whether there is anything to reckon: some part that is not only shown and frees nobody."""
    return any(part.use not in ONLY_TOLD for part in parts)


def reckoned_services() -> set[int]:
    """The services offered now that have something to reckon, by key."""
    known = tables()
    offered = {service.pk for service in known.of(Service) if service.active}
    return {fee.service_id for fee in known.of(ServiceFee) if fee.use not in ONLY_TOLD} & offered


def parts_on(service_id: int, language: str, day: datetime.date) -> list[Part]:
    """The fees of a service as they held on any day; facts remember those of today."""
    known = tables()
    uses = {fee.item_code: fee.use for fee in by("service_id", known.of(ServiceFee))[service_id]}
    return [Part(line, uses[line.code]) for line in amounts_of(uses, language, day, known)]


def first_day(parts: Sequence[Part]) -> datetime.date | None:
    """The first day on which any of these fees was in force; None where none ever was."""
    codes = {part.line.code for part in parts if part.use not in ONLY_TOLD}
    return min((fee.valid_from for fee in tables().of(Fee) if fee.item_code in codes), default=None)


def reckon(
    parts: Sequence[Part], chosen: str = "", times: Mapping[str, Decimal] | None = None, freed: Collection[str] = ()
) -> Reckoning:
    """Reckon what is chosen and counted; what is counted 0 times is left out, what has no amount that day is named.

    A reason to pay nothing counts only while it is in force, and never frees from what is marked as extra.
    """
    times = times or {}
    marked = [part.line for part in parts if part.use == ServiceFee.Use.FREES and part.line.code in freed]
    freed_by = [line for line in marked if line.amount is not None]
    wanted = [part for part in parts if _is_wanted(part, chosen, times)]
    lines = [
        _reckoned(part.line, times.get(part.line.code), bool(freed_by) and part.use != ServiceFee.Use.EXTRA)
        for part in wanted
        if part.line.amount is not None
    ]
    return Reckoning(
        lines=lines,
        freed_by=freed_by,
        without_amount=[line for line in (*(part.line for part in wanted), *marked) if line.amount is None],
        totals=_totals(lines),
    )


def _is_wanted(part: Part, chosen: str, times: Mapping[str, Decimal]) -> bool:
    use = ServiceFee.Use
    if part.use in {use.TIMES, use.EXTRA}:
        return bool(times.get(part.line.code))
    return part.use == use.ALWAYS or (part.use == use.CHOICE and part.line.code == chosen)


def _reckoned(line: AmountShown, times: Decimal | None, free: bool) -> Reckoned:
    factor = Decimal(0) if free else Decimal(1) if times is None else times
    amount, amount_to = (
        None if each is None else (each * factor).quantize(_CENT, ROUND_HALF_UP)
        for each in (line.amount, None if free else line.amount_to)
    )
    return Reckoned(line, times, free, amount or Decimal(0), amount_to)


def _totals(lines: Sequence[Reckoned]) -> list[Total]:
    regular = {each.line.per for each in lines if each.line.per not in _COUNTED}
    the_period = regular.pop() if len(regular) == 1 else FeeItem.Per.ONCE.value
    sums: dict[tuple[str, str], list[Reckoned]] = defaultdict(list)
    for each in lines:
        sums[each.currency, the_period if each.line.per in _COUNTED else each.line.per].append(each)
    return [_total(found, *key) for key, found in sums.items()]


def _total(lines: Sequence[Reckoned], currency: str, per: str) -> Total:
    low = sum((each.amount for each in lines), Decimal(0))
    high = sum((each.amount if each.amount_to is None else each.amount_to for each in lines), Decimal(0))
    return Total(low, high if high != low else None, currency, per)
