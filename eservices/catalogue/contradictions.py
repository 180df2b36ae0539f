"""What in the catalogue cannot be true together: codes nobody describes, amounts that overlap, services without a unit."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby, pairwise

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from eservices.catalogue.models import DocumentRequirement, DocumentType, Fee, FeeItem, Service, ServiceFee
from portal.working_days import calendar

CENT = Decimal("0.01")


def contradictions() -> list[str]:
    """Every contradiction, in words an editor can act on. The statements do not grow with the catalogue."""
    return [
        *_unknown_documents(),
        *_unknown_items(),
        *_overlapping_amounts(),
        *_torn_bands(),
        *_costly_freedoms(),
        *_services_without_unit(),
    ]


def _unknown_documents() -> Iterator[str]:
    known = set(DocumentType.objects.values_list("code", flat=True))
    asked = DocumentRequirement.objects.exclude(document_code__in=known).select_related("service")
    for each in asked:
        yield _("%(service)s asks for a document nobody has described: %(code)s") % {
            "service": each.service,
            "code": each.document_code,
        }


def _unknown_items() -> Iterator[str]:
    known = set(FeeItem.objects.values_list("code", flat=True))
    for each in ServiceFee.objects.exclude(item_code__in=known).select_related("service"):
        yield _("%(service)s has a fee item nobody has described: %(code)s") % {
            "service": each.service,
            "code": each.item_code,
        }
    for code in sorted(set(Fee.objects.exclude(item_code__in=known).values_list("item_code", flat=True))):
        yield _("There is an amount for a fee item nobody has described: %(code)s") % {"code": code}


def _overlapping_amounts() -> Iterator[str]:
    fees = Fee.objects.order_by("item_code", "valid_from")
    for code, periods in groupby(fees, key=lambda fee: fee.item_code):
        for before, after in pairwise(periods):
            if before.valid_until is None or before.valid_until >= after.valid_from:
                yield _("Two amounts of %(code)s hold on %(day)s") % {
                    "code": code,
                    "day": f"{after.valid_from:%d.%m.%Y}",
                }


def _torn_bands() -> Iterator[str]:
    """Incomes that fall between two amounts of a service, or under both: one limit was changed and not the next."""
    today = calendar.today()
    to_come = Fee.objects.exclude(income_from=None, income_to=None).exclude(valid_until__lt=today)
    bands = {code: list(fees) for code, fees in groupby(to_come.order_by("item_code"), key=lambda fee: fee.item_code)}
    shown = ServiceFee.objects.filter(service__active=True, item_code__in=bands).select_related("service")
    for service, items in groupby(shown.order_by("service__name", "service_id"), key=lambda each: each.service):
        fees = [fee for item in items for fee in bands[item.item_code]]
        for day in sorted({max(fee.valid_from, today) for fee in fees}):
            if torn := _begins_nowhere([fee for fee in fees if fee.holds_on(day)]):
                yield _(
                    "%(service)s, %(day)s: %(code)s is for incomes from %(low)s, but none is for incomes up to %(high)s"
                ) % {
                    "service": service,
                    "day": f"{day:%d.%m.%Y}",
                    "code": torn[0],
                    "low": number_format(torn[1], 2),
                    "high": number_format(torn[1] - CENT, 2),
                }
                break


def _begins_nowhere(fees: list[Fee]) -> tuple[str, Decimal] | None:
    """Of amounts that hold on one day, the item and lower limit of the first that does not go on from another's end."""
    ends = {fee.income_to for fee in fees}
    lows = ((fee.item_code, fee.income_from) for fee in fees if fee.income_from)
    return next(((code, low) for code, low in lows if low - CENT not in ends), None)


def _costly_freedoms() -> Iterator[str]:
    freeing = ServiceFee.objects.filter(use=ServiceFee.Use.FREES)
    priced = set(Fee.objects.exclude(amount=0).exclude(amount=None).values_list("item_code", flat=True))
    for each in freeing.filter(item_code__in=priced).select_related("service"):
        yield _("%(service)s: %(code)s frees from paying but has an amount") % {
            "service": each.service,
            "code": each.item_code,
        }


def _services_without_unit() -> Iterator[str]:
    for service in Service.objects.filter(active=True, executor=None):
        yield _("%(service)s has no unit that carries it out") % {"service": service}
