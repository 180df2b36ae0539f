"""Django's entry to this package."""

from django.apps import AppConfig


class ThrottlingConfig(AppConfig):
    """Names the package for Django and registers its timed act."""

    name = "portal.throttling"
    label = "throttling"

    def ready(self) -> None:
        """Register the purge with the worker."""
        from portal.throttling import limits  # noqa: F401
