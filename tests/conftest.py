"""What every test starts from."""

import pytest

from portal.working_days import calendar


@pytest.fixture(autouse=True)
def calendar_not_yet_read():
    """A test's exceptions are undone by the database, not in this process's memory: read them again."""
    calendar.forget()
