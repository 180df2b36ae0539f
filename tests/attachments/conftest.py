import pytest

from tests.attachments import files


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    """An empty private storage of the test's own."""
    folder = tmp_path / "private"
    options = {**settings.STORAGES["private"]["OPTIONS"], "location": folder}
    settings.STORAGES = {**settings.STORAGES, "private": {**settings.STORAGES["private"], "OPTIONS": options}}
    return folder


@pytest.fixture
def stored(private_folder):
    """Give what lies in the private storage: names and bytes."""

    def look():
        found = [path for path in private_folder.rglob("*") if path.is_file()]
        return {str(path.relative_to(private_folder)): path.read_bytes() for path in found}

    return look


@pytest.fixture
def accepted(db):
    """Accept a small file, with whatever is said differently."""
    from eservices.attachments.accepting import accept

    def make(content=None, name="mājas plāns.png", **values):
        return accept(
            files.upload(content or files.picture(), name), **{"slot": "gp_home", "category": "health"} | values
        )

    return make
