"""Fees and amounts as people read them: what holds on a day, and what held before."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from django.conf import settings

from eservices.catalogue.models import Fee, FeeGroup, FeeItem, Regulation
from eservices.catalogue.tables import Tables, tables


@dataclass(frozen=True)
class AmountShown:
    """One line of the schedule.

    ``amount`` is empty where the note alone says how much (then ``valid_from`` is empty too) and while the amount is
    being confirmed.
    """

    code: str
    name: str
    per: str
    note: str
    amount: Decimal | None = None
    amount_to: Decimal | None = None
    currency: str = ""
    income_from: Decimal | None = None
    income_to: Decimal | None = None
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None
    regulation: str = ""
    clause: str = ""

    @property
    def being_confirmed(self) -> bool:
        """Say whether there is an amount which the office does not know yet."""
        return self.amount is None and self.valid_from is not None


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

    @property
    def since(self) -> datetime.date | None:
        """The day from which all the lines hold; None where they differ."""
        return since(self.amounts)


@dataclass(frozen=True)
class PeriodShown:
    """An earlier period, its last day included, with the lines that held then."""

    valid_from: datetime.date
    valid_until: datetime.date
    groups: list[GroupShown]


def since(lines: Iterable[AmountShown]) -> datetime.date | None:
    """The one day from which all the amounts hold; None where they differ or there is none."""
    days = {line.valid_from for line in lines if line.amount is not None}
    return days.pop() if len(days) == 1 else None


def amounts_of(
    item_codes: Iterable[str], language: str, day: datetime.date, known: Tables | None = None
) -> list[AmountShown]:
    """The lines of these fee items on a day, in the given order; an item without an amount keeps its note."""
    known = known or tables()
    holding = {fee.item_code: fee for fee in known.of(Fee) if fee.holds_on(day)}
    return _lines(known, language, ((code, holding.get(code)) for code in item_codes))


def schedule(language: str, day: datetime.date) -> list[GroupShown]:
    """Everything that holds on a day, by group."""
    known = tables()
    return _grouped(known, amounts_of(known.texts(FeeItem, language), language, day, known), language)


def archive(language: str, day: datetime.date) -> list[PeriodShown]:
    """What no longer holds on a day, newest period first; each period in its own currency."""
    known = tables()
    ended = [fee for fee in known.of(Fee) if fee.valid_until and fee.valid_until < day]
    period = attrgetter("valid_until", "valid_from")
    periods = []
    for (end, start), fees in groupby(sorted(ended, key=period, reverse=True), key=period):
        lines = _lines(known, language, ((fee.item_code, fee) for fee in fees))
        periods.append(PeriodShown(start, end, _grouped(known, lines, language)))
    return periods


def _lines(known: Tables, language: str, wanted: Iterable[tuple[str, Fee | None]]) -> list[AmountShown]:
    items = known.texts(FeeItem, language)
    titles: dict[int | None, str] = {law.pk: law.title for law in known.of(Regulation)}
    return [_line(items[code], fee, titles) for code, fee in wanted if code in items]


def _line(item: FeeItem, fee: Fee | None, titles: dict[int | None, str]) -> AmountShown:
    line = AmountShown(code=item.code, name=item.name, per=item.per, note=item.note)
    if fee is None:
        return line
    return replace(
        line,
        amount=fee.amount,
        amount_to=fee.amount_to,
        currency=fee.currency,
        income_from=fee.income_from,
        income_to=fee.income_to,
        valid_from=fee.valid_from,
        valid_until=fee.valid_until,
        regulation=titles.get(fee.regulation_id, ""),
        clause=fee.clause,
    )


def _grouped(known: Tables, lines: list[AmountShown], language: str) -> list[GroupShown]:
    items = known.texts(FeeItem, language)
    groups = {group.pk: group for group in known.texts(FeeGroup, settings.LANGUAGE_CODE).values()}
    by_group: dict[str, list[AmountShown]] = {}
    for line in sorted(lines, key=lambda line: items[line.code].order):
        group = groups.get(items[line.code].group_id)
        by_group.setdefault(group.code if group else "", []).append(line)
    texts = known.texts(FeeGroup, language)
    named = [
        GroupShown(code, text.name, text.intro, by_group[code]) for code, text in texts.items() if code in by_group
    ]
    return sorted(named, key=lambda group: texts[group.code].order)
