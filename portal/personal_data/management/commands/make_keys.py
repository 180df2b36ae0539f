"""Make the office's encryption keys."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from portal.personal_data import keys


class Command(BaseCommand):
    help = "Make the encryption keys this office lacks; with --next add a master key that seals from now on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--next", action="store_true", help="add a new master key; the old ones still open")

    def handle(self, *args: Any, **options: Any) -> None:
        made = keys.make_missing()
        if options["next"] and not any(name.startswith("master-") for name in made):
            made += keys.make_next_master()
        for name in made:
            self.stdout.write(f"Made {name} in {settings.KEYS_DIR}.")
        self.stdout.write("Back up this folder apart from the database: data sealed with a lost key is lost.")
