"""What search engines may find: the public pages in every language the site is shown in, each with its translations."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from pages.addresses import absolute, alternates
from pages.frame import homes_of, is_open, site_of
from pages.models import NewsPage, ServicePage


class PublicSitemap(Sitemap):
    """Wagtail's sitemap knows one home page and no translations."""

    def items(self) -> QuerySet[Page]:
        """Give the live pages below every home page in use, without news of tomorrow and services not offered now."""
        site = site_of(self.request)
        homes = Q(pk__in=[])
        for home in homes_of(site).values() if site else []:
            homes |= Q(url_path__startswith=home.url_path)
        later = NewsPage.objects.filter(date__gt=timezone.localdate())
        idle = ServicePage.objects.filter(service__active=False)
        hidden = Q(pk__in=later.values("pk")) | Q(pk__in=idle.values("pk"))
        return Page.objects.live().filter(homes).exclude(hidden).select_related("locale").order_by("path")

    def _urls(self, page: Any, protocol: str, domain: str) -> list[dict[str, Any]]:
        """Each open page with its address, the day of its last change and its alternates."""
        shown = [item for item in self.paginator.page(page).object_list if is_open(item)]
        in_languages: dict[UUID, dict[str, str]] = defaultdict(dict)
        for item in shown:
            in_languages[item.translation_key][item.locale.language_code] = absolute(item.get_url(self.request))
        return [
            {
                "location": in_languages[item.translation_key][item.locale.language_code],
                "lastmod": item.last_published_at or item.latest_revision_created_at,
                "alternates": [
                    {"lang_code": code, "location": address}
                    for code, address in alternates(in_languages[item.translation_key])
                ],
            }
            for item in shown
        ]
