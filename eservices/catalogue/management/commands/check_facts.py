"""Name what in the catalogue contradicts itself; fails when there is anything."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eservices.catalogue.contradictions import contradictions


class Command(BaseCommand):
    help = "Check that the facts of services, documents and fees do not contradict each other."

    def handle(self, *args: Any, **options: Any) -> None:
        found = contradictions()
        for each in found:
            self.stdout.write(each)
        if found:
            raise CommandError(f"{len(found)}")
