"""The forms services are applied for with: read for all services together and remembered."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings

from eservices.definitions.models import EServicePage
from portal.remembering import remembered


@dataclass(frozen=True)
class Offered:
    """A form anybody can open: the address of its start page, its language, how many minutes it takes."""

    url: str
    language: str
    minutes: int


def offered(service_id: int, language: str) -> Offered | None:
    """A service's form in a language, else the Latvian one; None where none is offered."""
    forms = forms_of(service_id)
    return forms.get(language) or forms.get(settings.LANGUAGE_CODE)


def forms_of(service_id: int) -> dict[str, Offered]:
    """A service's forms by language. The Latvian page says whether it is offered: a translation alone offers nothing."""
    found: dict[str, Offered] = remembered("offered", _read).get(service_id, {})
    return found


def _read() -> dict[int, dict[str, Offered]]:
    from pages.frame import address_of, is_open  # which knows the pages, and they know what is offered

    found: dict[int, dict[str, Offered]] = defaultdict(dict)
    for page in EServicePage.objects.live().select_related("locale").defer("steps", "rehearsals"):
        if is_open(page):
            language = page.locale.language_code
            found[page.service_id][language] = Offered(address_of(page), language, page.minutes)
    return {service: forms for service, forms in found.items() if settings.LANGUAGE_CODE in forms}
