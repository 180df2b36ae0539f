"""Keeping files sealed in the private storage (``STORAGES["private"]``): a folder, or S3 where so configured.

What is written is sealed before it leaves the process, in pieces of 64 KiB; nothing is ever whole in memory.
"""

import hashlib
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.files.base import File
from django.core.files.storage import Storage, storages

from portal.personal_data.encryption import CHUNK, SealingWriter, iter_opened


@dataclass(frozen=True)
class Stored:
    """What was stored, measured on the plain bytes."""

    size: int
    sha256: str


def storage() -> Storage:
    """Give the private storage."""
    return storages["private"]


def new_name(kind: str = "attachments") -> str:
    """Make a random name that says nothing, spread over folders."""
    name = uuid.uuid4().hex
    return f"{kind}/{name[:2]}/{name[2:]}"


def put(parts: Iterable[bytes], *, name: str, aad: str) -> Stored:
    """Seal parts for the place ``aad`` names and store them as ``name``.

    Raises FileExistsError when the storage would have to choose another name.
    """
    digest, size = hashlib.sha256(), 0
    # The temporary file has no name and holds only sealed bytes: killed here, nothing readable stays behind.
    with tempfile.TemporaryFile() as sealed:
        with SealingWriter(sealed, aad=aad) as writer:
            for part in parts:
                digest.update(part)
                size += writer.write(part)
        sealed.seek(0)
        if storage().save(name, File(sealed, name=name)) != name:
            raise FileExistsError(name)
    return Stored(size, digest.hexdigest())


def opened(*, name: str, aad: str) -> Iterator[bytes]:
    """Give the plain bytes of what was stored, in pieces. Raises FileNotFoundError, SealBrokenError."""
    with storage().open(name, "rb") as sealed:
        yield from iter_opened(sealed, aad=aad)


def erase(name: str) -> None:
    """Delete what was stored; no error when it is not there."""
    storage().delete(name)


def pieces(file: object, size: int = CHUNK) -> Iterator[bytes]:
    """Read a file from where it stands, in pieces."""
    while piece := file.read(size):  # type: ignore[attr-defined]
        yield piece
