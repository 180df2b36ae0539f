"""Django's entry to this package."""

from django.apps import AppConfig


class CounterConfig(AppConfig):
    """Names the package for Django."""

    name = "eservices.counter"
    label = "counter"
