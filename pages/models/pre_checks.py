"""The page of a pre-check: below a service for that service, below the home page across all."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from eservices.catalogue.models import Service
from eservices.definitions.blocks import BlocksField
from eservices.definitions.panels import LivePanel
from pages.models.base import BasePage
from pages.pre_checks.blocks import OutcomeBlock, QuestionsBlock
from pages.pre_checks.form import PreCheckForm

SLUG = "vai-man-pienakas"


class PreCheckPage(BasePage):
    """A few questions, and what can be said to the answers. Nothing is kept; the answers travel with the page.

    For one service the first outcome that fits is said; across all services every one that fits.
    """

    service = models.ForeignKey(
        Service,
        verbose_name=_("service"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty for the pre-check across all services."),
    )
    steps = BlocksField([("step", QuestionsBlock())], verbose_name=_("questions"))
    outcomes = BlocksField([("outcome", OutcomeBlock())], verbose_name=_("outcomes"))

    base_form_class = PreCheckForm
    template = "pages/pre_check.html"
    parent_page_types = ["pages.HomePage", "pages.ServicePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    # Its words are those of many services; each service's own page is what the search should find.
    searched = False
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("service"),
        LivePanel("pre_checks:panel", heading=_("Check")),
        FieldPanel("steps"),
        FieldPanel("outcomes"),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("service", overridable=False),
    ]

    class Meta:
        verbose_name = _("pre-check")
        verbose_name_plural = _("pre-checks")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Give the page its one address, whatever its title."""
        self.slug = SLUG
        super().full_clean(*args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask the first question; a page that holds answers is kept by nobody."""
        response = super().serve(request, *args, **kwargs)
        if request.method == "POST":
            response["Cache-Control"] = "no-store, private"
            response["X-Robots-Tag"] = "noindex, nofollow"
            response["Referrer-Policy"] = "same-origin"
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the question to ask now, or what is said to the answers."""
        from pages.pre_checks.showing import shown

        return {**super().get_context(request, *args, **kwargs), **shown(self, request)}
