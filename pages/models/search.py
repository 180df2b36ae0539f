"""What the site search looks in: one row per published page, folded when the page is saved."""

from typing import TYPE_CHECKING

from django.db import models
from wagtail.models import Page

from portal.personal_data.names import fold

if TYPE_CHECKING:
    from pages.models.base import BasePage


class SearchEntry(models.Model):
    """A published page as the search sees it: lower case, no diacritics."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+", primary_key=True)
    language = models.CharField(max_length=10, db_index=True)
    is_service = models.BooleanField(default=False)
    summary = models.TextField(blank=True)
    title_folded = models.CharField(max_length=300)
    terms_folded = models.TextField(blank=True)
    summary_folded = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.title_folded

    @classmethod
    def keep(cls, page: "BasePage", terms: str) -> None:
        """Write the row of a published page; a page that is not public has none."""
        if not page.live:
            cls.objects.filter(page_id=page.pk).delete()
            return
        cls.objects.update_or_create(
            page_id=page.pk,
            defaults={
                "language": page.locale.language_code,
                "is_service": hasattr(page, "service_id"),
                "summary": page.summary,
                "title_folded": fold(page.title),
                "terms_folded": fold(terms.replace("\n", " | ")),
                "summary_folded": fold(page.summary),
            },
        )
