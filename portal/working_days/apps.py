"""Django's entry to this package."""

from django.apps import AppConfig


class WorkingDaysConfig(AppConfig):
    """Names the package for Django."""

    name = "portal.working_days"
    label = "working_days"
