"""Django's entry to this package."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    """Names the package for Django and keeps the role groups in step with the code."""

    name = "portal.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        """Listen for the end of a migration run; make the daily act known to the worker."""
        from portal.people import roles  # noqa: F401

        post_migrate.connect(_sync_after_last_app, dispatch_uid="people.sync_groups")


def _sync_after_last_app(sender: AppConfig, **kwargs: Any) -> None:
    """Permissions of every app exist only once the last app with models has been migrated."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if sender is last and kwargs.get("plan") is not None:
        from portal.people.roles import sync_groups

        sync_groups()
