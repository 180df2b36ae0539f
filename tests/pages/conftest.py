"""The public site at its own address."""

import pytest

from tests.pages.reading import ADDRESS


@pytest.fixture(autouse=True)
def public_address(settings):
    """What whole addresses begin with."""
    settings.PUBLIC_URL = ADDRESS
