"""Django's entry to this package."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Names the package for Django."""

    name = "eservices.attachments"
    label = "attachments"
