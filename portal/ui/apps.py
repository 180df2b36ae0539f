"""Django's entry to this package."""

from django.apps import AppConfig
from django.urls import register_converter


class UiConfig(AppConfig):
    """Names the package for Django and registers its check and its part of an address."""

    name = "portal.ui"
    label = "ui"

    def ready(self) -> None:
        """Register the check of the built front end, and rows in addresses."""
        from portal.ui import checks  # noqa: F401
        from portal.ui.addresses import RowConverter

        register_converter(RowConverter, "row")
