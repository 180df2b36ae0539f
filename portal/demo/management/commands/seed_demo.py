"""Fill an empty portal with the demo office; on a filled one, add only what is missing."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from portal.demo.facts import add_facts
from portal.demo.offering import add_bank, add_eservices, add_journals
from portal.demo.site import add_site
from portal.demo.staff import add_staff


class Command(BaseCommand):
    help = "Add the demo office's content, staff and e-services where they are missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", nargs="*", default=[], metavar="KEY", help="Import only these e-services.")

    def handle(self, *args: Any, **options: Any) -> None:
        # A line per page is for an editor's work, not for a hundred pages at once.
        logging.disable(logging.INFO)
        try:
            password = self.add_office()
            for name in add_eservices(options["only"]):
                self.stdout.write(f"E-pakalpojums: {name}")
            add_bank()
        finally:
            logging.disable(logging.NOTSET)
        self.stdout.write(f"Demonstrācijas darbinieku parole: {password}")

    @transaction.atomic
    def add_office(self) -> str:
        add_facts()
        password = add_staff()
        add_site()
        add_journals()
        return password
