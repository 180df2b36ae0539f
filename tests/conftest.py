"""What every test starts from."""

import pytest
from hypothesis import settings

from portal.working_days import calendar

# A busy machine is not a fault of the code under test.
settings.register_profile("durvis", deadline=None)
settings.load_profile("durvis")


@pytest.fixture(autouse=True)
def calendar_not_yet_read():
    """A test's exceptions are undone by the database, not in this process's memory: read them again."""
    calendar.forget()
