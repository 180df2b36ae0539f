"""Django's entry to this package."""

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Names the package for Django."""

    name = "eservices.clients"
    label = "clients"
