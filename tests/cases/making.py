"""People of an invented office and cases of invented residents, for tests."""

import datetime
import itertools
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from eservices.cases.models import Case
from eservices.cases.opening import PartyData, open_case
from eservices.catalogue.models import Service
from portal.people.models import Role, StaffUser, Unit
from portal.people.roles import grant

TEN_DAYS = {"start": "registered", "decide": {"n": 10, "unit": "working_days"}}
_numbers = itertools.count(1)


def riga(text: str) -> datetime.datetime:
    """A moment in Riga: "2026-11-23 09:00"."""
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def unit(code: str = "home_care") -> Unit:
    # A transactional test before this one has emptied the languages too.
    Locale.objects.get_or_create(language_code="lv")
    found = Unit.objects.filter(code=code, locale__language_code="lv").first()
    return found or Unit.objects.create(code=code, name=code)


def service(code: str = "home_care", **fields: Any) -> Service:
    return Service.objects.get_or_create(code=code, defaults={"name": "Aprūpe mājās"} | fields)[0]


def staff(role: str, *, of: Unit | None = None, name: str = "") -> StaffUser:
    user = StaffUser.objects.create_user(name or f"{role}{next(_numbers)}", password="x", unit=of)
    grant(user, role)
    return user


def registrar(name: str = "") -> StaffUser:
    return staff(Role.REGISTRAR, name=name)


def person(role: str = "client", first_name: str = "Anna", last_name: str = "Bērziņa", **fields: Any) -> PartyData:
    return PartyData(role=role, first_name=first_name, last_name=last_name, **fields)


def case(*parties: PartyData, received_at: datetime.datetime | None = None, **fields: Any) -> Case:
    """A received case of the home-care unit with the ten-day profile."""
    defaults = {"unit": unit(), "service": service(), "clock": TEN_DAYS}
    return open_case(received_at=received_at or timezone.now(), parties=parties or [person()], **(defaults | fields))
