"""Django's entry to this package."""

from django.apps import AppConfig


class ThrottlingConfig(AppConfig):
    """Names the package for Django."""

    name = "portal.throttling"
    label = "throttling"
