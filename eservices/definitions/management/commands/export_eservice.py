"""``manage.py export_eservice SLUG``: write a published e-service down."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eservices.definitions.exporting import UnknownEServiceError, export_definition, written


class Command(BaseCommand):
    help = "Writes the published e-service of a key, or of a service page's address, as a definition file to stdout."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            definition = export_definition(options["slug"])
        except UnknownEServiceError as error:
            raise CommandError(f"There is no published e-service “{error}”.") from error
        self.stdout.write(written(definition))
