"""What every test starts from, and the demo office for those who ask for it."""

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache

from portal.working_days import calendar
from tests.demo_office import seeded

# A busy machine is not a fault of the code under test.
hypothesis.settings.register_profile("durvis", deadline=None)
hypothesis.settings.load_profile("durvis")


@pytest.fixture(autouse=True)
def calendar_not_yet_read():
    """A test's exceptions are undone by the database, not in this process's memory: read them again."""
    calendar.forget()


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What one test remembered of rows that are rolled back must not reach the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="module")
def demo_office(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo office, seeded once for the module."""
    with seeded(django_db_blocker, tmp_path_factory.mktemp("keys"), settings):
        yield
