"""Django's entry to this package."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Names the package for Django."""

    name = "eservices.notifications"
    label = "notifications"
