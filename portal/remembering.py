"""Remembering what changes rarely and is read on every page: names, fees, menus.

Remembered values lie in the memory of this process for at most a minute and are forgotten together as soon as one of the
watched models is saved or deleted here. Another process sees the change within the minute, and at once where it asks
for the state of changes first (``as_of``), as every page that is kept does. Whoever writes rows without signals
(``update``, ``bulk_create``) calls ``forget`` afterwards.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar
from uuid import uuid4

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save

from portal.changes.noting import note

SECONDS = 60
MOST = 2000
_Value = TypeVar("_Value")
_forgetting: list[Callable[[], None]] = []
_state: ContextVar[str | None] = ContextVar("remembering_state", default=None)


class _Memory:
    """Values by key with the moment each is forgotten at, the oldest first; ``generation`` is part of what they are for."""

    def __init__(self) -> None:
        self.generation = uuid4().hex
        self._values: OrderedDict[tuple[str, str], tuple[float, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, key: tuple[str, str]) -> tuple[float, Any] | None:
        """What is remembered under a key and still holds, with its moment."""
        found = self._values.get(key)
        return found if found and time.monotonic() < found[0] else None

    def put(self, key: tuple[str, str], value: Any) -> None:
        """Remember a value; what is over goes, and of more than ``MOST`` the oldest."""
        now = time.monotonic()
        with self._lock:
            self._values.pop(key, None)
            self._values[key] = now + SECONDS, value
            while len(self._values) > MOST or next(iter(self._values.values()))[0] <= now:
                self._values.popitem(last=False)

    def begin_anew(self) -> None:
        """From now on nothing that was remembered before is given."""
        self.generation = uuid4().hex

    def clear(self) -> None:
        """Forget everything, of each state."""
        with self._lock:
            self._values.clear()
        self.begin_anew()


memory = _Memory()


def remembered(key: str, build: Callable[[], _Value]) -> _Value:
    """The value under a key, built when it is not remembered; that there is none is not remembered.

    It is shared with every other request: nobody changes anything in it.
    """
    full_key = current_state() or memory.generation, key
    found = memory.of(full_key)
    if found:
        return found[1]  # type: ignore[no-any-return]
    value = build()
    if value is not None:
        memory.put(full_key, value)
    return value


@contextmanager
def as_of(state: str) -> Iterator[None]:
    """Inside, remember only what was read since the database was in this state of changes."""
    before = _state.set(state)
    try:
        yield
    finally:
        _state.reset(before)


def current_state() -> str | None:
    """The state of changes that was asked for; None where nobody did."""
    return _state.get()


def forget() -> None:
    """Forget everything now and once more when the transaction commits (a reader in between saw the old rows), and note
    the change for every other process.
    """
    note()
    memory.begin_anew()
    transaction.on_commit(memory.begin_anew)
    for act in _forgetting:
        transaction.on_commit(act, robust=True)


def when_forgetting(act: Callable[[], None]) -> None:
    """Have an act done as well when a change is committed; it must be quick, and its failing fails nothing else."""
    _forgetting.append(act)


def watch(*watched: type[models.Model]) -> None:
    """Forget everything whenever a row of these models is saved or deleted."""
    for model in watched:
        post_save.connect(_on_change, sender=model, dispatch_uid=f"remembering:save:{model._meta.label}")
        post_delete.connect(_on_change, sender=model, dispatch_uid=f"remembering:delete:{model._meta.label}")


def _on_change(**kwargs: Any) -> None:
    forget()
