"""The whole catalogue at once: a few hundred short rows, read in one statement and remembered."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model
from wagtail.models import Locale

from eservices.catalogue.models import (
    DocumentRequirement,
    DocumentType,
    Fee,
    FeeGroup,
    FeeItem,
    KeepingTerm,
    Regulation,
    Service,
    ServiceFee,
    ServiceRegulation,
)
from portal.people.models import Unit, UnitHours
from portal.reading_together import read_together
from portal.remembering import remembered
from portal.translated import TranslatedFact

Row = TypeVar("Row", bound=Model)
Fact = TypeVar("Fact", bound=TranslatedFact)
_MODELS: tuple[type[Model], ...] = (
    Service,
    DocumentRequirement,
    ServiceFee,
    ServiceRegulation,
    Regulation,
    DocumentType,
    FeeGroup,
    FeeItem,
    Fee,
    KeepingTerm,
    Unit,
    UnitHours,
    Locale,
)


@dataclass(frozen=True)
class Tables:
    """Every row of the catalogue, each model's in its own order."""

    rows: dict[type[Model], list[Any]]

    def of(self, model: type[Row]) -> list[Row]:
        """The rows of a model."""
        return self.rows[model]

    def texts(self, model: type[Fact], language: str) -> dict[str, Fact]:
        """Every fact of a kind by code, each in the language where it has it, else in Latvian."""
        ids = {locale.language_code: locale.pk for locale in self.of(Locale)}
        in_order = (
            row
            for code in (settings.LANGUAGE_CODE, language)
            for row in self.of(model)
            if row.locale_id == ids.get(code)
        )
        return {row.code: row for row in in_order}


def tables() -> Tables:
    """The catalogue as it is now, of this minute."""
    return remembered("catalogue", lambda: Tables(_read()))


def by(name: str, rows: Iterable[Row]) -> dict[Any, list[Row]]:
    """Rows by the value of one of their fields; a value no row has gives an empty list."""
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[attrgetter(name)(row)].append(row)
    return found


def hours_shown(unit: Unit, translated: Unit, hours: dict[Any, list[UnitHours]]) -> tuple[list[tuple[str, str]], bool]:
    """A unit's days and hours as its row in the reader's language has them, else in Latvian; and whether it has."""
    own = hours[translated.pk]
    return [(line.days, line.hours) for line in own or hours[unit.pk]], bool(own)


def _read() -> dict[type[Model], list[Any]]:
    found = read_together(*(model._default_manager.all() for model in _MODELS))
    return dict(zip(_MODELS, found, strict=True))
