"""Django's entry to this package."""

from django.apps import AppConfig


class DefinitionsConfig(AppConfig):
    """Names the package for Django."""

    name = "eservices.definitions"
    label = "definitions"

    def ready(self) -> None:
        """Listen to pages being published and taken down."""
        from eservices.definitions import signals  # noqa: F401
