"""Django's entry to this package."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Names the package for Django and forgets remembered menus when a page or the office's settings change."""

    name = "pages"
    label = "pages"
    verbose_name = "Pages"

    def ready(self) -> None:
        """Watch every page type, and moves in the tree."""
        from wagtail.models import Locale, Site, get_page_models
        from wagtail.signals import post_page_move

        from pages import scheduling  # noqa: F401 -- makes the timed act known to the worker
        from pages.furniture import office_words
        from pages.models import OfficeSettings
        from portal.people import office
        from portal.remembering import forget, watch

        office.told_by(office_words)
        watch(OfficeSettings, Site, Locale, *get_page_models())
        post_page_move.connect(lambda **_kwargs: forget(), weak=False, dispatch_uid="pages.forget_on_move")
