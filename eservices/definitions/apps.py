"""Django's entry to this package."""

from django.apps import AppConfig


class DefinitionsConfig(AppConfig):
    """Names the package for Django."""

    name = "eservices.definitions"
    label = "definitions"
