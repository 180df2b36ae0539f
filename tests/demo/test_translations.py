"""What the demo office says is said in each of its languages."""

import re

from portal.demo.reading import LANGUAGES, content, services

OTHERS = [language for language in LANGUAGES if language != "lv"]


def test_when_each_paper_is_needed_is_translated():
    said = {asked["when"] for entry in services() for asked in entry["documents"] if asked["when"]}
    translated = content("when_needed")
    assert set(translated) == said
    for latvian, texts in translated.items():
        assert set(texts) == set(LANGUAGES) - {"lv"}
        assert all(texts.values()), latvian


def test_what_units_and_amounts_say_is_in_every_language():
    fees, known = content("fees"), content("fact_words")
    said = {unit[part] for unit in content("units") for part in ("intro", "access")}
    said |= {words for unit in content("units") for line in unit["hours"] for words in line.values()}
    said |= {item["note"] for item in fees["items"]}
    said |= {group[part] for group in fees["groups"] for part in ("title", "intro")}
    assert {words for words in said if re.search("[^\\W\\d]", words)} <= set(known)
    assert all(set(texts) == set(OTHERS) and all(texts.values()) for texts in known.values())
