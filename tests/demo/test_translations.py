"""What the demo office says is said in each of its languages, and says the same."""

import re

import pytest

from portal.demo.reading import LANGUAGES, content, services

OTHERS = [language for language in LANGUAGES if language != "lv"]
WHOLE = [entry for entry in services() if "for_whom" in entry["translations"]["en"]]
CODE = r"\[\w+(?::\w+)?\]"


def test_when_each_paper_is_needed_is_translated():
    said = {asked["when"] for entry in services() for asked in entry["documents"] if asked["when"]}
    translated = content("when_needed")
    assert set(translated) == said
    for latvian, texts in translated.items():
        assert set(texts) == set(LANGUAGES) - {"lv"}
        assert all(texts.values()), latvian


def test_every_service_is_found_by_words_of_each_language():
    for entry in services():
        for language in OTHERS:
            said = entry["translations"][language]["synonyms"]
            assert len(said) >= 6, (entry["slug"], language)
            assert len(set(said)) == len(said), (entry["slug"], language)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("entry", WHOLE, ids=lambda entry: entry["slug"])
def test_a_translated_service_says_as_much_as_the_latvian_and_names_the_same_amounts(entry, language):
    translated = entry["translations"][language]
    for part in ("for_whom", "not_for_whom", "included", "levels", "steps", "fee_short", "fee_text"):
        latvian = entry.get(part, [])
        told = translated.get(part, [])
        assert shape(told) == shape(latvian), part
        assert re.findall(CODE, str(told)) == re.findall(CODE, str(latvian)), part


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", ["rights", "procedure"])
def test_a_translated_page_says_as_much_as_the_latvian(name, language):
    texts = content(name)
    for part, told in texts["translations"][language].items():
        latvian = {key: texts[part][key] for key in told} if isinstance(told, dict) else texts[part]
        assert shape(told) == shape(latvian), part


def test_what_units_and_amounts_say_is_in_every_language():
    fees, known = content("fees"), content("fact_words")
    said = {unit[part] for unit in content("units") for part in ("intro", "access")}
    said |= {words for unit in content("units") for line in unit["hours"] for words in line.values()}
    said |= {item["note"] for item in fees["items"]}
    said |= {group[part] for group in fees["groups"] for part in ("title", "intro")}
    assert {words for words in said if re.search("[^\\W\\d]", words)} <= set(known)
    assert all(set(texts) == set(OTHERS) and all(texts.values()) for texts in known.values())


def shape(texts):
    """How many parts there are, each with as many parts as it has; a text is one."""
    if isinstance(texts, dict):
        return {key: shape(value) for key, value in texts.items()}
    return [shape(each) for each in texts] if isinstance(texts, list) else bool(texts)
