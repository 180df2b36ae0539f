"""Django's entry to this package."""

from django.apps import AppConfig


class ChangesConfig(AppConfig):
    """Names the package for Django."""

    name = "portal.changes"
    label = "changes"
