"""Django's entry to this package."""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """Names the package for Django."""

    name = "eservices.journeys"
    label = "journeys"
