"""A contradiction in the catalogue is named before a resident meets it."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from eservices.catalogue.contradictions import contradictions
from eservices.catalogue.models import DocumentRequirement, Fee, FeeItem, Service, ServiceFee
from portal.people.models import Unit

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


def test_what_frees_from_paying_has_no_price(service):
    FeeItem.objects.create(code="free", name="Nav apgādnieku")
    ServiceFee.objects.create(service=service, item_code="free", use="frees")
    Fee.objects.create(item_code="free", amount=0, valid_from=date(2014, 1, 1))
    assert found() == []
    Fee.objects.update(amount=1)
    assert found() == ["Aprūpe mājās: free frees from paying but has an amount"]
