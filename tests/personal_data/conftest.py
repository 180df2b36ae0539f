import pytest


@pytest.fixture
def keys_folder(settings, tmp_path):
    """An empty keys folder, as of a new office."""
    settings.KEYS_DIR = tmp_path / "keys"
    return settings.KEYS_DIR
