"""Kept pages as files, which a web server beside the portal serves by itself (``FINISHED_PAGES_DIR``).

A file lies under ``<slot>/<scheme>/<host>/<path>/index.html``, compressed beside itself as ``index.html.gz``. A slot is
a hundred seconds of the clock: the server looks only into the present one, so no page outlives its slot, whatever
happens to the portal. Midnight and every fifth minute begin a slot in every time zone.

A change takes all files away before the act that made it returns. A page is put there only while nothing has changed
since its making began; both hold the same lock, so a page cannot slip in behind a change.
"""

import fcntl
import logging
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from pages.page_cache.keeping import KeptPage
from pages.page_cache.keys import Key
from portal.changes.noting import state

logger = logging.getLogger(__name__)
SLOT = 100
# What becomes the name of a folder; anything else is served by the portal alone.
_HOST = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_PATH = re.compile(r"(?:/[a-z0-9]+(?:[_-]+[a-z0-9]+)*)+/")
_LONGEST_PATH = 500
# What the web server sends with every page (``deploy/nginx.conf``), or what the page says in its own head as well.
_SENT_BY_SERVER = {
    "Content-Type",
    "Content-Language",
    "Vary",
    "Cache-Control",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Strict-Transport-Security",
    "X-Robots-Tag",
}
# What this process has laid out, for which slot and under which state of changes; a change ends that state.
_laid_out: dict[Key, tuple[int, str]] = {}


def put(key: Key, kept: KeptPage) -> None:
    """Lay a kept page out for the web server, unless something has changed since or its words end within the slot.

    A folder that cannot be written to (a full disk, somebody else's) costs speed, never the page.
    """
    folder = settings.FINISHED_PAGES_DIR
    slot = int(time.time()) // SLOT
    if not folder or _laid_out.get(key) == (slot, kept.state):
        return
    if not _may_be_laid_out(key, kept) or kept.until.timestamp() < (slot + 1) * SLOT:
        return
    _laid_out[key] = slot, kept.state
    try:
        _lay_out(folder, slot, key, kept)
    except OSError as fault:
        logger.warning("A finished page could not be laid out: %s", fault.strerror)


def _lay_out(folder: Path, slot: int, key: Key, kept: KeptPage) -> None:
    place = folder / str(slot) / key.scheme / key.host / key.path.strip("/")
    with _locked(folder):
        if state() != kept.state:
            return
        _forget_slots_before(folder, slot - 1)
        place.mkdir(mode=0o755, parents=True, exist_ok=True)
        for name, body in (("index.html.gz", kept.bodies["gzip"]), ("index.html", kept.plain())):
            _write(place / name, body, kept.made.timestamp())


def clear() -> None:
    """Take every file away. Within a transaction that is not over this would be too early: call it on commit."""
    folder = settings.FINISHED_PAGES_DIR
    if not folder or not folder.exists():
        return
    with _locked(folder):
        gone = [_out_of_the_way(slot) for slot in _slots(folder)]
    for each in gone:
        shutil.rmtree(each, ignore_errors=True)


def _may_be_laid_out(key: Key, kept: KeptPage) -> bool:
    named = _HOST.fullmatch(key.host) and _PATH.fullmatch(key.path) and len(key.path) <= _LONGEST_PATH
    return bool(named) and not key.query and set(kept.headers) <= _SENT_BY_SERVER


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Alone among all processes of this server."""
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _slots(folder: Path) -> list[Path]:
    return [each for each in folder.iterdir() if each.name.isdigit()]


def _forget_slots_before(folder: Path, slot: int) -> None:
    for each in _slots(folder):
        if int(each.name) < slot:
            shutil.rmtree(_out_of_the_way(each), ignore_errors=True)


def _out_of_the_way(slot: Path) -> Path:
    """A renamed folder is out of the web server's sight in one step, however much lies in it."""
    return slot.rename(slot.with_name(f".gone-{uuid4().hex}"))


def _write(file: Path, body: bytes, made: float) -> None:
    """Whole or not at all; the time of a file is when its words were first made, so that a browser's copy still holds."""
    unfinished = file.with_name(f".{uuid4().hex}")
    unfinished.write_bytes(body)
    unfinished.chmod(0o644)
    os.utime(unfinished, (made, made))
    unfinished.rename(file)
