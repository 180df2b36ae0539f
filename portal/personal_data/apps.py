"""Django's entry to this package."""

from django.apps import AppConfig


class PersonalDataConfig(AppConfig):
    """Names the package for Django."""

    name = "portal.personal_data"
    label = "personal_data"
