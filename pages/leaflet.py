"""A service page on one sheet of paper: the same words and facts, as plain text."""

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import override

from eservices.catalogue.facts import ServiceFacts, facts_of
from eservices.catalogue.leaflets import Leaflet, Price
from eservices.catalogue.models import Service
from eservices.catalogue.schedule import AmountShown
from pages.addresses import absolute
from pages.amounts import income_band, with_amounts
from pages.frame import is_open
from pages.models import ServicePage
from pages.templatetags.pages_shown import amount_shown, per_shown
from portal.working_days import calendar


def leaflet_of(slug: str, language: str) -> Leaflet | None:
    """The leaflet of the published service page at this place, with today's amounts."""
    pages = ServicePage.objects.live().filter(slug=slug, locale__language_code=language).select_related("locale")
    page = next((page for page in pages if is_open(page)), None)
    if page is None:
        return None
    with override(language):
        return _leaflet(page, facts_of(page.service_id, language, calendar.today()))


def every_leaflet() -> Iterator[tuple[str, str]]:
    """The place and language of every published service page."""
    for page in ServicePage.objects.live().select_related("locale").defer(*ServicePage.LONG):
        if is_open(page):
            yield page.slug, page.locale.language_code


def _leaflet(page: ServicePage, facts: ServiceFacts) -> Leaflet:
    language, law = page.locale.language_code, _law(facts.amounts)
    return Leaflet(
        language=language,
        text_language=settings.LANGUAGE_CODE if page.latvian_only else language,
        title=page.title,
        summary=page.summary,
        address=absolute(page.get_url() or ""),
        is_benefit=facts.kind == Service.Kind.BENEFIT,
        crisis=facts.crisis,
        phone=page.phone_to_call(facts),
        deadline=page.deadline_text or facts.deadline(),
        decider=facts.decider,
        place=facts.unit.name if facts.unit else "",
        street=facts.unit.address if facts.unit else "",
        for_whom=[with_amounts(str(block.value), facts) for block in page.for_whom],
        included=_included(page, facts),
        fee=with_amounts(page.fee_text, facts),
        prices=[_price(line, facts.amounts_since, law) for line in facts.amounts],
        since=facts.amounts_since,
        law=law,
        brings=[(paper.name, paper.when_needed) for paper in facts.brings],
        office_checks=[paper.name for paper in facts.office_checks],
        hours=facts.hours_shown,
        hours_translated=facts.hours_translated,
        features=facts.features,
        online=page.offered()["eservice"] is not None,
    )


def _included(page: ServicePage, facts: ServiceFacts) -> list[str]:
    done = [with_amounts(str(item), facts) for group in page.included for item in group.value["items"]]
    levels = [f"{level.value['name']}: {level.value['visits']}" for level in page.levels if level.value["visits"]]
    return [*done, *levels]


def _price(line: AmountShown, since: datetime.date | None, law: str) -> Price:
    """A line; what holds for all of them is said below them."""
    name = " ".join(filter(None, (line.name, f"({band})" if (band := income_band(line)) else "")))
    told = line.amount is not None
    return Price(
        name=name,
        amount=" ".join(filter(None, (amount_shown(line), per_shown(line)))),
        since=line.valid_from if told and line.valid_from != since else None,
        clause=", ".join(filter(None, ("" if line.regulation == law else line.regulation, line.clause))),
    )


def _law(lines: list[AmountShown]) -> str:
    """The one regulation all the amounts rest on; empty where they differ."""
    named = {line.regulation for line in lines if line.amount is not None}
    return named.pop() if len(named) == 1 else ""
