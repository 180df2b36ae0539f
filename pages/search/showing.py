"""What stands beside a found page: how to apply, whom to phone, how long it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from eservices.catalogue.facts import facts_of
from pages.models.services import ServicePage
from pages.offered import Offered, offered
from pages.search.finding import Found
from portal.working_days import calendar


@dataclass(frozen=True)
class Row:
    """A found page; the rest is empty where the page is no service, or the office decides without a term."""

    found: Found
    apply_to: Offered | None = None
    phone: str = ""
    crisis: bool = False
    deadline: str = ""


def rows(found: Sequence[Found]) -> list[Row]:
    """The found pages in their order, with what to do next. One statement, however many there are."""
    entries = [one.entry.pk for one in found if one.entry.is_service]
    services = ServicePage.objects.filter(pk__in=entries).select_related("locale").defer(*ServicePage.LONG)
    by_page = {page.pk: page for page in services}
    return [_row(one, by_page.get(one.entry.pk)) for one in found]


def _row(found: Found, page: ServicePage | None) -> Row:
    if page is None:
        return Row(found)
    language = page.locale.language_code
    facts = facts_of(page.service_id, language, calendar.today())
    return Row(
        found,
        apply_to=offered(page.service_id, language),
        phone=page.phone or (facts.unit.phone if facts.unit else ""),
        crisis=facts.crisis,
        deadline=page.deadline_text or facts.deadline(),
    )
