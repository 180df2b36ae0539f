"""Django's entry to this package."""

from django.apps import AppConfig


class DueWorkConfig(AppConfig):
    """Names the package for Django."""

    name = "portal.due_work"
    label = "due_work"
