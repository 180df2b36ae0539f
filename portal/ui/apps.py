"""Django's entry to this package."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Names the package for Django."""

    name = "portal.ui"
    label = "ui"
