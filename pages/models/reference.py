"""Pages that show the office's facts: fees, regulations, contacts."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from eservices.catalogue.citing import citing
from eservices.catalogue.facts import facts_of
from eservices.catalogue.models import Regulation
from eservices.catalogue.reckoning import reckoned_services
from eservices.catalogue.schedule import archive, schedule
from eservices.catalogue.tables import by, hours_shown, tables
from eservices.definitions.models import EServicePage
from pages.models.base import BasePage
from pages.models.services import ServicePage
from pages.price import price_of
from portal.people.models import Unit, UnitHours
from portal.personal_data.names import sort_key
from portal.remembering import remembered
from portal.working_days import calendar


class FeeSchedulePage(BasePage):
    """Prices, benefit amounts and income limits: what holds now, and the archive."""

    template = "pages/fee_schedule.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("fee schedule")

    def searched_facts(self) -> list[str]:
        """Every line that holds now."""
        groups = schedule(self.locale.language_code, calendar.today())
        return [text for group in groups for text in (group.name, *(line.name for line in group.amounts))]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the current groups and the earlier periods."""
        language, today = self.locale.language_code, calendar.today()
        return {
            **super().get_context(request, *args, **kwargs),
            "today": today,
            "groups": remembered(f"schedule:{language}:{today}", lambda: schedule(language, today)),
            "archive": remembered(f"archive:{language}:{today}", lambda: archive(language, today)),
            **self._calculator(request, today),
        }

    def _calculator(self, request: HttpRequest, today: datetime.date) -> dict[str, Any]:
        """The services to choose from once the calculator is opened, and the form of the chosen one."""
        code = request.GET.get("pakalpojums")
        if code is None:
            return {}
        offered = ServicePage.objects.live().filter(locale_id=self.locale_id, service__in=reckoned_services())
        pages = sorted(
            offered.select_related("service").defer(*ServicePage.LONG), key=lambda page: sort_key(page.title)
        )
        chosen = next((page for page in pages if page.service.code == code), None)
        if chosen is None:
            return {"to_reckon": pages}
        language = self.locale.language_code
        facts = facts_of(chosen.service_id, language, today)
        price = price_of(chosen.service_id, facts, language, request.GET, today)
        return {"to_reckon": pages, "chosen": chosen, "facts": facts, "price": price}


@dataclass(frozen=True)
class _Shown:
    """A regulation, what rests on it, and the one that replaced it."""

    law: Regulation
    resting: dict[str, Any] | None
    newer: Regulation | None


class RegulationsPage(BasePage):
    """Laws and regulations the office acts under; those no longer in force stand apart."""

    template = "pages/regulations.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("regulations")

    def searched_facts(self) -> list[str]:
        """The regulations by title."""
        return [regulation.title for regulation in tables().of(Regulation)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the regulations in force by kind, and the former ones, each with what rests on it."""
        known = tables().of(Regulation)
        titles: dict[int | None, Regulation] = {law.pk: law for law in known}
        language, today = self.locale.language_code, calendar.today()
        resting = remembered(f"citing:{language}:{today}", lambda: self._resting(language, today))
        shown = [_Shown(law, resting.get(law.pk), titles.get(law.replaced_by_id)) for law in known]
        kinds = [
            {"label": label, "regulations": [each for each in shown if each.law.current and each.law.kind == kind]}
            for kind, label in Regulation.Kind.choices
        ]
        return {
            **super().get_context(request, *args, **kwargs),
            "kinds": [kind for kind in kinds if kind["regulations"]],
            "former": [each for each in shown if not each.law.current],
        }

    def _resting(self, language: str, today: datetime.date) -> dict[int, dict[str, Any]]:
        """By the key of each regulation: the pages of services that name it, their forms, and amounts, with clauses."""
        form = EServicePage.objects.live().filter(service=OuterRef("service"), locale__language_code=language)
        pages = ServicePage.objects.live().filter(locale_id=self.locale_id).defer(*ServicePage.LONG)
        above = self.url_path.removesuffix(f"{self.slug}/")
        by_service = {page.service_id: page for page in pages.annotate(form_slug=Subquery(form.values("slug")[:1]))}
        return {
            key: {
                "services": [
                    {
                        "title": by_service[service].title,
                        "url": f"/{language}/{by_service[service].url_path.removeprefix(above)}",
                        "form": by_service[service].form_slug,
                        "clause": clause,
                    }
                    for service, clause in found.services
                    if service in by_service
                ],
                "fees": found.fees,
            }
            for key, found in citing(language, today).items()
        }


class ContactsPage(BasePage):
    """Units and reception points with their phones, doors and hours."""

    template = "pages/contacts.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    how_to_reach = models.TextField(_("how to reach us"), blank=True)

    class Meta:
        verbose_name = _("contacts")

    def searched_facts(self) -> list[str]:
        """Units and points with their addresses."""
        units = [shown["unit"] for shown in _units(self.locale.language_code)]
        return [text for unit in units for text in (unit.name, unit.address)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add units and points with hours, in the page's language."""
        language = self.locale.language_code
        shown = remembered(f"contacts:{language}", lambda: _units(language))
        return {
            **super().get_context(request, *args, **kwargs),
            "units": [unit for unit in shown if unit["unit"].kind == Unit.Kind.UNIT],
            "points": [unit for unit in shown if unit["unit"].kind == Unit.Kind.POINT],
        }


def _units(language: str) -> list[dict[str, Any]]:
    """Each unit in the language with its hours: in Latvian for machines, and as people are shown them."""
    known = tables()
    hours = by("unit_id", known.of(UnitHours))
    texts = known.texts(Unit, language)
    found = []
    for code, unit in known.texts(Unit, "lv").items():
        shown, hours_translated = hours_shown(unit, texts[code], hours)
        found.append(
            {
                "unit": texts[code],
                "hours": [(line.days, line.hours) for line in hours[unit.pk]],
                "hours_shown": shown,
                "features": unit.features(),
                "hours_translated": hours_translated,
                "translated": language == "lv" or texts[code].intro != unit.intro,
            }
        )
    return found
