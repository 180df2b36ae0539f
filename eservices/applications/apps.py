"""Django's entry to this package."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """Names the package for Django."""

    name = "eservices.applications"
    label = "applications"
