"""Facts about what the office offers. Codes, numbers and links live here; names have a row per language.

Pages show these facts, forms ask for the documents they name, letters cite their clauses. Whether a document is
needed in one person's case is decided only by the form; the requirement says in words when it is.
"""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.admin import display
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from portal.people.models import Unit
from portal.translated import FactCodeField, InLanguagesField, TranslatedFact


class Regulation(models.Model):
    """A law or regulation the office acts under; kept when it is no longer in force."""

    class Kind(models.TextChoices):
        LAW = "law", _("Law")
        CABINET = "cabinet", _("Cabinet regulation")
        COUNCIL = "council", _("Council's binding regulation")
        INTERNAL = "internal", _("Office's internal regulation")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=300)
    number = models.CharField(_("number"), max_length=40, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.COUNCIL)
    url = models.URLField(_("address of the full text"), blank=True)
    summary = models.TextField(_("in one sentence"), blank=True)
    current = models.BooleanField(_("in force"), default=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Where it is no longer in force: the regulation that came in its place."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("regulation")
        verbose_name_plural = _("regulations")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.title


class ClockUnit(models.TextChoices):
    """How a term is counted."""

    WORKING_DAYS = "working_days", _("working days")
    DAYS = "days", _("days")
    AT_ONCE = "at_once", _("at once")


class Service(ClusterableModel):
    """A service or benefit of the office: everything about it that is not prose."""

    class Kind(models.TextChoices):
        SERVICE = "service", _("Service")
        BENEFIT = "benefit", _("Benefit")

    class Decider(models.TextChoices):
        OFFICE = "office", _("The office")
        SOCIAL_WORKER = "social_worker", _("A social worker")
        CABINET_RULES = "cabinet_rules", _("The office, under Cabinet regulations")
        ORPHANS_COURT = "bt", _("The orphans' court")
        COMMITTEE = "council_committee", _("A council committee")
        STATE = "state", _("A state institution")
        NONE = "none", _("No decision is needed")

    class ClockStart(models.TextChoices):
        REGISTERED = "registered", _("when the application is registered")
        RECEIVED = "received", _("when the application is received")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SERVICE)
    executor = models.ForeignKey(
        Unit, verbose_name=_("carried out by"), null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )
    decider = models.CharField(_("decided by"), max_length=20, choices=Decider.choices, default=Decider.OFFICE)
    decider_text = models.CharField(
        _("decided by, in words"), max_length=200, blank=True, help_text=_("Shown instead of the choice above.")
    )
    opinion_from = models.CharField(_("opinion needed from"), max_length=200, blank=True)
    decide_n = models.PositiveSmallIntegerField(_("decided within"), null=True, blank=True)
    decide_unit = models.CharField(
        _("counted in"), max_length=15, choices=ClockUnit.choices, default=ClockUnit.WORKING_DAYS
    )
    start = models.CharField(
        _("counted from"), max_length=12, choices=ClockStart.choices, default=ClockStart.REGISTERED
    )
    notify_n = models.PositiveSmallIntegerField(_("told within"), null=True, blank=True)
    notify_unit = models.CharField(
        _("counted in"), max_length=15, choices=ClockUnit.choices, default=ClockUnit.WORKING_DAYS
    )
    crisis = models.BooleanField(_("help in a crisis"), default=False)
    active = models.BooleanField(_("offered now"), default=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class DocumentType(TranslatedFact):
    """A kind of paper: what it is called, who issues it, what to ask for."""

    name = models.CharField(_("name"), max_length=200)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    help = models.TextField(_("what to ask for"), blank=True)
    picture = models.SlugField(_("picture"), max_length=40, blank=True, help_text=_("Name of one of our drawings."))
    without_slot = models.BooleanField(
        _("no question asks for it"),
        default=False,
        help_text=_("The application itself, or what is only shown, such as a passport: forms are not reminded of it."),
    )
    is_application = models.BooleanField(
        _("the application itself"),
        default=False,
        help_text=_("Whoever fills in a form here is not told to bring it."),
    )

    class Meta(TranslatedFact.Meta):
        verbose_name = _("document type")
        verbose_name_plural = _("document types")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class DocumentRequirement(Orderable):
    """A document a service asks for: who brings it and, in words, when it is needed."""

    class Kind(models.TextChoices):
        RESIDENT = "resident", _("The resident brings it")
        OFFICE_CHECKS = "office_checks", _("We check it ourselves")
        HELPS = "helps", _("Helps to speed things up")

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="requirements")
    document_code = FactCodeField(_("document"), max_length=60, fact="catalogue.DocumentType")
    kind = models.CharField(_("who"), max_length=15, choices=Kind.choices, default=Kind.RESIDENT)
    when_needed = models.CharField(_("when it is needed"), max_length=300, blank=True)
    when_needed_in = InLanguagesField(_("when it is needed, in other languages"))

    wagtail_reference_index_ignore = True

    class Meta(Orderable.Meta):
        verbose_name = _("required document")
        verbose_name_plural = _("required documents")
        constraints = [
            models.UniqueConstraint(fields=["service", "document_code"], name="catalogue_requirement_once_per_service")
        ]

    def __str__(self) -> str:
        return self.document_code

    def when_in(self, language: str) -> str:
        """When it is needed, in a language; empty where nobody has written it in that language."""
        if language == settings.LANGUAGE_CODE:
            return self.when_needed
        texts: Any = self.when_needed_in
        return str(texts.get(language, ""))


class FeeGroup(TranslatedFact):
    """A heading of the fee schedule."""

    name = models.CharField(_("name"), max_length=200)
    intro = models.TextField(_("introduction"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(TranslatedFact.Meta):
        verbose_name = _("fee group")
        verbose_name_plural = _("fee groups")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class FeeItem(TranslatedFact):
    """Something that has a price or an amount; the amounts themselves are ``Fee`` rows."""

    class Per(models.TextChoices):
        ONCE = "once", _("once")
        HOUR = "hour", _("an hour")
        DAY = "day", _("a day")
        MONTH = "month", _("a month")
        PERSON_MONTH = "person_month", _("a person a month")
        YEAR = "year", _("a year")

    name = models.CharField(_("name"), max_length=200)
    per = models.CharField(_("per"), max_length=15, choices=Per.choices, default=Per.ONCE)
    note = models.CharField(_("note"), max_length=300, blank=True)
    group = models.ForeignKey(
        FeeGroup, verbose_name=_("group"), null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(TranslatedFact.Meta):
        verbose_name = _("fee item")
        verbose_name_plural = _("fee items")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Fee(models.Model):
    """An amount in its own currency, for as long as it holds, with its legal base."""

    class Currency(models.TextChoices):
        EUR = "EUR", "EUR"
        LVL = "LVL", "LVL"

    item_code = FactCodeField(_("fee item"), max_length=60, fact="catalogue.FeeItem")
    amount = models.DecimalField(
        _("amount"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Leave it empty while the amount is being confirmed: residents then read just that."),
    )
    amount_to = models.DecimalField(_("up to"), max_digits=10, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, default=Currency.EUR)
    income_from = models.DecimalField(
        _("for incomes from"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("A month. Only where the amount depends on income; both limits belong to the band."),
    )
    income_to = models.DecimalField(_("for incomes up to"), max_digits=10, decimal_places=2, null=True, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    regulation = models.ForeignKey(
        Regulation, verbose_name=_("legal basis"), null=True, blank=True, on_delete=models.PROTECT, related_name="fees"
    )
    clause = models.CharField(_("clause"), max_length=120, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("amount")
        verbose_name_plural = _("amounts")
        ordering = ["item_code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["item_code", "valid_from"], name="catalogue_fee_once_per_start"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="catalogue_fee_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(income_from=None) | Q(income_to=None) | Q(income_to__gte=F("income_from")),
                name="catalogue_fee_income_band_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_name()}: {self.amount or '–'} {self.currency}"

    @display(description=_("fee item"), ordering="item_code")
    def item_name(self) -> str:
        """What it is the amount of, in Latvian; the code where nobody has described it."""
        from eservices.catalogue.texts import text_of

        item = text_of(FeeItem, self.item_code, settings.LANGUAGE_CODE)
        return item.name if item else self.item_code

    def holds_on(self, day: datetime.date) -> bool:
        """Say whether the amount is in force on a day; both ends count."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class ServiceFee(Orderable):
    """A fee item that belongs to a service, and its part in what one person pays or gets."""

    class Use(models.TextChoices):
        SHOWN = "shown", _("only shown, not reckoned")
        ALWAYS = "always", _("counted once for everybody")
        CHOICE = "choice", _("one of these is chosen")
        TIMES = "times", _("multiplied by a number")
        EXTRA = "extra", _("multiplied by a number, also for those who are freed")
        FREES = "frees", _("frees from paying")

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="fee_items")
    item_code = FactCodeField(_("fee item"), max_length=60, fact="catalogue.FeeItem")
    use = models.CharField(_("in the calculator"), max_length=10, choices=Use.choices, default=Use.SHOWN)

    wagtail_reference_index_ignore = True

    class Meta(Orderable.Meta):
        verbose_name = _("fee")
        verbose_name_plural = _("fees")

    def __str__(self) -> str:
        return self.item_code


class KeepingTerm(TranslatedFact):
    """How long cases of a retention class are kept, in words for residents; forms name the class by its code."""

    name = models.CharField(_("name"), max_length=200)
    term = models.CharField(_("how long it is kept"), max_length=300)

    class Meta(TranslatedFact.Meta):
        verbose_name = _("term of keeping")
        verbose_name_plural = _("terms of keeping")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class ServiceRegulation(Orderable):
    """A regulation a service rests on, with the clause that names it."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="legal_bases")
    regulation = models.ForeignKey(Regulation, verbose_name=_("regulation"), on_delete=models.PROTECT, related_name="+")
    clause = models.CharField(_("clause"), max_length=120, blank=True)

    wagtail_reference_index_ignore = True

    class Meta(Orderable.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")

    def __str__(self) -> str:
        return f"{self.regulation_id} {self.clause}".strip()
