"""Django's entry to this package."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Names the package for Django."""

    name = "pages"
    label = "pages"
