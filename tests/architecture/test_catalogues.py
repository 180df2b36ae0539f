"""A message that stands twice in a catalogue is found: which of its translations is read would be chance."""

from scripts import catalogues

TWICE = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Page"
msgstr "Lapa"

msgid "Line"
msgstr "Rinda"

msgid "Page"
msgstr "Lappuse"
"""


def test_a_message_that_stands_twice_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    path = tmp_path / "django.po"
    path.write_text(TWICE)
    assert catalogues.repeated(path) == ["django.po: 'Page' twice"]
    path.write_text(TWICE.rpartition("msgid")[0])
    assert catalogues.repeated(path) == []
