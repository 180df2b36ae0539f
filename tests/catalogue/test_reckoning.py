"""What one person pays follows from the fees of the day and from what the service says is done with each."""

from datetime import date
from decimal import Decimal

import pytest

from eservices.catalogue.models import Fee, FeeItem, Service, ServiceFee
from eservices.catalogue.reckoning import (
    Part,
    can_be_reckoned,
    first_day,
    parts_on,
    reckon,
    reckoned_services,
)
from eservices.catalogue.schedule import AmountShown

LATS, EURO = date(2010, 4, 22), date(2014, 1, 1)


def part(code, amount, use, per="month", currency="EUR", amount_to=None):
    line = AmountShown(code, code, per, "", currency=currency, valid_from=EURO)
    return Part(
        line
        if amount is None
        else AmountShown(
            code,
            code,
            per,
            "",
            Decimal(amount),
            amount_to and Decimal(amount_to),
            currency,
            valid_from=EURO,
        ),
        use,
    )


CARE = [
    part("once_a_week", "28.46", "choice"),
    part("every_day", "142.29", "choice"),
    part("extra_hour", "1.42", "extra", per="hour"),
    part("visit", "3.33", "times", per="once"),
    part("no_supporters", "0.00", "frees", per="once"),
]


@pytest.mark.parametrize(
    ("chosen", "times", "freed", "total"),
    [
        ("once_a_week", {}, [], "28.46"),
        ("every_day", {}, [], "142.29"),
        ("once_a_week", {"extra_hour": "2"}, [], "31.30"),
        ("once_a_week", {"extra_hour": "1.5", "visit": "3"}, [], "40.58"),
        ("once_a_week", {"extra_hour": "0", "visit": "0"}, [], "28.46"),
        ("once_a_week", {"extra_hour": "0.333"}, [], "28.93"),
        ("once_a_week", {"extra_hour": "1000000000000"}, [], "1420000000028.46"),
        ("once_a_week", {}, ["no_supporters"], "0"),
        ("once_a_week", {"visit": "4"}, ["no_supporters"], "0"),
        ("once_a_week", {"extra_hour": "2", "visit": "4"}, ["no_supporters"], "2.84"),
        ("once_a_week", {}, ["unknown"], "28.46"),
        ("unknown", {"visit": "1"}, [], "3.33"),
    ],
)
def test_the_sum_is_what_is_chosen_and_counted_less_what_frees(chosen, times, freed, total):
    found = reckon(CARE, chosen, {code: Decimal(count) for code, count in times.items()}, freed)
    assert sum(each.amount for each in found.totals) == Decimal(total)


def test_nothing_chosen_and_nothing_counted_is_no_answer():
    found = reckon(CARE, "", {"extra_hour": Decimal(0)})
    assert (found.lines, found.totals, found.without_amount) == ([], [], [])


def test_hours_fall_into_the_month_that_is_paid_for():
    found = reckon(CARE, "once_a_week", {"extra_hour": Decimal(2)})
    assert [(each.amount, each.per) for each in found.totals] == [(Decimal("31.30"), "month")]
    assert [(each.line.code, each.times, each.amount) for each in found.lines] == [
        ("once_a_week", None, Decimal("28.46")),
        ("extra_hour", Decimal(2), Decimal("2.84")),
    ]


def test_hours_alone_are_no_monthly_sum():
    (total,) = reckon(CARE, "", {"extra_hour": Decimal(2)}).totals
    assert (total.amount, total.per) == (Decimal("2.84"), "once")


@pytest.mark.parametrize("other", [{"currency": "LVL"}, {"per": "year"}])
def test_other_currencies_and_other_periods_are_never_added_together(other):
    found = reckon([part("a", "10", "always"), part("b", "5", "always", **other)])
    assert [each.amount for each in found.totals] == [Decimal(10), Decimal(5)]


def test_a_range_stays_a_range_in_the_total():
    (total,) = reckon([part("a", "10", "always", amount_to="20"), part("b", "5", "always")]).totals
    assert (total.amount, total.amount_to) == (Decimal(15), Decimal(25))


def test_what_has_no_amount_is_named_and_frees_nobody():
    parts = [part("a", "10", "always"), part("b", None, "choice"), part("free", None, "frees")]
    found = reckon(parts, "b", {}, ["free"])
    assert [line.code for line in found.without_amount] == ["b", "free"]
    assert (found.freed_by, found.totals[0].amount) == ([], Decimal(10))


def test_what_is_only_shown_is_not_reckoned():
    shown = [part("a", "10", "shown"), part("b", "0", "frees")]
    assert not can_be_reckoned(shown)
    assert reckon(shown, "a", {"a": Decimal(1)}).lines == []


@pytest.fixture
def home_care(db):
    service = Service.objects.create(code="home_care", name="Aprūpe mājās")
    for code, use in (("visit", "choice"), ("free", "frees"), ("told", "shown")):
        FeeItem.objects.create(code=code, name=code, per="month")
        ServiceFee.objects.create(service=service, item_code=code, use=use)
    Fee.objects.create(item_code="visit", amount="20", currency="LVL", valid_from=LATS, valid_until=date(2013, 12, 31))
    Fee.objects.create(item_code="visit", amount="28.46", valid_from=EURO)
    Fee.objects.create(item_code="free", amount="0", valid_from=date(2000, 1, 1))
    return service


@pytest.mark.parametrize(
    ("day", "totals"),
    [
        (date(2010, 4, 21), []),
        (LATS, [(Decimal("20.00"), "LVL")]),
        (date(2013, 12, 31), [(Decimal("20.00"), "LVL")]),
        (EURO, [(Decimal("28.46"), "EUR")]),
        (date(9999, 12, 31), [(Decimal("28.46"), "EUR")]),
    ],
)
def test_a_day_gives_the_amounts_of_that_day_in_their_own_currency(home_care, day, totals):
    found = reckon(parts_on(home_care.pk, "lv", day), "visit")
    assert [(each.amount, each.currency) for each in found.totals] == totals
    assert [line.code for line in found.without_amount] == ([] if totals else ["visit"])


def test_the_first_day_is_that_of_what_is_paid_not_of_what_frees(home_care):
    assert first_day(parts_on(home_care.pk, "lv", EURO)) == LATS
    assert first_day([]) is None


def test_a_service_that_is_no_longer_offered_is_not_reckoned(home_care):
    assert reckoned_services() == {home_care.pk}
    home_care.active = False
    home_care.save()
    assert reckoned_services() == set()
