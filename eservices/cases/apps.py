"""Django's entry to this package."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Names the package for Django."""

    name = "eservices.cases"
    label = "cases"
