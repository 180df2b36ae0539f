"""People who cannot be anybody: real Latvian first names, family names that say they are examples.

Their personal codes are well formed and belong to people born in the 19th century, their phone numbers begin with
zeros, their addresses lie in Paraugnovads and under ``.example``.
"""

import datetime
import random
from dataclasses import dataclass

WOMEN = (
    "Anna", "Ilze", "Šarlote", "Līga", "Dzidra", "Ērika", "Ženija", "Ķērsta", "Ļubova", "Ņina", "Ģertrūde", "Čarlīna",
    "Māra", "Aija", "Skaidrīte", "Vēsma", "Ārija", "Zenta", "Olga", "Biruta", "Ludmila", "Īrisa", "Ūla", "Agnese",
)  # fmt: skip
MEN = (
    "Jānis", "Pēteris", "Ģirts", "Kārlis", "Žanis", "Šarls", "Ādolfs", "Ēriks", "Ojārs", "Vilhelms", "Ņikita", "Ļevs",
    "Čārlzs", "Imants", "Valdis", "Aleksandrs", "Mārtiņš", "Rūdolfs", "Ķirils", "Uldis", "Īzaks", "Zigurds", "Ēvalds",
)  # fmt: skip
# Woman's form, man's form.
FAMILIES = (
    ("Ābele", "Ābelis"), ("Bērziņa", "Bērziņš"), ("Čakste", "Čakste"), ("Dūņa", "Dūņa"), ("Ērkšķe", "Ērkšķis"),
    ("Ģībele", "Ģībelis"), ("Kļaviņa", "Kļaviņš"), ("Ķirse", "Ķirsis"), ("Lazdiņa", "Lazdiņš"), ("Ļaudama", "Ļaudams"),
    ("Mežāre", "Mežārs"), ("Ņukšāne", "Ņukšāns"), ("Ozoliņa", "Ozoliņš"), ("Pīlādze", "Pīlādzis"), ("Rūķe", "Rūķis"),
    ("Šķēle", "Šķēlis"), ("Tūjiņa", "Tūjiņš"), ("Ūdre", "Ūdris"), ("Vītola", "Vītols"), ("Žagata", "Žagata"),
)  # fmt: skip
EXAMPLES = (
    ("Paraudziņa", "Paraudziņš"), ("Izdomāta", "Izdomāts"), ("Pasakaine", "Pasakainis"), ("Nebijusī", "Nebijušais"),
    ("Šķietamā", "Šķietamais"), ("Piemēra", "Piemērs"), ("Mēģinājuma", "Mēģinājums"), ("Demonstra", "Demonstrs"),
)  # fmt: skip
STREETS = ("Paraugu iela", "Piemēru iela", "Mēģinājumu ceļš", "Izdomas aleja", "Ūdensžurku iela", "Šķēršļu iela")
PLACES = ("Paraugpils", "Paraugciems", "Piemērmuiža", "Izdomas pagasts")
_WEIGHTS = (1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class InventedPerson:
    """One person; ``code`` is like 270348-01238, of somebody who would now be over 120."""

    first_name: str
    last_name: str
    born: datetime.date
    code: str
    address: str
    place: str
    phone: str
    email: str


def invent(dice: random.Random, serial: int, *, born_between: tuple[int, int] = (1930, 1999)) -> InventedPerson:
    """Make up a person; equal dice and serial make the same one, and no two serials below 1000 share a code."""
    woman = dice.random() < 0.62
    names, form = (WOMEN, 0) if woman else (MEN, 1)
    last_name = f"{dice.choice(FAMILIES)[form]}-{dice.choice(EXAMPLES)[form]}"
    born = datetime.date(dice.randint(*born_between), dice.randint(1, 12), dice.randint(1, 28))
    return InventedPerson(
        first_name=dice.choice(names),
        last_name=last_name,
        born=born,
        code=_code(born, serial),
        address=f"{dice.choice(STREETS)} {dice.randint(1, 120)}-{dice.randint(1, 60)}",
        place=dice.choice(PLACES),
        phone=f"+371000{serial % 100_000:05}",
        email=f"iedzivotajs{serial}@paraugs.example",
    )


def _code(born: datetime.date, serial: int) -> str:
    digits = f"{born:%d%m%y}0{serial % 1000:03}"
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return f"{digits[:6]}-{digits[6:]}{(1101 - total) % 11 % 10}"
