"""Keys are made knowingly, once, and never shown."""

import stat
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from portal.personal_data import keys as key_files


def test_an_office_without_keys_is_told_what_to_do(keys_folder, settings):
    settings.DEMO = False
    with pytest.raises(ImproperlyConfigured, match=r"make_keys.*backup"):
        key_files.keys()
    assert not keys_folder.exists()


def test_make_keys_makes_what_is_missing_and_touches_nothing_else(keys_folder, settings, capsys):
    settings.DEMO = False
    call_command("make_keys")
    before = {path.name: path.read_bytes() for path in keys_folder.iterdir()}
    assert sorted(name.split("-")[0] for name in before) == ["index.key", "master"]
    call_command("make_keys")
    assert {path.name: path.read_bytes() for path in keys_folder.iterdir()} == before
    out = capsys.readouterr().out
    assert "Back up" in out
    assert not any(content.decode().strip() in out for content in before.values())
    assert key_files.keys().current in next(name for name in before if name.startswith("master"))


def test_keys_are_for_their_owner_only(keys_folder):
    key_files.make_missing()
    assert {stat.S_IMODE(path.stat().st_mode) for path in keys_folder.iterdir()} == {0o600}
    assert stat.S_IMODE(keys_folder.stat().st_mode) == 0o700


def test_processes_starting_at_once_agree_on_the_keys(keys_folder):
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(key_files.keys())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({(tuple(keys.masters.items()), keys.index) for keys in seen}) == 1
    assert len(seen) == 8
    assert sorted(path.suffix for path in keys_folder.iterdir()) == [".key", ".key"]


@pytest.mark.parametrize("content", [b"", b"c2hvcnQ=", b"not base64 at all!"])
def test_a_damaged_key_is_named_without_its_content(keys_folder, content):
    key_files.make_missing()
    (keys_folder / "index.key").write_bytes(content)
    key_files._load.cache_clear()
    with pytest.raises(ImproperlyConfigured, match=r"index\.key") as fault:
        key_files.keys()
    assert not content or content.decode() not in str(fault.value)
