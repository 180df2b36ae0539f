"""Django's entry to this package."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Names the package for Django."""

    name = "eservices.inbox"
    label = "inbox"
