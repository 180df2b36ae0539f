"""Several tables in one statement are the same rows as each table alone, on either database."""

from datetime import date
from decimal import Decimal

import pytest
from wagtail.models import Locale

from eservices.catalogue.models import Fee, FeeItem, Regulation, Service
from portal.people.models import Unit
from portal.reading_together import read_together

pytestmark = pytest.mark.django_db


def carried(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_every_kind_of_value_comes_as_it_is_stored(django_assert_num_queries):
    unit = Unit.objects.create(code="home_care", name="Aprūpes „mājās” nodaļa")
    law = Regulation.objects.create(code="sn", title="Noteikumi", date=date(2010, 4, 22), current=False)
    Service.objects.create(code="one", name="Ādažu", executor=unit, decide_n=10, crisis=True)
    Fee.objects.create(item_code="b", amount=Decimal("1234.10"), valid_from=date(2014, 1, 1), regulation=law)
    Fee.objects.create(item_code="b", amount=None, valid_from=date(2017, 1, 1))
    Fee.objects.create(item_code="a", amount=Decimal("0.07"), amount_to=20, valid_from=date(2010, 1, 1))
    models = (Unit, Regulation, Service, Fee, FeeItem, Locale)
    with django_assert_num_queries(1):
        found = read_together(*(model.objects.all() for model in models))
    for model, rows in zip(models, found, strict=True):
        assert [carried(row) for row in rows] == [carried(row) for row in model.objects.all()]
    assert [str(fee.amount) for fee in found[3][:1]] == ["0.07"]


def test_a_narrowed_query_stays_narrow():
    for code in ("a", "b"):
        Regulation.objects.create(code=code, title=code)
    laws, fees = read_together(Regulation.objects.filter(code="b"), Fee.objects.all())
    assert [law.code for law in laws] == ["b"]
    assert fees == []
