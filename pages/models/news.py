"""News: short notes with a date."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.query import PageQuerySet

from eservices.definitions.blocks import BlocksField
from pages.blocks import prose
from pages.models.base import BasePage


class NewsIndexPage(BasePage):
    """All news, newest first."""

    template = "pages/news_index.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.NewsPage"]
    SHOWN = 30

    class Meta:
        verbose_name = _("news list")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the newest notes."""
        news = list(NewsPage.newest(self.locale_id)[: self.SHOWN])
        return {**super().get_context(request, *args, **kwargs), "news": news}


class NewsPage(BasePage):
    """One note."""

    date = models.DateField(_("date"), default=timezone.localdate)
    body = BlocksField(prose(), blank=True, verbose_name=_("text"))

    template = "pages/news.html"
    parent_page_types = ["pages.NewsIndexPage"]
    subpage_types: list[str] = []
    content_panels = [*BasePage.content_panels, FieldPanel("date"), FieldPanel("body")]

    class Meta:
        verbose_name = _("news note")

    @classmethod
    def newest(cls, locale_id: int) -> PageQuerySet:
        """Published notes of a language up to today, newest first, without their text."""
        shown = cls.objects.live().filter(locale_id=locale_id, date__lte=timezone.localdate())
        return shown.defer("body").order_by("-date", "-pk")
