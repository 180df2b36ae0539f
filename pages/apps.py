"""Django's entry to this package."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Names the package for Django and forgets remembered menus when a page or the office's settings change."""

    name = "pages"
    label = "pages"
    verbose_name = "Pages"

    def ready(self) -> None:
        """Watch whatever a public page shows or depends on, and moves in the tree."""
        from wagtail.models import Locale, PageViewRestriction, Site, get_page_models
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from eservices.catalogue import leaflets
        from pages import scheduling  # noqa: F401 -- makes the timed act known to the worker
        from pages.approving import write_instead_of_wagtail
        from pages.furniture import office_words
        from pages.leaflet import every_leaflet, leaflet_of
        from pages.models import OfficeSettings
        from pages.models.search import SearchSynonym
        from pages.page_cache import finished, pruning  # noqa: F401
        from pages.search import indexing, missing  # noqa: F401 -- likewise
        from pages.upkeep import asking_outside, reviewing  # noqa: F401 -- likewise
        from portal.people import office
        from portal.remembering import forget, watch, when_forgetting
        from portal.working_days.models import CalendarException

        office.told_by(office_words)
        when_forgetting(finished.clear)
        leaflets.told_by(leaflet_of, every_leaflet)
        write_instead_of_wagtail()
        watch(OfficeSettings, SearchSynonym, Site, Locale, PageViewRestriction, CalendarException, *get_page_models())
        # Publishing writes more rows after the page's own, and moving writes no page by its save().
        for signal in (page_published, page_unpublished, post_page_move):
            signal.connect(lambda **_kwargs: forget(), weak=False, dispatch_uid="pages.forget")
