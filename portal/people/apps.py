"""Django's entry to this package."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Names the package for Django."""

    name = "portal.people"
    label = "people"
