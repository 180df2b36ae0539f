"""The list of services and the page of one service."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from eservices.catalogue.facts import ServiceFacts, facts_of
from eservices.catalogue.models import Service, ServiceFee
from eservices.definitions.blocks import BlocksField
from pages.amounts import codes_in, with_amounts
from pages.blocks import LevelBlock, PointsBlock, TitledTextBlock, points
from pages.fields import TicksField
from pages.models.base import BasePage
from pages.offered import offered
from pages.page_cache.holding import heeds_question
from pages.price import price_of
from pages.topics import Audience, Situation
from portal.personal_data.names import sort_key
from portal.working_days import calendar

Choices = Sequence[tuple[str, Any]]


class ServiceIndexPage(BasePage):
    """Services, benefits, or both, narrowed by target group and life situation through plain links."""

    class Shows(models.TextChoices):
        ALL = "all", _("services and benefits")
        SERVICES = "service", _("services")
        BENEFITS = "benefit", _("benefits")

    shows = models.CharField(_("lists"), max_length=10, choices=Shows.choices, default=Shows.ALL)

    template = "pages/service_index.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.ServicePage"]
    content_panels = [*BasePage.content_panels, FieldPanel("shows")]

    class Meta:
        verbose_name = _("list of services")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the services asked for, grouped by kind, and the filters with their links."""
        heeds_question(request)
        chosen = {
            "kam": _one_of(Audience, request.GET.get("kam")),
            "situacija": _one_of(Situation, request.GET.get("situacija")),
        }
        filters = [
            _filter(_("For whom"), _("Anyone"), "kam", Audience.filters(), chosen),
            _filter(_("Life situation"), _("Any situation"), "situacija", Situation.choices, chosen),
        ]
        listed = [page for page in self._listed() if _matches(page, chosen["kam"], chosen["situacija"])]
        return {
            **super().get_context(request, *args, **kwargs),
            "services": [page for page in listed if page.service.kind == Service.Kind.SERVICE],
            "benefits": [page for page in listed if page.service.kind == Service.Kind.BENEFIT],
            "found": len(listed),
            "about_violence": chosen["kam"] == Audience.VIOLENCE or chosen["situacija"] == Situation.NOT_SAFE_HOME,
            "filters": filters,
            "chosen": [option["label"] for each in filters for option in each["options"][1:] if option["chosen"]],
        }

    def _listed(self) -> list["ServicePage"]:
        pages = ServicePage.objects.live().filter(locale_id=self.locale_id, service__active=True)
        if self.shows != self.Shows.ALL:
            pages = pages.filter(service__kind=self.shows)
        return sorted(pages.select_related("service").defer(*ServicePage.LONG), key=lambda page: sort_key(page.title))


class ServicePage(BasePage):
    """A service or benefit in plain words; its facts come from the catalogue."""

    service = models.ForeignKey(
        Service,
        verbose_name=_("service"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Documents, fees, deadline, decider, legal basis and unit are kept there."),
    )
    audiences = TicksField(_("for whom"), options=Audience.choices)
    situations = TicksField(_("life situations"), options=Situation.choices)
    for_whom = BlocksField(points(), blank=True, verbose_name=_("who can get it"))
    not_for_whom = BlocksField(points(), blank=True, verbose_name=_("who cannot"))
    included = BlocksField([("group", PointsBlock())], blank=True, verbose_name=_("what is included"))
    levels = BlocksField([("level", LevelBlock())], blank=True, verbose_name=_("levels"))
    steps = BlocksField([("step", TitledTextBlock())], blank=True, verbose_name=_("what happens, step by step"))
    fee_short = models.CharField(
        _("fee in short"),
        max_length=160,
        blank=True,
        help_text=_(
            "Here and in any text of the page a fee item's code in square brackets is replaced by its amount: [code]. "
            "[code:ienākumi] is replaced by the incomes the amount is for."
        ),
    )
    fee_text = models.TextField(_("about the fee"), blank=True)
    deadline_text = models.CharField(
        _("deadline in words"), max_length=200, blank=True, help_text=_("Instead of the service's own deadline.")
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True, help_text=_("Instead of the unit's phone."))
    synonyms = models.TextField(
        _("other words people use"), blank=True, help_text=_("One a line; the search finds the page by them.")
    )

    LONG = ("for_whom", "not_for_whom", "included", "levels", "steps", "fee_text", "synonyms")

    template = "pages/service.html"
    parent_page_types = ["pages.ServiceIndexPage"]
    subpage_types = ["definitions.EServicePage", "pages.EasyPage", "pages.PreCheckPage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("service"),
        FieldPanel("for_whom"),
        FieldPanel("not_for_whom"),
        FieldPanel("included"),
        FieldPanel("levels"),
        FieldPanel("steps"),
        MultiFieldPanel([FieldPanel("fee_short"), FieldPanel("fee_text")], heading=_("Fee")),
        FieldPanel("deadline_text"),
        FieldPanel("phone"),
        MultiFieldPanel(
            [FieldPanel("audiences"), FieldPanel("situations"), FieldPanel("synonyms")], heading=_("How people find it")
        ),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("phone", overridable=False),
    ]

    class Meta:
        verbose_name = _("service page")

    def clean(self) -> None:
        """Refuse a fee item in square brackets that is not the service's: residents would read the bracket."""
        super().clean()
        texts = (self.fee_short, self.fee_text, *(block.value for block in (*self.for_whom, *self.included)))
        refuse_other_codes(" ".join(str(text) for text in texts), self.service_id)

    @property
    def about_violence(self) -> bool:
        """Whether somebody who reads this may have to hide it."""
        return Audience.VIOLENCE in self.audiences or Situation.NOT_SAFE_HOME in self.situations

    def search_terms(self) -> str:
        """The synonyms."""
        return self.synonyms

    def searched_facts(self) -> list[str]:
        """Documents, fees, the law and the unit, by name."""
        facts = facts_of(self.service_id, self.locale.language_code, calendar.today())
        documents = [each.name for each in (*facts.brings, *facts.office_checks, *facts.helps)]
        laws = [each.title for each in facts.legal]
        unit = [facts.unit.name] if facts.unit else []
        return [*documents, *(each.name for each in facts.amounts), *laws, *unit]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the facts, the date a decision would come by, and the e-service if there is one."""
        today = calendar.today()
        facts = facts_of(self.service_id, self.locale.language_code, today)
        return {
            **super().get_context(request, *args, **kwargs),
            "facts": facts,
            "fee_short": with_amounts(self.fee_short, facts, cents=False),
            "decision": facts.decision(today),
            "deadline": self.deadline_text or facts.deadline(),
            "hours": facts.hours,
            "price": price_of(self.service_id, facts, self.locale.language_code, request.GET, today),
            **self.offered(),
            "contact_phone": self.phone_to_call(facts),
        }

    def phone_to_call(self, facts: ServiceFacts) -> str:
        """The page's own phone, else the unit's."""
        return self.phone or (facts.unit.phone if facts.unit else "")

    def offered(self) -> dict[str, Any]:
        """The form, in this page's language or, marked so, only in Latvian; None where there is none."""
        found = offered(self.service_id, self.locale.language_code)
        return {"eservice": found, "eservice_only_latvian": bool(found and found.language != self.locale.language_code)}


def refuse_other_codes(text: str, service_id: int | None) -> None:
    """Raise ``ValidationError`` for a fee item in square brackets that is not the service's: residents would read it."""
    named = codes_in(text)
    known = set(ServiceFee.objects.filter(service=service_id).values_list("item_code", flat=True)) if named else set()
    if named - known:
        message = gettext("This service has no such fee item: %(codes)s. Its fee items are kept with the service.")
        raise ValidationError(message % {"codes": ", ".join(sorted(named - known))})


def _one_of(choices: type[models.TextChoices], value: str | None) -> str:
    """The value if it is one of the choices, else nothing: a filter typed by hand never fails."""
    return value if value in choices.values else ""


def _matches(page: ServicePage, audience: str, situation: str) -> bool:
    """Whether a page belongs to both; what is for everyone is for each group."""
    for_them = not audience or {audience, Audience.EVERYONE.value} & set(page.audiences)
    return bool(for_them) and (not situation or situation in page.situations)


def _filter(label: Any, anything: Any, key: str, choices: Choices, chosen: dict[str, str]) -> dict[str, Any]:
    """One filter as links: each keeps the other filter; the first takes this one away."""
    others = {name: value for name, value in chosen.items() if value and name != key}

    def link(value: str) -> str:
        return "?" + urlencode({**others, **({key: value} if value else {})})

    options = [{"label": text, "link": link(value), "chosen": chosen[key] == value} for value, text in choices]
    return {"label": label, "options": [{"label": anything, "link": link(""), "chosen": not chosen[key]}, *options]}
