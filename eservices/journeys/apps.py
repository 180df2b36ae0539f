"""Django's entry to this package."""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """Names the package for Django and registers its due work."""

    name = "eservices.journeys"
    label = "journeys"

    def ready(self) -> None:
        """Register the end of drafts with the worker."""
        from eservices.journeys import keeping  # noqa: F401
