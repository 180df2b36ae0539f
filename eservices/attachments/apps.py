"""Django's entry to this package."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Names the package for Django and registers its due work."""

    name = "eservices.attachments"
    label = "attachments"

    def ready(self) -> None:
        """Register the scan and the purge with the worker."""
        from eservices.attachments import purging, scanning  # noqa: F401
