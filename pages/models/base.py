"""What every public page has: an introduction, a date of checking, a mark for text that is only in Latvian."""

from typing import Any

from django.conf import settings
from django.db import models
from django.forms import Select
from django.http import HttpRequest
from django.utils.functional import classproperty
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.coreutils import cautious_slugify
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from eservices.definitions.panels import LivePanel
from pages.models.care import editors
from pages.models.search import SearchEntry
from portal.ui.pasted import tidy
from portal.ui.public_page import PublicPage

LATVIAN = mark_safe(' lang="lv"')


class BasePage(PublicPage):
    """A public page of the office."""

    summary = models.TextField(
        _("introduction"), blank=True, help_text=_("One or two plain sentences: what this page is about.")
    )
    checked = models.DateField(
        _("last checked"), null=True, blank=True, help_text=_("The day someone made sure that all of this is true.")
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("looked after by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to=editors,
        help_text=_("Gets a letter two weeks before the page is to be checked, and on the day. Else its author does."),
    )
    review_by = models.DateField(
        _("to be checked by"),
        null=True,
        blank=True,
        help_text=_("Left empty, some months after it was last checked; how many is set with the office."),
    )
    latvian_only = models.BooleanField(
        _("the text is only in Latvian"),
        default=False,
        help_text=_("For a translation of which only the title and introduction are translated so far."),
    )

    # Whether the search finds the page by itself.
    searched = True

    show_in_menus_default = False
    content_panels = [*Page.content_panels, FieldPanel("summary")]
    settings_panels = [
        *Page.settings_panels,
        MultiFieldPanel(
            [FieldPanel("responsible", widget=Select), FieldPanel("checked"), FieldPanel("review_by")],
            heading=_("Keeping it true"),
        ),
        FieldPanel("latvian_only"),
    ]

    @classproperty
    def edit_handler(cls) -> TabbedInterface:  # noqa: N805
        """The usual tabs; what could be better about the page stands below its content."""
        advice = LivePanel("page_advice", heading=_("What could be better"))
        tabs = [
            ObjectList([*cls.content_panels, advice], heading=_("Content")),
            ObjectList(cls.promote_panels, heading=_("Address and search")),
            ObjectList(cls.settings_panels, heading=_("Settings")),
        ]
        return TabbedInterface(tabs, base_form_class=cls.base_form_class)

    # Addresses are the same in every language; the rest follows wagtail-localize's own rules.
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta(PublicPage.Meta):
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the mark for the text of a translation that is not whole: an attribute saying it is Latvian."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["text_language"] = LATVIAN if self.latvian_only else ""
        return context

    def clean(self) -> None:
        """Keep addresses to plain letters; take out what pasting brings along unseen; blocks do it themselves."""
        self.slug = cautious_slugify(self.slug)  # type: ignore[has-type]
        super().clean()
        for field in self._meta.get_fields():
            if type(field) in {models.CharField, models.TextField} and field.editable and not field.choices:
                setattr(self, field.attname, tidy(getattr(self, field.attname) or ""))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and put what is public now into the search."""
        super().save(*args, **kwargs)
        if not kwargs.get("update_fields"):
            SearchEntry.keep(self)

    def search_terms(self) -> str:
        """Words people look for this page by, besides its title and introduction."""
        return ""

    def searched_facts(self) -> list[str]:
        """What the page shows that is kept elsewhere: documents, fees, units, regulations."""
        return []
