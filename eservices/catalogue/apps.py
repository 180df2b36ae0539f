"""Django's entry to this package."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Names the package for Django."""

    name = "eservices.catalogue"
    label = "catalogue"
