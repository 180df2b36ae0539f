"""Proving that nobody changed the record."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from portal.audit import triggers
from portal.audit.chaining import hash_of
from portal.audit.models import AuditChain, AuditEntry

_BEGINNING = "0" * 64


@dataclass(frozen=True)
class Fault:
    """Something wrong with the record; ``sequence`` 0 concerns the whole chain."""

    chain: str
    sequence: int
    message: str


def verify(chain: str | None = None) -> list[Fault]:
    """Check one chain or all: every entry's hash, the links, gaps, the head, and that the triggers stand.

    An empty list is the proof. What it cannot see is an end cut off together with the head's row: keep the heads that
    ``verify_audit`` prints outside the database and compare them.
    """
    faults = [Fault("", 0, f"trigger {name} is missing") for name in sorted(triggers.missing(connection))]
    for name in [chain] if chain else _chains():
        faults += _verify_chain(name)
    return faults


def _chains() -> list[str]:
    written = set(AuditEntry.objects.order_by().values_list("chain", flat=True).distinct())
    return sorted(written | set(AuditChain.objects.values_list("name", flat=True)))


def _verify_chain(name: str) -> Iterator[Fault]:
    sequence, previous = 0, _BEGINNING
    for entry in AuditEntry.objects.filter(chain=name).order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence != sequence + 1:
            yield Fault(name, entry.sequence, f"entries after {sequence} are missing")
        elif entry.previous_hash != previous:
            yield Fault(name, entry.sequence, "does not follow the entry before it")
        if entry.hash != hash_of(entry):
            yield Fault(name, entry.sequence, "was changed")
        sequence, previous = entry.sequence, entry.hash
    head = AuditChain.objects.filter(name=name).first()
    if head is None or (head.sequence, head.hash) != (sequence, previous):
        yield Fault(name, sequence, "the chain does not end where its head says")
