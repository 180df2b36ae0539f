"""Looking for viruses with clamd, behind one small interface.

"Clean" needs an explicit verdict. A silent, broken or overfed scanner gives none: the file is held and tried again.
"""

import io
from collections.abc import Iterator
from enum import Enum
from typing import Any, BinaryIO, Protocol, cast

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from eservices.attachments.models import Attachment, Scan
from eservices.attachments.reading import opened
from portal.audit import recording
from portal.due_work.registry import every, performs

SECONDS = 60


class Verdict(Enum):
    """What a scanner says of a file it has seen whole."""

    CLEAN = "clean"
    INFECTED = "infected"


class NoVerdictError(Exception):
    """The scanner did not say what the file is."""


class Scanner(Protocol):
    """Something that looks at a stream of bytes."""

    def look_at(self, parts: Iterator[bytes]) -> Verdict:
        """Give a verdict. Raises NoVerdictError."""


class Clamd:
    """clamd at ``host:port`` or ``unix:/path/to/socket``."""

    def __init__(self, address: str) -> None:
        if address.startswith("unix:"):
            self._socket: ClamdNetworkSocket = ClamdUnixSocket(address.removeprefix("unix:"), timeout=SECONDS)
        else:
            host, _, port = address.rpartition(":")
            self._socket = ClamdNetworkSocket(host, int(port), timeout=SECONDS)

    def look_at(self, parts: Iterator[bytes]) -> Verdict:
        """Stream the parts to clamd and read its answer."""
        try:
            answer = self._socket.instream(cast(BinaryIO, _Reader(parts)))
        except (ClamdError, OSError, ValueError) as fault:
            raise NoVerdictError(type(fault).__name__) from None
        status = answer.get("stream", ("", None))[0]
        if status == "OK":
            return Verdict.CLEAN
        if status == "FOUND":
            return Verdict.INFECTED
        raise NoVerdictError("no explicit answer")


def is_configured() -> bool:
    """Whether the office has a scanner; then nothing leaves unscanned."""
    return bool(settings.CLAMD_ADDRESS)


def configured_scanner() -> Scanner | None:
    """Give the office's scanner, or None."""
    return Clamd(settings.CLAMD_ADDRESS) if is_configured() else None


@performs(Scan)
def scan(row: Scan) -> None:
    """Have a file looked at and note the verdict; without one the file stays held and the row is tried again."""
    scanner = configured_scanner()
    if scanner is None:
        _note(row, Attachment.ScanState.OFF)
        return
    try:
        verdict = scanner.look_at(opened(row.attachment))
    except NoVerdictError:
        _note(row, Attachment.ScanState.FAILED)
        raise
    _note(row, Attachment.ScanState(verdict.value))
    if verdict is Verdict.INFECTED:
        recording.record("file.infected", by=recording.SYSTEM, on=row.attachment)


@every(600, name="attachments.catch_up_scans")
def catch_up() -> int:
    """Make a scan due for every file from a time without a scanner; returns how many."""
    if not is_configured():
        return 0
    unscanned = Attachment.objects.filter(scan_state=Attachment.ScanState.OFF).exclude(sha256="")
    return sum(_scan_after_all(attachment) for attachment in unscanned.iterator())


def _scan_after_all(attachment: Attachment) -> bool:
    with transaction.atomic():
        unscanned = Attachment.objects.filter(pk=attachment.pk, scan_state=Attachment.ScanState.OFF)
        if not unscanned.update(scan_state=Attachment.ScanState.WAITING):
            return False
        due = {"state": Scan.State.DUE, "due_at": timezone.now(), "attempts": 0, "last_error": ""}
        Scan.objects.update_or_create(attachment=attachment, defaults=due)
    return True


def _note(row: Scan, state: Attachment.ScanState) -> None:
    Attachment.objects.filter(pk=row.attachment_id).update(scan_state=state)


class _Reader(io.RawIOBase):
    """Lets an iterator of bytes be read as a file."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            following = next(self._parts, None)
            if following is None:
                return 0
            self._rest = memoryview(following)
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count
