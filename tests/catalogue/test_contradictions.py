"""A contradiction in the catalogue is named before a resident meets it."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from eservices.catalogue.contradictions import contradictions
from eservices.catalogue.models import DocumentRequirement, Fee, FeeItem, Service, ServiceFee
from portal.people.models import Unit
from portal.working_days import calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    unit = Unit.objects.create(code="home_care", name="Aprūpes mājās nodaļa")
    return Service.objects.create(code="home_care", name="Aprūpe mājās", executor=unit)


def found():
    with translation.override("en"):
        return contradictions()


def test_a_whole_catalogue_has_none(service):
    assert found() == []
    call_command("check_facts")


def test_every_fault_is_named(service):
    DocumentRequirement.objects.create(service=service, document_code="nav")
    ServiceFee.objects.create(service=service, item_code="nav_rindas")
    Fee.objects.create(item_code="cita", amount=1, valid_from=date(2020, 1, 1))
    Service.objects.create(code="bez_nodalas", name="Bez nodaļas")
    assert found() == [
        "Aprūpe mājās asks for a document nobody has described: nav",
        "Aprūpe mājās has a fee item nobody has described: nav_rindas",
        "There is an amount for a fee item nobody has described: cita",
        "Bez nodaļas has no unit that carries it out",
    ]
    with pytest.raises(CommandError):
        call_command("check_facts")


@pytest.mark.parametrize(("ends", "faults"), [(date(2019, 12, 31), 0), (date(2020, 1, 1), 1), (None, 1)])
def test_two_amounts_may_touch_but_not_overlap(ends, faults):
    FeeItem.objects.create(code="visit", name="Vienu reizi nedēļā")
    Fee.objects.create(item_code="visit", amount=1, valid_from=date(2014, 1, 1), valid_until=ends)
    Fee.objects.create(item_code="visit", amount=2, valid_from=date(2020, 1, 1))
    assert len(found()) == faults


@pytest.mark.parametrize(
    ("limits", "torn"),
    [
        ([(None, "225"), ("225.01", "285"), ("285.01", None)], ""),
        ([("225.01", "285"), (None, "225")], ""),
        # Two rows of bands in one service.
        ([(None, "225"), ("225.01", "285"), (None, "170"), ("170.01", "304")], ""),
        ([(None, "225"), (None, None)], ""),
        ([("0", "225")], ""),
        ([(None, "240"), ("225.01", "285")], "from 225.01"),
        ([(None, "200"), ("225.01", "285")], "from 225.01"),
        ([(None, "225"), ("225", "285")], "from 225.00"),
        ([("225.01", None)], "from 225.01"),
    ],
)
@pytest.mark.parametrize("begins", [date(2014, 1, 1), calendar.today() + timedelta(days=40)])
def test_bands_of_income_go_on_one_from_another(service, limits, torn, begins):
    for order, (low, high) in enumerate(limits):
        FeeItem.objects.create(code=f"band_{order}", name=f"{order}. grupa")
        ServiceFee.objects.create(service=service, item_code=f"band_{order}")
        Fee.objects.create(item_code=f"band_{order}", amount=1, valid_from=begins, income_from=low, income_to=high)
    told = found()
    assert len(told) == bool(torn)
    if torn:
        assert torn in told[0]
        assert f"{max(begins, calendar.today()):%d.%m.%Y}" in told[0]


def test_bands_of_former_years_and_of_what_is_not_offered_are_left_in_peace(service):
    FeeItem.objects.create(code="band", name="Grupa")
    ServiceFee.objects.create(service=service, item_code="band")
    former = {"valid_from": date(2014, 1, 1), "valid_until": date(2016, 12, 31)}
    fee = Fee.objects.create(item_code="band", amount=1, income_from="10.01", **former)
    assert found() == []
    fee.valid_until = None
    fee.save()
    assert len(found()) == 1
    Service.objects.update(active=False)
    assert found() == []


def test_what_frees_from_paying_has_no_price(service):
    FeeItem.objects.create(code="free", name="Nav apgādnieku")
    ServiceFee.objects.create(service=service, item_code="free", use="frees")
    Fee.objects.create(item_code="free", amount=0, valid_from=date(2014, 1, 1))
    assert found() == []
    Fee.objects.update(amount=1)
    assert found() == ["Aprūpe mājās: free frees from paying but has an amount"]
