"""An amount holds from a day to a day, in its own currency; the archive keeps what no longer holds."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import Locale

from eservices.catalogue.models import Fee, FeeGroup, FeeItem, Regulation
from eservices.catalogue.schedule import amounts_of, archive, schedule

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def item():
    group = FeeGroup.objects.create(code="home_care", name="Aprūpe mājās")
    return FeeItem.objects.create(code="visit", name="Vienu reizi nedēļā", per="month", group=group)


def fee(amount, start, end=None, currency="EUR", **fields):
    return Fee.objects.create(
        item_code="visit", amount=amount, currency=currency, valid_from=start, valid_until=end, **fields
    )


def test_the_amount_of_the_day_is_shown_with_its_legal_base(item):
    law = Regulation.objects.create(code="sn", title="Saistošie noteikumi Nr. 20")
    fee("20.00", date(2010, 4, 22), date(2013, 12, 31), "LVL", regulation=law)
    fee("28.46", date(2014, 1, 1), regulation=law, clause="26.1. punkts")
    (line,) = amounts_of(["visit"], "lv", TODAY)
    assert (line.amount, line.currency, line.per) == (Decimal("28.46"), "EUR", "month")
    assert (line.regulation, line.clause) == ("Saistošie noteikumi Nr. 20", "26.1. punkts")


@pytest.mark.parametrize(
    ("day", "amount"), [(date(2013, 12, 31), "20.00"), (date(2014, 1, 1), "28.46"), (date(2010, 4, 21), None)]
)
def test_both_ends_of_a_period_count(item, day, amount):
    fee("20.00", date(2010, 4, 22), date(2013, 12, 31), "LVL")
    fee("28.46", date(2014, 1, 1))
    (line,) = amounts_of(["visit"], "lv", day)
    assert line.amount == (Decimal(amount) if amount else None)


def test_archive_keeps_lats_apart_and_not_what_holds_now(item):
    fee("20.00", date(2010, 4, 22), date(2013, 12, 31), "LVL")
    fee("28.46", date(2014, 1, 1), date(2016, 12, 31))
    fee("30.00", date(2017, 1, 1))
    periods = archive("lv", TODAY)
    assert [period.valid_until for period in periods] == [date(2016, 12, 31), date(2013, 12, 31)]
    assert periods[1].groups[0].amounts[0].currency == "LVL"
    assert [line.amount for group in schedule("lv", TODAY) for line in group.amounts] == [Decimal("30.00")]


def test_an_item_whose_rule_is_words_stays_in_the_schedule_without_an_amount(item):
    (group,) = schedule("lv", TODAY)
    assert group.amounts[0].amount is None


def test_names_are_in_the_readers_language_and_latvian_where_there_is_none(item):
    russian = Locale.objects.create(language_code="ru")
    FeeItem.objects.create(
        code="visit", name="Один раз в неделю", group=item.group, locale=russian, translation_key=item.translation_key
    )
    (group,) = schedule("ru", TODAY)
    assert group.name == "Aprūpe mājās"
    assert group.amounts[0].name == "Один раз в неделю"


def test_an_item_has_one_amount_from_a_day(item):
    fee("20.00", date(2014, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        fee("21.00", date(2014, 1, 1))


def test_a_period_cannot_end_before_it_begins(item):
    with pytest.raises(IntegrityError), transaction.atomic():
        fee("20.00", date(2014, 1, 1), date(2013, 1, 1))


def test_reading_the_schedule_costs_the_same_for_one_item_and_for_three(item, django_assert_num_queries):
    fee("28.46", date(2014, 1, 1))
    with django_assert_num_queries(1):
        schedule("lv", TODAY)
    for code in ("two", "three"):
        FeeItem.objects.create(code=code, name=code, group=item.group)
        Fee.objects.create(item_code=code, amount="1.00", valid_from=date(2014, 1, 1))
    with django_assert_num_queries(1):
        schedule("lv", TODAY)


def test_an_amount_left_empty_is_being_confirmed_and_not_the_note(item):
    (line,) = amounts_of(["visit"], "lv", TODAY)
    assert not line.being_confirmed
    fee(None, date(2017, 1, 1))
    (line,) = amounts_of(["visit"], "lv", TODAY)
    assert line.being_confirmed


def test_the_day_from_which_a_group_holds_is_said_only_where_it_is_one(item):
    fee("28.46", date(2014, 1, 1))
    assert schedule("lv", TODAY)[0].since == date(2014, 1, 1)
    FeeItem.objects.create(code="two", name="Divas reizes", group=item.group)
    Fee.objects.create(item_code="two", amount="1.00", valid_from=date(2017, 1, 1))
    assert schedule("lv", TODAY)[0].since is None
