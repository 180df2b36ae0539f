"""Django's entry to this package."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Names the package for Django."""

    name = "portal.demo"
    label = "demo"
