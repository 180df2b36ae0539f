"""What every test starts from, and the demo office for those who ask for it."""

import gc
import threading

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management.sql import emit_post_migrate_signal
from django.core.signals import request_finished, request_started
from django.db import connection
from django.utils import translation
from wagtail.models import Collection, Locale, Page

from portal.remembering import memory
from portal.working_days import calendar
from tests.demo_office import seeded

# A busy machine is not a fault of the code under test.
hypothesis.settings.register_profile("durvis", deadline=None)
hypothesis.settings.load_profile("durvis")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Those that empty the database come last again: pytest has put all browser stories beside the first of them.

    What asks no database is the same on each, and is tested on SQLite.
    """
    if connection.vendor == "postgresql":
        config.hook.pytest_deselected(items=[item for item in items if not _asks_database(item)])
        items[:] = [item for item in items if _asks_database(item)]
    items.sort(key=lambda item: "transactional_db" in item.fixturenames or _is_transactional(item))


def _asks_database(item):
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames))


def _is_transactional(item):
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.fixture(autouse=True)
def calendar_not_yet_read():
    """A test's exceptions are undone by the database, not in this process's memory: read them again."""
    calendar.forget()


@pytest.fixture(autouse=True)
def begins_in_latvian():
    """A test's last request leaves its language behind in the thread."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What one test remembered of rows that are rolled back must not reach the next."""
    forget_everything()
    yield
    forget_everything()


def forget_everything():
    cache.clear()
    memory.clear()


class UnderWay:
    """How many requests are being answered by this process."""

    def __init__(self):
        self._number = 0
        self._change = threading.Condition()
        request_started.connect(lambda **_: self._count(1), weak=False)
        request_finished.connect(lambda **_: self._count(-1), weak=False)

    def begin(self):
        """Count from here; answers of earlier tests that nobody closed are forgotten."""
        with self._change:
            self._number = 0

    def _count(self, step):
        with self._change:
            self._number = max(0, self._number + step)
            self._change.notify_all()

    def wait(self):
        """Return when all are answered; after some seconds in any case, for an answer nobody closed."""
        with self._change:
            self._change.wait_for(lambda: self._number == 0, timeout=5)


under_way = UnderWay()


@pytest.fixture(autouse=True)
def nothing_asked_any_more(request):
    """A page that was closed in the middle of a request: its answer comes before the tables are emptied."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    under_way.begin()
    yield
    under_way.wait()


@pytest.fixture(scope="session")
def nothing_thrown_away():
    """Migrations make models by ten thousands; looking for those no longer needed takes longer than making them."""
    gc.disable()


@pytest.fixture(scope="session")
def django_db_setup(nothing_thrown_away, django_db_setup):
    """A migrated database. What the program consists of by then is not looked through again."""
    gc.enable()
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module")
def demo_office(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo office, seeded once for the module."""
    with seeded(django_db_blocker, tmp_path_factory.mktemp("keys"), settings):
        yield


@pytest.fixture(scope="module")
def demo_site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo office with home care to apply for and nothing else to fill in, seeded once for the module."""
    with seeded(django_db_blocker, tmp_path_factory.mktemp("keys"), settings, only=["aprupe-majas"]):
        yield


@pytest.fixture
def as_migrated(transactional_db):
    """An empty office as the migrations leave it: transactional tests before this one flushed it away."""
    if not Page.objects.filter(depth=1).exists():
        emit_post_migrate_signal(0, False, "default")
        Locale.objects.get_or_create(language_code="lv")
        Page.add_root(title="Root", slug="root")
    if not Collection.objects.filter(depth=1).exists():
        Collection.add_root(name="Root")
    # A migration of wagtail-localize makes it, for a model that does not exist.
    kind, _made = ContentType.objects.get_or_create(app_label="wagtail_localize", model="translation")
    may_translate = {"content_type": kind, "codename": "submit_translation"}
    Permission.objects.get_or_create(**may_translate, defaults={"name": "Can submit translations"})
