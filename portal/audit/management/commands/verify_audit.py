"""Prove that nobody changed the audit record."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit.models import AuditChain
from portal.audit.verifying import verify


class Command(BaseCommand):
    help = "Check the chains of the audit record; exit code 1 and one line for each fault when something is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--chain", help="check only this chain")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = verify(options["chain"])
        for fault in faults:
            self.stderr.write(f"{fault.chain}:{fault.sequence} {fault.message}")
        if faults:
            raise CommandError(f"{len(faults)} fault(s) in the audit record.")
        for head in AuditChain.objects.order_by("name"):
            self.stdout.write(f"{head.name}: {head.sequence} entries, head {head.hash}")
        self.stdout.write("The audit record is whole. Keep the heads above outside this database.")
