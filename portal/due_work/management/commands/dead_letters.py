"""See and revive what the worker has given up."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.audit import recording
from portal.due_work.dead_letters import dead_rows, revive


class Command(BaseCommand):
    help = "List the rows the worker has given up; with --revive set them going again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--revive", action="store_true", help="set every listed row going again")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = list(dead_rows())
        for row in rows:
            self.stdout.write(f"{row._meta.label} {row.pk}: {row.attempts} attempts, {row.last_error}")
            if options["revive"]:
                revive(row, by=recording.SYSTEM)
        self.stdout.write(f"{len(rows)} given up{', now due again' if options['revive'] and rows else ''}.")
