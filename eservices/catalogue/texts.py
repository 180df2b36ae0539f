"""Names of facts in the reader's language, by code; Latvian where there is no translation."""

from typing import TypeVar

from django.conf import settings

from portal.remembering import remembered
from portal.translated import TranslatedFact

Fact = TypeVar("Fact", bound=TranslatedFact)


def text_of(model: type[Fact], code: str, language: str) -> Fact | None:
    """The row of a fact in a language, else the Latvian row, else None. Remembered."""
    return texts_in(model, language).get(code)


def texts_in(model: type[Fact], language: str) -> dict[str, Fact]:
    """Every fact of a kind by code, each in the language where it has it, else in Latvian. Remembered."""
    return remembered(f"texts:{model._meta.label}:{language}", lambda: _read(model, language))


def _read(model: type[Fact], language: str) -> dict[str, Fact]:
    base = settings.LANGUAGE_CODE
    rows = model._default_manager.filter(locale__language_code__in=[base, language]).select_related("locale")
    in_order = sorted(rows, key=lambda row: row.locale.language_code != base)
    return {row.code: row for row in in_order}
