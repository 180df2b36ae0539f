"""The one sealed format, for database columns and files alike.

A sealed blob is a head and one or more chunks::

    "DRV" version:1 byte  key id:8 ASCII  wrap nonce:12  wrapped data key:48  |  chunk  chunk  …

Every blob has its own random 256-bit data key, wrapped with a master key by AES-256-GCM. A chunk is AES-256-GCM of at
most 64 KiB; all but the last are full. The nonce of a chunk is its number and whether it is the last, so a blob that
was cut, extended, reordered or mixed with another does not open. The associated data names the place the blob belongs
to (table, column, row): moved elsewhere, it does not open either. It binds both the wrapped key and every chunk; the
head is not part of a chunk's associated data, so a blob can be wrapped with a new master key without touching chunks.
"""

import io
import secrets
from collections.abc import Iterable, Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.personal_data.keys import KEY_BYTES, keys

CHUNK = 64 * 1024
_MAGIC = b"DRV\x01"
_KEY_ID = 8
_NONCE = 12
_TAG = 16
_HEAD = len(_MAGIC) + _KEY_ID + _NONCE + KEY_BYTES + _TAG


class SealBrokenError(Exception):
    """The blob is not ours, was changed, or does not belong to the place it was found in."""


def seal(plain: bytes, *, aad: str) -> bytes:
    """Seal bytes for the place ``aad`` names."""
    out = io.BytesIO()
    with SealingWriter(out, aad=aad) as writer:
        writer.write(plain)
    return out.getvalue()


def open_sealed(blob: bytes, *, aad: str) -> bytes:
    """Give back what was sealed for this place. Raises SealBrokenError."""
    return b"".join(iter_opened(io.BytesIO(blob), aad=aad))


def is_sealed(blob: bytes) -> bool:
    """Whether these bytes begin as a sealed blob does."""
    return blob[: len(_MAGIC)] == _MAGIC


class SealingWriter:
    """Seals what is written to it into ``target``, a chunk at a time.

    Used as a context manager: leaving it without an exception writes the last chunk. Until then, and after an
    exception, what stands in the target does not open. The target stays open.
    """

    def __init__(self, target: IO[bytes], *, aad: str) -> None:
        self._target = target
        self._aad = _MAGIC + aad.encode()
        self._pending = bytearray()
        self._number = 0
        data_key = secrets.token_bytes(KEY_BYTES)
        self._cipher = AESGCM(data_key)
        target.write(_head(data_key, aad))

    def write(self, plain: bytes) -> int:
        """Take more bytes; returns how many."""
        self._pending += plain
        # The last full chunk is kept back: it may turn out to be the final one.
        while len(self._pending) > CHUNK:
            self._put(bytes(self._pending[:CHUNK]), last=False)
            del self._pending[:CHUNK]
        return len(plain)

    def __enter__(self) -> "SealingWriter":
        return self

    def __exit__(self, kind: object, *rest: object) -> None:
        if kind is None:
            self._put(bytes(self._pending), last=True)
        self._pending.clear()

    def _put(self, plain: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_chunk_nonce(self._number, last), plain, self._aad))
        self._number += 1


def iter_opened(source: IO[bytes], *, aad: str) -> Iterator[bytes]:
    """Give back, chunk by chunk, what was sealed for this place.

    Raises SealBrokenError at the first chunk that does not fit. Each chunk given is genuine, but only exhausting the
    iterator proves that nothing is missing at the end.
    """
    cipher = AESGCM(_data_key(source.read(_HEAD), aad))
    bound = _MAGIC + aad.encode()
    for number, (chunk, last) in enumerate(_chunks(source)):
        try:
            yield cipher.decrypt(_chunk_nonce(number, last), chunk, bound)
        except InvalidTag:
            raise SealBrokenError("A sealed chunk was changed, moved or cut.") from None


def opened_size(sealed_size: int) -> int:
    """How many plain bytes a sealed blob of this size holds."""
    body = sealed_size - _HEAD
    return body - _TAG * -(-body // (CHUNK + _TAG))


def _head(data_key: bytes, aad: str) -> bytes:
    known = keys()
    start = _MAGIC + known.current.encode()
    nonce = secrets.token_bytes(_NONCE)
    return start + nonce + AESGCM(known.masters[known.current]).encrypt(nonce, data_key, start + aad.encode())


def _data_key(head: bytes, aad: str) -> bytes:
    if len(head) < _HEAD or not is_sealed(head):
        raise SealBrokenError("This is not a sealed blob.")
    start, rest = head[: len(_MAGIC) + _KEY_ID], head[len(_MAGIC) + _KEY_ID :]
    master = keys().masters.get(start[len(_MAGIC) :].decode("ascii", "replace"))
    if master is None:
        raise SealBrokenError("The master key this blob was sealed with is not in the keys folder.")
    try:
        return AESGCM(master).decrypt(rest[:_NONCE], rest[_NONCE:], start + aad.encode())
    except InvalidTag:
        raise SealBrokenError("The blob was changed or does not belong here.") from None


def _chunks(source: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    chunk = _read_full(source)
    while True:
        following = _read_full(source)
        yield chunk, not following
        if not following:
            return
        chunk = following


def _read_full(source: IO[bytes]) -> bytes:
    # A raw or remote file may return less than asked for before its end.
    parts: list[bytes] = []
    wanted = CHUNK + _TAG
    while wanted and (part := source.read(wanted)):
        parts.append(part)
        wanted -= len(part)
    return b"".join(parts)


def _chunk_nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(_NONCE - 1, "big") + bytes([last])


def seal_stream(parts: Iterable[bytes], target: IO[bytes], *, aad: str) -> int:
    """Seal parts into a target without holding them together; returns the number of plain bytes."""
    with SealingWriter(target, aad=aad) as writer:
        return sum(writer.write(part) for part in parts)
