"""``manage.py import_eservice FILE…``: take definition files in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eservices.definitions.importing import import_definition, read_file
from eservices.definitions.schema import DefinitionError


class Command(BaseCommand):
    help = "Takes e-services in from definition files. A file with faults changes nothing; the others are taken in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = [name for name in options["files"] if not self._take_in(Path(name))]
        if failed:
            raise CommandError(f"Nothing was changed by: {', '.join(failed)}")

    def _take_in(self, file: Path) -> bool:
        try:
            imported = import_definition(read_file(file.read_bytes()))
        except OSError as error:
            self.stderr.write(f"{file}: {error.strerror}")
        except DefinitionError as error:
            for fault in error.faults:
                self.stderr.write(f"{file}: {fault}")
        else:
            state = "published" if imported.changed else "nothing new"
            self.stdout.write(f"{file}: {imported.page.key}: {state}")
            for note in imported.notes:
                self.stdout.write(f"  {note}")
            return True
        return False
