"""Django's entry to this package."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Names the package for Django."""

    name = "eservices.documents"
    label = "documents"
