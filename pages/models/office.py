"""What stands around every page: the office's name, phones and address."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

EVERYDAY_PAGE = "https://www.google.lv/"


@register_setting(icon="home")
class OfficeSettings(BaseSiteSetting):
    """The office as residents know it. Names have one field per public language; an empty one shows the Latvian."""

    REVIEW_MONTHS = 6

    name = models.CharField(_("office name"), max_length=120, default="Sociālais dienests")
    name_ru = models.CharField(_("office name in Russian"), max_length=120, blank=True)
    name_en = models.CharField(_("office name in English"), max_length=120, blank=True)
    tagline = models.CharField(_("line under the name"), max_length=160, blank=True)
    tagline_ru = models.CharField(_("line under the name in Russian"), max_length=160, blank=True)
    tagline_en = models.CharField(_("line under the name in English"), max_length=160, blank=True)
    area = models.CharField(
        _("area served"),
        max_length=120,
        blank=True,
        help_text=_("The municipality, as search engines and other registers are told of it."),
    )
    area_ru = models.CharField(_("area served in Russian"), max_length=120, blank=True)
    area_en = models.CharField(_("area served in English"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    data_contact = models.CharField(
        _("data-protection contact"),
        max_length=160,
        blank=True,
        help_text=_("E-mail and phone; privacy notices name it. Empty: the office's own."),
    )
    hours = models.CharField(
        _("opening hours"),
        max_length=160,
        blank=True,
        help_text=_("For example: No pirmdienas līdz piektdienai 8.30–17.00. Written so, search engines are told too."),
    )
    hours_ru = models.CharField(_("opening hours in Russian"), max_length=160, blank=True)
    hours_en = models.CharField(_("opening hours in English"), max_length=160, blank=True)
    emergency_phone = models.CharField(_("emergency phone"), max_length=40, default="112")
    crisis_phone = models.CharField(_("crisis phone of the office"), max_length=40, blank=True)
    crisis_hours = models.CharField(
        _("the crisis phone answers"), max_length=80, blank=True, help_text=_("For example: day and night.")
    )
    crisis_round_the_clock = models.BooleanField(_("the crisis phone answers day and night"), default=False)
    shelter_phone = models.CharField(
        _("phone of the shelter"), max_length=40, blank=True, help_text=_("For whoever has nowhere to sleep tonight.")
    )
    children_phone = models.CharField(_("children's helpline"), max_length=40, default="116 111")
    victims_phone = models.CharField(_("crime victims' helpline"), max_length=40, default="116 006")
    review_months = models.PositiveSmallIntegerField(
        _("pages are checked every so many months"),
        default=REVIEW_MONTHS,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    check_links = models.BooleanField(
        _("ask every night whether links out of the site still lead somewhere"),
        default=False,
        help_text=_(
            "The server then asks other sites for these pages, one by one. What it finds stands in the report."
        ),
    )

    exit_address = models.URLField(
        _("where “Close quickly” leads"),
        default=EVERYDAY_PAGE,
        help_text=_("An everyday page of somebody else, which nobody wonders about: it hides what was read here."),
    )

    wagtail_reference_index_ignore = True
    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("name_ru"), FieldPanel("name_en")], heading=_("Name")),
        MultiFieldPanel(
            [FieldPanel("tagline"), FieldPanel("tagline_ru"), FieldPanel("tagline_en")], heading=_("Under the name")
        ),
        MultiFieldPanel([FieldPanel("area"), FieldPanel("area_ru"), FieldPanel("area_en")], heading=_("Area served")),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldPanel("phone"),
                FieldPanel("email"),
                FieldPanel("data_contact"),
                FieldPanel("hours"),
                FieldPanel("hours_ru"),
                FieldPanel("hours_en"),
            ],
            heading=_("Contacts"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("emergency_phone"),
                FieldPanel("crisis_phone"),
                FieldPanel("crisis_round_the_clock"),
                FieldPanel("crisis_hours"),
                FieldPanel("shelter_phone"),
                FieldPanel("children_phone"),
                FieldPanel("victims_phone"),
            ],
            heading=_("Crisis phones"),
        ),
        FieldPanel("exit_address"),
        MultiFieldPanel([FieldPanel("review_months"), FieldPanel("check_links")], heading=_("Keeping it true")),
    ]

    class Meta:
        verbose_name = _("office")

    def __str__(self) -> str:
        return self.name

    def in_language(self, field: str, language: str) -> str:
        """The name, tagline or hours in a language, else in Latvian."""
        return getattr(self, f"{field}_{language}", "") or getattr(self, field)
