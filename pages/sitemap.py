"""What search engines may find: the public pages in every language the site is shown in."""

from django.db.models import Q, QuerySet
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from pages.frame import homes_of


class PublicSitemap(Sitemap):
    """Wagtail's sitemap knows one home page; ours has one for each language."""

    def items(self) -> QuerySet[Page]:
        """Give the live pages nobody is kept from, below every home page in use."""
        homes = Q()
        for home in homes_of(self.get_wagtail_site()).values():
            homes |= Q(url_path__startswith=home.url_path)
        pages = Page.objects.live().public().filter(homes, depth__gt=1)
        return pages.order_by("path").defer_streamfields().specific()
