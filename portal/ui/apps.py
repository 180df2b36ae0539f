"""Django's entry to this package."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Names the package for Django and registers its check."""

    name = "portal.ui"
    label = "ui"

    def ready(self) -> None:
        """Register the check of the built front end."""
        from portal.ui import checks  # noqa: F401
