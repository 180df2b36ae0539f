"""make_applications N: realistic synthetic cases in bulk, for measuring."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.demo import bulk_cases


class Command(BaseCommand):
    help = "Adds N invented cases, as a year and a half of work would leave them. Never run it in an office in service."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", type=int)
        parser.add_argument("--seed", type=int, default=None, help="the same seed makes the same people")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Invented cases belong only in a demo: this installation is not one.")
        try:
            bulk_cases.make(options["count"], seed=options["seed"], told=self._told)
        except bulk_cases.NotSeeded:
            raise CommandError("There is no office to invent cases for. Run first: manage.py seed_demo") from None
        self.stdout.write(f"Made {options['count']} cases.")

    def _told(self, done: int) -> None:
        if done % 10_000 == 0:
            self.stdout.write(f"{done} …")
            self.stdout.flush()
