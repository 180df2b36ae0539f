"""The front end as it is built: by lock, without addresses, light."""

import json
import re

import pytest
from fontTools.ttLib import TTFont

from portal.ui.checks import front_end_is_built

LATVIAN = "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž"
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
SIGNS = "0123456789€–—„“”’…§×°№@+/"


def test_the_lock_names_no_registry(settings):
    text = (settings.BASE_DIR / "package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    assert len(packages) > 5
    assert not [name for name, facts in packages.items() if "resolved" in facts]
    assert all("integrity" in facts for name, facts in packages.items() if name)


def test_the_script_of_public_pages_is_small(settings):
    assert (settings.BASE_DIR / "static/js/durvis.js").stat().st_size < 15 * 1024


@pytest.mark.parametrize("weight", [400, 700])
def test_the_font_has_every_letter_of_latvian_and_russian(settings, weight):
    letters: set[int] = set()
    for subset in ("latin", "latin-ext", "cyrillic"):
        path = settings.BASE_DIR / f"static/fonts/durvis-sans-{subset}-{weight}.woff2"
        own = set(TTFont(path).getBestCmap())
        assert {0x20, 0xA0} <= own, subset
        letters |= own
    for letter in LATVIAN + LATVIAN.upper() + RUSSIAN + RUSSIAN.upper() + SIGNS:
        assert ord(letter) in letters, letter


def test_the_style_calls_nothing_outside_and_is_our_own_colour(settings):
    css = (settings.BASE_DIR / "static/kit/durvis.css").read_text()
    assert set(re.findall(r"url\(\"?([^/)]*)/", css)) == {".."}
    assert "@import" not in css
    assert "GDS Transport" not in css
    assert "#0b5d4e" in css
    # The kit's own green is gone from what is pressed.
    assert "#0f7a52" not in css


def test_an_unbuilt_front_end_is_reported(monkeypatch):
    assert front_end_is_built() == []
    monkeypatch.setattr("portal.ui.checks.finders.find", lambda name: None)
    (warning,) = front_end_is_built()
    assert "kit/durvis.css" in warning.msg
    assert "make setup" in warning.hint
