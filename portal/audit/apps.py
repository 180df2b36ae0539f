"""Django's entry to this package."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Names the package for Django."""

    name = "portal.audit"
    label = "audit"
