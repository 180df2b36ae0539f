"""A new amount ends the one before it, by one act; what cannot hold together is refused and nothing is written."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from wagtail.models import ModelLogEntry

from eservices.catalogue.models import Fee, FeeItem
from eservices.catalogue.pricing import Kind, NotInForceError, look_ahead, put_in_force
from portal.audit.models import AuditEntry
from portal.people.models import StaffUser

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def visit():
    FeeItem.objects.create(code="visit", name="Apmeklējums")
    return Fee.objects.create(item_code="visit", amount=20, valid_from=date(2014, 1, 1))


@pytest.fixture
def editor():
    return StaffUser.objects.create_user("redaktore")


def fee(start, amount=25, **more):
    return Fee(item_code="visit", amount=Decimal(amount), valid_from=start, **more)


def periods():
    return list(Fee.objects.order_by("valid_from").values_list("amount", "valid_from", "valid_until"))


def test_the_amount_before_ends_the_day_before(visit, editor):
    put_in_force([fee(NEW_YEAR)], by=editor)
    assert periods() == [(20, date(2014, 1, 1), date(2026, 12, 31)), (25, NEW_YEAR, None)]
    assert {entry.action for entry in ModelLogEntry.objects.filter(user=editor)} == {"wagtail.edit", "wagtail.create"}
    entry = AuditEntry.objects.get(act="prices.changed")
    assert entry.details == {"new": 1, "changed": 0, "ended": 1, "items": ["visit"]}


def test_looking_ahead_writes_nothing(visit):
    ahead = look_ahead([fee(NEW_YEAR)])
    assert [change.kind for change in ahead.changes] == [Kind.ENDED, Kind.NEW]
    assert periods() == [(20, date(2014, 1, 1), None)]


def test_an_amount_before_a_known_later_one_ends_where_that_begins(visit, editor):
    put_in_force([fee(date(2028, 1, 1), 30)], by=editor)
    put_in_force([fee(NEW_YEAR)], by=editor)
    assert periods() == [
        (20, date(2014, 1, 1), date(2026, 12, 31)),
        (25, NEW_YEAR, date(2027, 12, 31)),
        (30, date(2028, 1, 1), None),
    ]


def test_days_without_an_amount_are_told(visit):
    visit.valid_until = date(2026, 6, 30)
    visit.save()
    ahead = look_ahead([fee(NEW_YEAR, valid_until=date(2027, 12, 31))])
    assert ahead.remarks == [
        "Apmeklējums: from 01.07.2026 to 31.12.2026 there is no amount.",
        "Apmeklējums: after 31.12.2027 there is no amount.",
    ]


def test_writing_over_what_people_have_paid_by_is_warned_of(visit):
    visit.amount = 21
    (remark,) = look_ahead([visit]).remarks
    assert "has been in force since 01.01.2014" in remark


def test_the_same_amount_again_changes_nothing(visit, editor):
    assert put_in_force([fee(date(2014, 1, 1), 20)], by=editor).changed == []
    assert not AuditEntry.objects.filter(act="prices.changed").exists()


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ([fee(NEW_YEAR), fee(NEW_YEAR, 26)], "valid_from"),
        ([fee(NEW_YEAR, valid_until=date(2026, 1, 1))], "valid_until"),
        ([fee(NEW_YEAR, currency="LVL")], "currency"),
        ([fee(NEW_YEAR, amount_to=Decimal(10))], "amount_to"),
        ([fee(NEW_YEAR, income_from=Decimal(200), income_to=Decimal(100))], "income_to"),
        ([fee(NEW_YEAR, valid_until=date(2028, 12, 31)), fee(date(2028, 1, 1))], "valid_until"),
    ],
)
def test_what_cannot_hold_together_is_refused_whole(visit, editor, wanted, field):
    with pytest.raises(NotInForceError) as refused:
        put_in_force(wanted, by=editor)
    assert [wrong.field for wrong in refused.value.wrong] == [field]
    assert periods() == [(20, date(2014, 1, 1), None)]


def test_an_amount_moved_onto_the_first_day_of_another_is_refused(visit, editor):
    put_in_force([fee(NEW_YEAR)], by=editor)
    visit.valid_from = NEW_YEAR
    assert [wrong.field for wrong in look_ahead([visit]).wrong] == ["valid_from"]
