"""Django's entry to this package."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """Names the package for Django."""

    name = "eservices.registration"
    label = "registration"
