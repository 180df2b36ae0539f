"""Easy-to-read pages: the same help in short sentences and large type, beside the page they retell."""

from functools import cached_property
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from eservices.catalogue.facts import ServiceFacts, facts_of
from eservices.definitions.blocks import BlocksField
from pages.amounts import with_amounts
from pages.blocks import EasyPartBlock, EasyPictureBlock
from pages.easy_reading import fingerprint, is_outdated, lines
from pages.models.base import BasePage
from pages.models.services import ServicePage, refuse_other_codes
from pages.panels import EasyPanel
from pages.way import EASY, way_to, whole
from portal.personal_data.names import sort_key
from portal.working_days import calendar

PICTURES = dict(EasyPictureBlock.choices)


class EasyIndexPage(BasePage):
    """Every easy-to-read page of a language, with its first picture."""

    template = "pages/easy_index.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of easy-to-read pages")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Give the page its one address."""
        self.slug = EASY
        super().full_clean(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the pages by title."""
        pages = EasyPage.objects.live().filter(locale_id=self.locale_id)
        return {**super().get_context(request, *args, **kwargs), "pages": sorted(pages, key=_by_title)}


class EasyPageForm(WagtailAdminPageForm):
    """The editor's form of an easy-to-read page."""

    def clean(self) -> dict[str, Any]:
        """Refuse amounts that are not the service's."""
        cleaned: dict[str, Any] = super().clean()
        told = " ".join(str(part.value["sentences"]) for part in cleaned.get("body", []))
        refuse_other_codes(told, getattr(self.parent_page.specific, "service_id", None))
        return cleaned


class EasyPage(BasePage):
    """A service, the rights or the procedure retold for those who read slowly."""

    body = BlocksField([("part", EasyPartBlock())], verbose_name=_("text"))
    # What the original said when this page was last checked.
    original_then = models.CharField(max_length=64, blank=True, editable=False)

    searched = False
    base_form_class = EasyPageForm
    template = "pages/easy.html"
    parent_page_types = ["pages.ServicePage", "pages.RightsAndDutiesPage", "pages.ProcedurePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    content_panels = [
        EasyPanel(heading=_("Easy to read")),
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("checked"),
    ]
    settings_panels = Page.settings_panels

    class Meta:
        verbose_name = _("easy-to-read page")

    @cached_property
    def original(self) -> BasePage:
        """The page this one retells."""
        original: BasePage = self.get_parent().specific
        return original

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Give the page its one address, whatever its title."""
        self.slug = EASY
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and remember what the original says where the page has been checked against it."""
        if not kwargs.get("update_fields"):
            before = EasyPage.objects.filter(pk=self.pk).values("checked", "original_then").first()
            seen = before is None or self.checked == calendar.today() or self.checked != before["checked"]
            self.original_then = fingerprint(self.original) if seen else before["original_then"]
        super().save(*args, **kwargs)

    def get_admin_display_title(self) -> str:
        """Tell the page from its original, and that it is older, in the list of pages."""
        title = f"{_('Easy to read')}: {super().get_admin_display_title()}"
        return f"{title} ({_('older than its original')})" if is_outdated(self) else title

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the parts with today's amounts, the phone to call and the way into the form."""
        above = way_to(request, self).above
        if above:
            self.original = whole(above[-1]) or self.original
        is_service = isinstance(self.original, ServicePage)
        return {
            **super().get_context(request, *args, **kwargs),
            "original": self.original,
            **(self._of_service(self.original) if is_service else {"parts": self._parts(None)}),
        }

    def _of_service(self, page: ServicePage) -> dict[str, Any]:
        facts = facts_of(page.service_id, self.locale.language_code, calendar.today())
        return {
            "parts": self._parts(facts),
            "facts": facts,
            "phone": page.phone_to_call(facts),
            "form": f"{reverse('journeys:start', kwargs={'slug': page.slug})}?viegli=1",
            **page.offered(),
        }

    def _parts(self, facts: ServiceFacts | None) -> list[dict[str, Any]]:
        """The parts as they are shown: lines with today's amounts, the picture with its words."""
        return [
            {
                "title": part.value["title"],
                "sentences": [with_amounts(line, facts) if facts else line for line in lines(part.value["sentences"])],
                "picture": part.value["picture"],
                "alternative": part.value["alternative"] or PICTURES.get(part.value["picture"], ""),
            }
            for part in self.body
        ]


def _by_title(page: EasyPage) -> Any:
    return sort_key(page.title)
