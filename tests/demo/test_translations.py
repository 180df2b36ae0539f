"""What the demo office says of its papers is said in each of its languages."""

from portal.demo.reading import LANGUAGES, content, services


def test_when_each_paper_is_needed_is_translated():
    said = {asked["when"] for entry in services() for asked in entry["documents"] if asked["when"]}
    translated = content("when_needed")
    assert set(translated) == said
    for latvian, texts in translated.items():
        assert set(texts) == set(LANGUAGES) - {"lv"}
        assert all(texts.values()), latvian
