"""Django's entry to this package."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Names the package for Django; connects the news to the messages and the messages to the worker."""

    name = "eservices.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Import what registers itself."""
        from eservices.notifications import receivers, sending, urgent  # noqa: F401
