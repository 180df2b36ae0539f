"""Names of facts in the reader's language, by code; Latvian where there is no translation."""

from typing import TypeVar

from eservices.catalogue.tables import tables
from portal.remembering import remembered
from portal.translated import TranslatedFact

Fact = TypeVar("Fact", bound=TranslatedFact)


def text_of(model: type[Fact], code: str, language: str) -> Fact | None:
    """The row of a fact in a language, else the Latvian row, else None. Remembered."""
    return texts_in(model, language).get(code)


def texts_in(model: type[Fact], language: str) -> dict[str, Fact]:
    """Every fact of a kind by code, each in the language where it has it, else in Latvian. Remembered."""
    return remembered(f"texts:{model._meta.label}:{language}", lambda: tables().texts(model, language))
