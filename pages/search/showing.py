"""What stands beside a found page: how to apply, whom to phone, how long it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from eservices.catalogue.facts import facts_of
from eservices.definitions.models import EServicePage
from pages.models.services import ServicePage
from pages.search.finding import Found
from portal.working_days import calendar


@dataclass(frozen=True)
class Row:
    """A found page; the rest is empty where the page is no service, or the office decides without a term."""

    found: Found
    apply_to: EServicePage | None = None
    phone: str = ""
    crisis: bool = False
    deadline: str = ""


def rows(found: Sequence[Found]) -> list[Row]:
    """The found pages in their order, with what to do next. Two statements, however many there are."""
    entries = [one.entry.pk for one in found if one.entry.is_service]
    services = ServicePage.objects.filter(pk__in=entries).select_related("locale").defer(*ServicePage.LONG)
    by_page = {page.pk: page for page in services}
    offered = _offered({page.service_id for page in by_page.values()})
    return [_row(one, by_page.get(one.entry.pk), offered) for one in found]


def _row(found: Found, page: ServicePage | None, offered: dict[tuple[int, str], EServicePage]) -> Row:
    if page is None:
        return Row(found)
    language = page.locale.language_code
    facts = facts_of(page.service_id, language, calendar.today())
    return Row(
        found,
        apply_to=offered.get((page.service_id, language)) or offered.get((page.service_id, "lv")),
        phone=page.phone or (facts.unit.phone if facts.unit else ""),
        crisis=facts.crisis,
        deadline=page.deadline_text or facts.deadline(),
    )


def _offered(services: set[int]) -> dict[tuple[int, str], EServicePage]:
    """The published e-services by service and language; a translation left published alone offers nothing."""
    pages = EServicePage.objects.live().filter(service_id__in=services).select_related("locale")
    found = {(page.service_id, page.locale.language_code): page for page in pages.defer("steps", "rehearsals")}
    return {key: page for key, page in found.items() if (key[0], "lv") in found}
