"""The seeded demo office for a whole module of tests: seeded once, rolled back after the last of them."""

from contextlib import contextmanager

from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction


@contextmanager
def seeded(blocker, keys_dir, settings, only=()):
    """Seed inside one transaction, with only these e-services if any are named; each test's own nests in it."""
    with blocker.unblock():
        settings.KEYS_DIR, before = keys_dir, settings.KEYS_DIR
        cache.clear()
        with transaction.atomic():
            call_command("seed_demo", only=list(only), verbosity=0)
            yield
            transaction.set_rollback(True)
        settings.KEYS_DIR = before
        cache.clear()
