"""Remembering what changes rarely and is read on every page: names, fees, menus.

Remembered values live in Django's cache for at most a minute and are forgotten together as soon as one of the watched
models is saved or deleted in this process. Another process sees the change within the minute, and at once where it asks
for the state of changes first (``as_of``), as every page that is kept does. Whoever writes rows without signals
(``update``, ``bulk_create``) calls ``forget`` afterwards.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar
from uuid import uuid4

from django.core.cache import cache
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save

from portal.changes.noting import note

SECONDS = 60
_GENERATION = "remembered:generation"
_MISSING = object()
_Value = TypeVar("_Value")
_forgetting: list[Callable[[], None]] = []
_state: ContextVar[str | None] = ContextVar("remembering_state", default=None)


def remembered(key: str, build: Callable[[], _Value]) -> _Value:
    """The value under a key, built when it is not remembered. Values must be picklable."""
    full_key = f"remembered:{_generation()}:{key}"
    value = cache.get(full_key, _MISSING)
    if value is _MISSING:
        value = build()
        cache.set(full_key, value, SECONDS)
    return value


def remembered_one(group: str, key: Hashable, build_all: Callable[[], Mapping[Any, _Value]]) -> _Value:
    """One value of a group that is cheapest to build whole: a miss builds and remembers them all. KeyError if unknown."""
    prefix = f"remembered:{_generation()}:{group}:"
    value = cache.get(f"{prefix}{key}", _MISSING)
    if value is _MISSING:
        built = build_all()
        cache.set_many({f"{prefix}{each}": value for each, value in built.items()}, SECONDS)
        value = built[key]
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
    _new_generation()
    transaction.on_commit(_new_generation)
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


def _generation() -> str:
    return current_state() or str(cache.get_or_set(_GENERATION, lambda: uuid4().hex, None))


def _new_generation() -> None:
    cache.set(_GENERATION, uuid4().hex, None)
