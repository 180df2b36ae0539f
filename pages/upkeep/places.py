"""Where a fee item is shown: which pages follow when its amount changes."""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from eservices.catalogue.models import ServiceFee
from eservices.catalogue.reckoning import ONLY_TOLD
from pages.amounts import codes_in
from pages.models import FeeSchedulePage, ServicePage
from pages.models.base import BasePage
from pages.upkeep.texts import texts_of


@dataclass(frozen=True)
class Place:
    """A published page and what on it follows the amount; ``languages`` are its other languages."""

    page: BasePage
    shows: list[str]
    languages: list[str]


def places_of(item_codes: Collection[str]) -> list[Place]:
    """Every Latvian page that shows these fee items, with how many translations follow it."""
    uses: dict[int, set[str]] = {}
    for fee in ServiceFee.objects.filter(item_code__in=item_codes):
        uses.setdefault(fee.service_id, set()).add(fee.use)
    pages = ServicePage.objects.live().filter(service__in=uses).select_related("locale").order_by("title")
    found: list[BasePage] = [*FeeSchedulePage.objects.live().select_related("locale"), *pages]
    languages: dict[object, list[str]] = {}
    for page in found:
        languages.setdefault(page.translation_key, []).append(page.locale.language_code)
    return [
        Place(page, _shown(page, uses, item_codes), sorted(set(languages[page.translation_key]) - {"lv"}))
        for page in found
        if page.locale.language_code == settings.LANGUAGE_CODE
    ]


def _shown(page: BasePage, uses: dict[int, set[str]], item_codes: Collection[str]) -> list[str]:
    if not isinstance(page, ServicePage):
        return [_("price list and archive")]
    reckoned = [_("calculator")] if uses[page.service_id] - ONLY_TOLD else []
    named = {text.field for text in texts_of(page) if codes_in(text.words) & set(item_codes)}
    return [_("list of fees"), *reckoned, *(_("text: %(field)s") % {"field": name} for name in sorted(named))]
