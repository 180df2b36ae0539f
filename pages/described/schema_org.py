"""What search engines read of a page, in the words of schema.org."""

import datetime
from collections.abc import Iterable
from typing import Any

from eservices.catalogue.facts import LegalBasis, ServiceFacts
from eservices.catalogue.models import FeeItem, Service
from eservices.catalogue.schedule import AmountShown
from pages.addresses import absolute
from pages.frame import frame
from pages.furniture import Furniture, Link
from pages.models import NewsPage, ServicePage
from pages.topics import Audience
from portal.people.models import Unit
from portal.people.opening import Span, days_shut, spans
from portal.remembering import remembered
from portal.ui.phones import international_phone
from portal.working_days import calendar

Described = dict[str, Any]
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SCHEMA = "https://schema.org/"
# How far ahead days off are told.
AHEAD = 60
UNITS = {
    FeeItem.Per.HOUR: "HUR",
    FeeItem.Per.DAY: "DAY",
    FeeItem.Per.MONTH: "MON",
    FeeItem.Per.PERSON_MONTH: "MON",
    FeeItem.Per.YEAR: "ANN",
}


def office(around: Furniture, units: Iterable[dict[str, Any]] = ()) -> Described:
    """The office with its hours, and its units and reception points where they are given."""
    return _told(
        **_office_in_short(around),
        address=around.address,
        telephone=_phone(around.phone),
        email=around.email,
        areaServed=_area(around),
        **_hours(around.opening),
        department=[_unit(each["unit"], each["hours"]) for each in units],
    )


def service(
    page: ServicePage,
    facts: ServiceFacts,
    around: Furniture,
    *,
    address: str,
    phone: str,
    eservice: tuple[str, str] | None,
) -> Described:
    """A service with everything its page says; ``eservice`` is the address of its form and the form's language."""
    return _told(
        "GovernmentService",
        identifier=facts.code,
        name=page.title,
        description=page.summary,
        url=address,
        serviceType=str(Service.Kind(facts.kind).label),
        provider=_told(**_office_in_short(around), telephone=_phone(around.phone), address=around.address),
        areaServed=_area(around),
        audience=[_told("Audience", audienceType=str(Audience(code).label)) for code in page.audiences],
        hoursAvailable=_specifications(spans(facts.hours)),
        offers=[_offer(line) for line in facts.amounts if line.amount is not None] if _is_paid_for(facts) else [],
        availableChannel=_channels(facts, phone, eservice),
        termsOfService=[law.url for law in facts.legal if law.url],
        subjectOf=[_legislation(law) for law in facts.legal],
    )


def news(page: NewsPage, around: Furniture, *, address: str) -> Described:
    """A note."""
    return _told(
        "NewsArticle",
        headline=page.title,
        description=page.summary,
        datePublished=page.date.isoformat(),
        dateModified=page.last_published_at.isoformat() if page.last_published_at else "",
        inLanguage=page.locale.language_code,
        mainEntityOfPage=address,
        publisher=_told(**_office_in_short(around)),
    )


def breadcrumbs(trail: Iterable[Link], title: str, *, address: str) -> Described:
    """The way to a page, itself included."""
    places = [*((link.title, absolute(link.href)) for link in trail), (title, address)]
    steps = [_told("ListItem", position=n, name=name, item=item) for n, (name, item) in enumerate(places, start=1)]
    return _told("BreadcrumbList", itemListElement=steps)


def _told(type_: str = "GovernmentOffice", /, **facts: Any) -> Described:
    """A thing with what is known of it."""
    return {"@type": type_, **{name: value for name, value in facts.items() if value not in ("", None, [], {})}}


def _office_in_short(around: Furniture) -> Described:
    return {"@id": absolute("/#office"), "name": around.name, "url": absolute(around.home)}


def _area(around: Furniture) -> Described | None:
    return _told("AdministrativeArea", name=around.area) if around.area else None


def _unit(unit: Unit, hours: list[tuple[str, str]]) -> Described:
    return _told(
        "GovernmentOffice",
        name=unit.name,
        description=unit.intro,
        address=unit.address,
        telephone=_phone(unit.phone),
        email=unit.email,
        **_hours(spans(hours)),
    )


def _hours(opening: list[Span]) -> Described:
    return {
        "openingHoursSpecification": _specifications(opening),
        "specialOpeningHoursSpecification": [_shut_on(day) for day in days_shut(opening, _days_off())],
    }


def _days_off() -> list[datetime.date]:
    """The days to come on which the office does not work, by its calendar."""
    today = calendar.today()

    def read() -> list[datetime.date]:
        exceptions = frame().exceptions
        coming = [today + datetime.timedelta(days=ahead) for ahead in range(AHEAD)]
        return [day for day in coming if not calendar.works_on(day, exceptions)]

    return remembered(f"days_off:{today}", read)


def _specifications(opening: list[Span]) -> list[Described]:
    return [
        _told(
            "OpeningHoursSpecification",
            dayOfWeek=[f"{SCHEMA}{DAYS[day]}" for day in span.days],
            opens=f"{span.opens:%H:%M}",
            closes=f"{span.closes:%H:%M}",
        )
        for span in opening
    ]


def _shut_on(day: datetime.date) -> Described:
    """A day off, as search engines read it: it closes when it opens."""
    on = day.isoformat()
    return _told("OpeningHoursSpecification", validFrom=on, validThrough=on, opens="00:00", closes="00:00")


def _is_paid_for(facts: ServiceFacts) -> bool:
    """Whether the amounts are prices: of a benefit they are what the person receives."""
    return facts.kind == Service.Kind.SERVICE


def _offer(line: AmountShown) -> Described:
    price = {"price": str(line.amount)} if line.amount_to is None else _between(line)
    specification = _told(
        "UnitPriceSpecification",
        **price,
        priceCurrency=line.currency,
        unitCode=UNITS.get(FeeItem.Per(line.per), ""),
        unitText="" if line.per == FeeItem.Per.ONCE else str(FeeItem.Per(line.per).label),
        validFrom=line.valid_from.isoformat() if line.valid_from else "",
    )
    return _told("Offer", name=line.name, description=line.note, priceSpecification=specification)


def _between(line: AmountShown) -> Described:
    return {"minPrice": str(line.amount), "maxPrice": str(line.amount_to)}


def _channels(facts: ServiceFacts, phone: str, eservice: tuple[str, str] | None) -> list[Described]:
    """Ways to apply: online, by phone, in person."""
    takes = facts.duration()
    ways: list[Described] = []
    if eservice:
        ways.append({"serviceUrl": eservice[0], "availableLanguage": eservice[1]})
    if phone:
        ways.append({"servicePhone": _told("ContactPoint", telephone=_phone(phone))})
    if facts.unit and facts.unit.address:
        ways.append({"serviceLocation": _told("Place", name=facts.unit.name, address=facts.unit.address)})
    return [_told("ServiceChannel", **way, processingTime=takes) for way in ways]


def _legislation(law: LegalBasis) -> Described:
    name = f"{law.title}, {law.clause}" if law.clause else law.title
    return _told("Legislation", name=name, url=law.url)


def _phone(number: str) -> str:
    return international_phone(number) if number else ""
