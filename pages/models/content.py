"""Pages of words: rights and duties, the procedure, ordinary content."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from eservices.definitions.blocks import BlocksField
from pages.blocks import TermBlock, TitledTextBlock, points, prose
from pages.models.base import BasePage


class RightsAndDutiesPage(BasePage):
    """What a client may expect and what is asked of them, and how to dispute a decision."""

    rights = BlocksField([("right", TitledTextBlock())], blank=True, verbose_name=_("rights"))
    duties = BlocksField([("duty", TitledTextBlock())], blank=True, verbose_name=_("duties"))
    cooperation_intro = models.TextField(_("before the list of cooperation duties"), blank=True)
    cooperation = BlocksField([("duty", TitledTextBlock())], blank=True, verbose_name=_("cooperation duties"))
    principles = BlocksField(points(), blank=True, verbose_name=_("how we work"))
    confidentiality = models.TextField(_("confidentiality"), blank=True)
    dispute_intro = models.TextField(_("before the steps of a dispute"), blank=True)
    dispute_steps = BlocksField([("step", TitledTextBlock())], blank=True, verbose_name=_("steps of a dispute"))
    dispute_help = models.TextField(_("after the steps of a dispute"), blank=True)
    legal = BlocksField(points(), blank=True, verbose_name=_("legal basis"))

    template = "pages/rights.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.EasyPage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("rights"),
        FieldPanel("duties"),
        MultiFieldPanel([FieldPanel("cooperation_intro"), FieldPanel("cooperation")], heading=_("Cooperation")),
        FieldPanel("principles"),
        FieldPanel("confidentiality"),
        MultiFieldPanel(
            [FieldPanel("dispute_intro"), FieldPanel("dispute_steps"), FieldPanel("dispute_help")], heading=_("Dispute")
        ),
        FieldPanel("legal"),
    ]

    class Meta:
        verbose_name = _("rights and duties")


class ProcedurePage(BasePage):
    """How help comes about, step by step, and the terms."""

    crisis = models.TextField(_("in a crisis"), blank=True)
    steps = BlocksField([("step", TitledTextBlock())], blank=True, verbose_name=_("steps"))
    deadlines = BlocksField([("term", TermBlock())], blank=True, verbose_name=_("terms"))
    notes = BlocksField(points(), blank=True, verbose_name=_("notes to the terms"))

    template = "pages/procedure.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.EasyPage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("crisis"),
        FieldPanel("steps"),
        FieldPanel("deadlines"),
        FieldPanel("notes"),
    ]

    class Meta:
        verbose_name = _("procedure")


class ContentPage(BasePage):
    """An ordinary page: headings, text, lists."""

    body = BlocksField(prose(), blank=True, verbose_name=_("text"))

    template = "pages/content.html"
    parent_page_types = ["pages.HomePage", "pages.ContentPage"]
    subpage_types = ["pages.ContentPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("page")
