"""``manage.py check_eservices``: try the rehearsals of everything that is live."""

from typing import Any

from django.core.management.base import BaseCommand

from eservices.definitions.checking import check_live


class Command(BaseCommand):
    help = "Runs all rehearsals of the live e-services and prints each fault; exits with 1 when there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        found = check_live()
        for eservice, faults in found.items():
            for fault in faults:
                self.stderr.write(f"{eservice}: {fault}")
            if not faults:
                self.stdout.write(f"{eservice}: all rehearsals came out as written")
        if any(found.values()):
            raise SystemExit(1)
