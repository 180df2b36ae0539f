"""The accessibility statement, in the parts Cabinet Regulation No. 445 of 14 July 2020 asks for."""

import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from eservices.definitions.blocks import BlocksField
from pages.addresses import absolute
from pages.blocks import GapBlock, points
from pages.models.base import BasePage
from portal.working_days import calendar

A_YEAR = datetime.timedelta(days=365)


class AccessibilityStatementPage(BasePage):
    """How well everybody can use the site, what does not work yet, whom to tell and where to complain."""

    class Conformance(models.TextChoices):
        FULL = "full", _("The site meets the requirements fully.")
        PARTIAL = "partial", _("The site meets the requirements in part.")
        NONE = "none", _("The site does not meet the requirements.")

    class Method(models.TextChoices):
        SELF = "self", _("We checked the site ourselves.")
        EXTERNAL = "external", _("The site was checked by others.")

    conformance = models.CharField(
        _("conformance"), max_length=10, choices=Conformance.choices, default=Conformance.PARTIAL
    )
    gaps = BlocksField([("gap", GapBlock())], blank=True, verbose_name=_("what does not work"))
    alternatives = BlocksField(points(), blank=True, verbose_name=_("other ways to the same"))
    prepared = models.DateField(_("prepared on"))
    reviewed = models.DateField(_("last reviewed on"), help_text=_("Once a year at least; you are reminded."))
    method = models.CharField(_("checked by"), max_length=10, choices=Method.choices, default=Method.SELF)
    method_text = models.TextField(_("how it was checked"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True, help_text=_("Empty: the office's phone."))
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Empty: the office's address."))
    answer_days = models.PositiveSmallIntegerField(_("answered within, working days"), default=15)
    enforcement = models.TextField(
        _("where to complain"),
        help_text=_("The institution that looks after accessibility in Latvia, and how to reach it."),
    )

    template = "pages/accessibility_statement.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("conformance"),
        FieldPanel("gaps"),
        FieldPanel("alternatives"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("prepared"), FieldPanel("reviewed")]),
                FieldPanel("method"),
                FieldPanel("method_text"),
            ],
            heading=_("How the statement was made"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]), FieldPanel("answer_days")],
            heading=_("Feedback"),
        ),
        FieldPanel("enforcement"),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in ("phone", "email")),
    ]

    class Meta:
        verbose_name = _("accessibility statement")

    @property
    def is_old(self) -> bool:
        """Whether nobody has looked at it for more than a year."""
        return calendar.today() - self.reviewed > A_YEAR

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what does not work by its reason, and the site's address."""
        kinds = [
            (label, [block.value for block in self.gaps if block.value["reason"] == reason])
            for reason, label in GapBlock.REASONS
        ]
        return {
            **super().get_context(request, *args, **kwargs),
            "site_address": absolute("/"),
            "kinds": [(label, gaps) for label, gaps in kinds if gaps],
        }
