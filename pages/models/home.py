"""The first page: one question, one field, the life situations."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from eservices.definitions.blocks import BlocksField
from pages.blocks import SituationBlock
from pages.models.base import BasePage
from pages.models.news import NewsPage
from pages.topics import PICTURES


class HomePage(BasePage):
    """The home page of a language."""

    situations = BlocksField([("situation", SituationBlock())], blank=True, verbose_name=_("life situations"))

    template = "pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*BasePage.content_panels, FieldPanel("situations")]

    class Meta:
        verbose_name = _("home page")

    def cards(self) -> list[dict[str, Any]]:
        """The life situations with their pictures."""
        return [
            {**block.value, "picture": PICTURES[block.value["situation"]]}
            for block in self.situations
            if block.value["situation"] in PICTURES
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the cards and the newest news."""
        return {
            **super().get_context(request, *args, **kwargs),
            "cards": self.cards(),
            "services_href": f"{self.get_url(request)}pakalpojumi/",
            "news": list(NewsPage.newest(self.locale_id)[:3]),
        }
