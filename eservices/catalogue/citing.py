"""What rests on a regulation: services and amounts of today, with the clause that each of them names."""

import datetime
from dataclasses import dataclass, field

from eservices.catalogue.models import Fee, FeeItem, Service, ServiceRegulation
from eservices.catalogue.tables import tables


@dataclass(frozen=True)
class Citing:
    """Services and fee items that name one regulation: key or name, and clause."""

    services: list[tuple[int, str]] = field(default_factory=list)
    fees: list[tuple[str, str]] = field(default_factory=list)


def citing(language: str, day: datetime.date) -> dict[int, Citing]:
    """By the key of each regulation, the services offered now and the amounts of the day that name it."""
    known = tables()
    offered = {service.pk for service in known.of(Service) if service.active}
    items = known.texts(FeeItem, language)
    found: dict[int, Citing] = {}
    for base in known.of(ServiceRegulation):
        if base.service_id in offered:
            found.setdefault(base.regulation_id, Citing()).services.append((base.service_id, base.clause))
    for fee in known.of(Fee):
        if fee.regulation_id and fee.item_code in items and fee.holds_on(day):
            found.setdefault(fee.regulation_id, Citing()).fees.append((items[fee.item_code].name, fee.clause))
    return found
