"""People type without diacritics, with other endings, and sometimes things that are no words at all."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from pages.search.finding import find, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]
DATA = json.loads((Path(__file__).parent.parent / "data" / "search_queries.json").read_text(encoding="utf-8"))


def titles(query, language="lv"):
    return [found.entry.page.title for found in find(query, language).found]


@pytest.mark.parametrize("title", DATA["titles"])
def test_every_service_is_first_for_its_title_without_diacritics(title):
    from portal.personal_data.names import fold

    assert titles(fold(title))[0] == title


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("aprupi majas", "Aprūpe mājās"),
        ("APRŪPE  MĀJĀS", "Aprūpe mājās"),
        ("aprupe majas mammai", "Aprūpe mājās"),
        ("malka", "Pabalsts kurināmā iegādei"),
        ("psihologu", "Psihologa konsultācijas"),
        ("bezpajumtnieks", "Nakts patversme"),
    ],
)
def test_synonyms_and_other_endings_find_the_service(query, expected):
    assert expected in titles(query)[:5]


def test_most_queries_of_residents_find_a_right_service_among_the_first_five():
    found = sum(bool(set(titles(each["query"])[:5]) & set(each["expected"])) for each in DATA["queries"])
    assert found >= 57, f"{found} of {len(DATA['queries'])}"


def test_a_page_that_speaks_of_it_more_comes_first():
    assert titles("malka")[:2] == ["Pabalsts kurināmā iegādei", "Aprūpe mājās"]


def test_russian_words_find_the_russian_page():
    assert titles("уход на дому", "ru")[0] == "Уход на дому"


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "\x00",
        "a" * 10_000,
        "'\" OR 1=1 --",
        "%",
        "_",
        "((((",
        "<script>alert(1)</script>",
        "ā" * 300,
        "🙂",
        "\\",
    ],
)
def test_any_text_gives_a_page(query):
    response = Client().get("/lv/meklet/", {"q": query})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_words_are_cut_to_what_can_be_looked_for():
    assert len(words_of("vārds " * 5_000)) <= 12


def test_nothing_found_says_so_and_leads_to_the_list():
    page = Client().get("/lv/meklet/", {"q": "qwxyz"}).content.decode()
    assert "neko neatradām" in page
    assert 'href="../pakalpojumi/"' in page


def test_number_of_statements_does_not_grow_with_the_words(django_assert_num_queries):
    with django_assert_num_queries(1):
        find("aprūpe", "lv")
    with django_assert_num_queries(1):
        find("aprūpe mājās mammai pēc operācijas", "lv")


def test_search_keeps_what_was_typed_in_the_field():
    page = Client().get("/lv/meklet/", {"q": 'aprūpe "mājās"'}).content.decode()
    assert re.search(r'name="q"[^>]*value="aprūpe &quot;mājās&quot;"', page)
