"""The portal's own app: house rules as system checks."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers the house rules."""

    name = "portal"
    label = "portal"
