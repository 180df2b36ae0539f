"""Arrange who approves pages before they are published: see ``pages.approving``."""

from typing import Any

from django.core.management.base import BaseCommand

from pages.approving import set_up_approving


class Command(BaseCommand):
    help = "Let a lawyer read rights, fees and regulations before an editor publishes them. May be run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        set_up_approving()
