"""What in the catalogue cannot be true together: codes nobody describes, amounts that overlap, services without a unit."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from django.utils.translation import gettext as _

from eservices.catalogue.models import DocumentRequirement, DocumentType, Fee, FeeItem, Service, ServiceFee


def contradictions() -> list[str]:
    """Every contradiction, in words an editor can act on. The statements do not grow with the catalogue."""
    return [
        *_unknown_documents(),
        *_unknown_items(),
        *_overlapping_amounts(),
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
