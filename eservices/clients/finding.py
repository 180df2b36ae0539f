"""Which persons of the register a party may be: proposals for staff, never a link by itself."""

from datetime import date
from typing import Protocol

from django.db.models import Q

from eservices.clients.models import Client
from portal.personal_data import names


class Person(Protocol):
    """Whoever is looked for: a party of a case or another record."""

    first_name: str
    last_name: str
    code_index: str

    @property
    def birth_date(self) -> date | None:
        """Date of birth as stated."""


def propose(person: Person) -> list[Client]:
    """Clients this person may be, the surest first: same personal code, then same name and birth date.

    A merged record is answered by its survivor, each client once. Former names count as names.
    """
    found: dict = {}
    for client in _by_code(person) + _by_name_and_birth(person):
        survivor = client.survivor
        found.setdefault(survivor.pk, survivor)
    return list(found.values())


def _by_code(person: Person) -> list[Client]:
    if not person.code_index:
        return []
    return list(Client.objects.filter(code_index=person.code_index).select_related("merged_into"))


def _by_name_and_birth(person: Person) -> list[Client]:
    if person.birth_date is None:
        return []
    folded = names.fold(f"{person.first_name} {person.last_name}")
    same_name = Q(name_folded=folded) | Q(former_names__folded=folded)
    clients = Client.objects.filter(same_name, birth_date=person.birth_date).select_related("merged_into")
    return list(clients.distinct().order_by("sort_key", "pk"))
