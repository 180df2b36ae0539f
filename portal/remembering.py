"""Remembering what changes rarely and is read on every page: names, fees, menus.

Remembered values live in Django's cache for at most a minute and are forgotten together as soon as one of the watched
models is saved or deleted in this process (another process sees the change within the minute).
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar
from uuid import uuid4

from django.core.cache import cache
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save

SECONDS = 60
_GENERATION = "remembered:generation"
_MISSING = object()
_Value = TypeVar("_Value")


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


def forget() -> None:
    """Forget everything now and once more when the transaction commits: a reader in between saw the old rows."""
    _new_generation()
    transaction.on_commit(_new_generation)


def watch(*watched: type[models.Model]) -> None:
    """Forget everything whenever a row of these models is saved or deleted."""
    for model in watched:
        post_save.connect(_on_change, sender=model, dispatch_uid=f"remembering:save:{model._meta.label}")
        post_delete.connect(_on_change, sender=model, dispatch_uid=f"remembering:delete:{model._meta.label}")


def _on_change(**kwargs: Any) -> None:
    forget()


def _generation() -> str:
    return str(cache.get_or_set(_GENERATION, lambda: uuid4().hex, None))


def _new_generation() -> None:
    cache.set(_GENERATION, uuid4().hex, None)
