"""Django's flush, which must not empty the audit record."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as FlushCommand
from django.db import connections

from portal.audit import triggers


class Command(FlushCommand):
    help = "Refused: the audit record is never deleted. Only the test suite flushes, by a setting of its own."

    def handle(self, **options: Any) -> None:
        if not getattr(settings, "AUDIT_TRIGGERS_ALLOW_TEST_FLUSH", False):
            raise CommandError("This database holds the audit record and cannot be flushed.")
        connection = connections[options["database"]]
        triggers.remove(connection)
        try:
            super().handle(**options)
        finally:
            triggers.install(connection)
