"""The tiny form, published, with the journal it is registered in."""

import pytest

from portal.due_work.working import work_once
from tests.definitions.forms import published_version
from tests.registration.making import journal


@pytest.fixture
def version(db):
    journal()
    return published_version()


@pytest.fixture
def deliver():
    """Let the worker do what is due."""
    return work_once


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"
