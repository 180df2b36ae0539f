"""The office's keys, read from files in ``settings.KEYS_DIR``.

``master-<id>.key`` wraps the data key of everything sealed; ``<id>`` is the day it was made (YYYYMMDD). The highest
id seals, every one opens, so keys are changed by adding a file. ``index.key`` keys the blind index, the hashes of
secrets and the audit chain; it never changes. Each file holds 32 bytes in base64 and is readable by its owner only.
"""

import base64
import functools
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

KEY_BYTES = 32
_MASTER = re.compile(r"^master-(\d{8})\.key$")
_INDEX = "index.key"


class _IncompleteError(Exception):
    """The folder lacks the index key or any master key."""


@dataclass(frozen=True)
class Keys:
    """All keys of one folder: master keys by id, and the index key."""

    masters: dict[str, bytes]
    index: bytes

    @property
    def current(self) -> str:
        """The id of the master key new data is sealed with."""
        return max(self.masters)


def keys() -> Keys:
    """Read the keys, once for each state of the folder.

    Where settings.DEMO holds, missing keys are made on the spot; an office makes them knowingly with ``make_keys``.
    Raises ImproperlyConfigured, saying what to do, when a key is missing, unreadable or of the wrong length.
    """
    folder = Path(settings.KEYS_DIR)
    try:
        return _load(folder, _changed(folder))
    except _IncompleteError:
        if not settings.DEMO:
            raise ImproperlyConfigured(
                f"There is no encryption key in {folder}. For a new office run: manage.py make_keys. "
                "For an office with data put back the keys from your backup: without them the data cannot be read."
            ) from None
        make_missing()
        return _load(folder, _changed(folder))


def make_missing() -> list[str]:
    """Make the keys the folder lacks; returns their file names. Existing keys are never touched."""
    folder = Path(settings.KEYS_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = []
    if not _master_files(folder):
        made += _make(folder / _todays_master())
    if not (folder / _INDEX).exists():
        made += _make(folder / _INDEX)
    return made


def make_next_master() -> list[str]:
    """Add a master key for today, which seals from now on; returns its file name, or nothing if today has one."""
    return _make(Path(settings.KEYS_DIR) / _todays_master())


def _todays_master() -> str:
    return f"master-{timezone.localdate():%Y%m%d}.key"


def _changed(folder: Path) -> int:
    """When a file was last added or taken away: all that is asked of the disk each time something is sealed."""
    try:
        return folder.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _master_files(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        return {}
    return {found[1]: path for path in folder.iterdir() if (found := _MASTER.match(path.name))}


def _make(path: Path) -> list[str]:
    # Written aside and linked into place: of two processes starting at once one wins, and nobody reads half a key.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    draft.touch(mode=0o600)
    try:
        draft.write_bytes(base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
        os.link(draft, path)
    except FileExistsError:
        return []
    finally:
        draft.unlink()
    return [path.name]


@functools.lru_cache(maxsize=8)
def _load(folder: Path, changed: int) -> Keys:
    del changed  # only part of the cache key: a key added to the folder is seen without a restart
    masters = {key_id: _read(path) for key_id, path in _master_files(folder).items()}
    if not masters or not (folder / _INDEX).exists():
        raise _IncompleteError
    return Keys(masters=masters, index=_read(folder / _INDEX))


def _read(path: Path) -> bytes:
    try:
        key = base64.b64decode(path.read_bytes(), validate=False)
    except (OSError, ValueError) as fault:
        raise ImproperlyConfigured(f"The key {path.name} cannot be read: {type(fault).__name__}.") from None
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"The key {path.name} is damaged: it must hold {KEY_BYTES} bytes in base64.")
    return key
