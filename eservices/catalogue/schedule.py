"""Fees and amounts as people read them: what holds on a day, and what held before."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from eservices.catalogue.models import Fee, FeeGroup, FeeItem
from eservices.catalogue.texts import texts_in


@dataclass(frozen=True)
class AmountShown:
    """One line of the schedule. ``amount`` is empty where the note alone says how much."""

    code: str
    name: str
    per: str
    note: str
    amount: Decimal | None = None
    amount_to: Decimal | None = None
    currency: str = ""
    regulation: str = ""
    clause: str = ""


@dataclass(frozen=True)
class GroupShown:
    """A heading of the schedule with its lines."""

    code: str
    name: str
    intro: str
    amounts: list[AmountShown]

    @property
    def regulation(self) -> str:
        """The one regulation all the lines rest on; empty where they differ."""
        named = {line.regulation for line in self.amounts if line.amount is not None}
        return named.pop() if len(named) == 1 else ""


@dataclass(frozen=True)
class PeriodShown:
    """An earlier period, its last day included, with the lines that held then."""

    valid_from: datetime.date
    valid_until: datetime.date
    groups: list[GroupShown]


def amounts_of(item_codes: Iterable[str], language: str, day: datetime.date) -> list[AmountShown]:
    """The lines of these fee items on a day, in the given order; an item without an amount keeps its note."""
    codes = list(item_codes)
    fees = {fee.item_code: fee for fee in Fee.objects.on(day).filter(item_code__in=codes).select_related("regulation")}
    items = texts_in(FeeItem, language)
    shown = (_shown(items.get(code), fees.get(code)) for code in codes)
    return [line for line in shown if line]


def schedule(language: str, day: datetime.date) -> list[GroupShown]:
    """Everything that holds on a day, by group."""
    return _grouped(amounts_of(texts_in(FeeItem, language), language, day), language)


def archive(language: str, day: datetime.date) -> list[PeriodShown]:
    """What no longer holds on a day, newest period first; each period in its own currency."""
    items = texts_in(FeeItem, language)
    ended = Fee.objects.ended_before(day).select_related("regulation").order_by("-valid_until", "-valid_from", "pk")
    periods = []
    for (end, start), fees in groupby(ended, key=lambda fee: (fee.valid_until, fee.valid_from)):
        lines = [line for fee in fees if (line := _shown(items.get(fee.item_code), fee))]
        periods.append(PeriodShown(start, end, _grouped(lines, language)))
    return periods


def _shown(item: FeeItem | None, fee: Fee | None) -> AmountShown | None:
    if item is None:
        return None
    shown = AmountShown(code=item.code, name=item.name, per=item.per, note=item.note)
    if fee is None:
        return shown
    law = fee.regulation.title if fee.regulation else ""
    return replace(
        shown,
        amount=fee.amount,
        amount_to=fee.amount_to,
        currency=fee.currency,
        regulation=law,
        clause=fee.clause,
    )


def _grouped(lines: list[AmountShown], language: str) -> list[GroupShown]:
    items = texts_in(FeeItem, language)
    groups = {group.pk: group for group in texts_in(FeeGroup, "lv").values()}
    by_group: dict[str, list[AmountShown]] = {}
    for line in sorted(lines, key=lambda line: items[line.code].order):
        group = groups.get(items[line.code].group_id)
        by_group.setdefault(group.code if group else "", []).append(line)
    texts = texts_in(FeeGroup, language)
    named = [
        GroupShown(code, text.name, text.intro, by_group[code]) for code, text in texts.items() if code in by_group
    ]
    return sorted(named, key=lambda group: texts[group.code].order)
