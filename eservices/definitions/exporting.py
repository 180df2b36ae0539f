"""Writing a published e-service down as a definition file."""

import json
from typing import Any

from eservices.definitions.models import EServicePage, FormVersion
from eservices.definitions.versions import live_version


class UnknownEServiceError(LookupError):
    """There is no published e-service of this key or address."""


def export_definition(slug: str) -> dict[str, Any]:
    """Give the live version of an e-service in all its languages, with the rehearsals of its page, in normal form.

    ``slug`` is the e-service's key, or the address of its service's page. Raises ``UnknownEServiceError``.
    """
    version = live_version(slug) or _by_address(slug)
    if version is None:
        raise UnknownEServiceError(slug)
    texts = {"lv": version.texts}
    for translated in version.translations.order_by("locale", "number"):
        texts[translated.locale] = translated.texts
    page = version.page
    return {
        "format": "durvis-eservice",
        "version": 1,
        "schema": version.schema,
        "texts": texts,
        "rehearsals": page.rehearsals if page else [],
        **({"bank": page.from_bank} if page and page.from_bank else {}),
    }


def written(definition: dict[str, Any]) -> str:
    """Give a definition as its file holds it."""
    return json.dumps(definition, ensure_ascii=False, indent=2) + "\n"


def _by_address(slug: str) -> FormVersion | None:
    for page in EServicePage.objects.filter(locale__language_code="lv", live=True):
        if page.get_parent().slug == slug:
            return live_version(page.key)
    return None
