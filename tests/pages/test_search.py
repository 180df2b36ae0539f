"""People type without diacritics, with other endings, and sometimes things that are no words at all."""

import io
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client

from eservices.catalogue.models import FeeItem
from pages.models.search import MissingQuery, SearchSynonym
from pages.search.finding import find, words_of
from pages.search.indexing import index_search
from pages.search.words import sound
from portal.people.models import StaffUser

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


def test_queries_of_residents_find_a_right_service():
    said = io.StringIO()
    call_command("check_search", Path(__file__).parent.parent / "data" / "search_queries.json", stdout=said)
    assert "in the first five" in said.getvalue()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kur dabūt ģimenes ārsta izziņu", "Aprūpe mājās"),
        ("pansionats", "Ilgstoša sociālā aprūpe institūcijā pilngadīgām personām"),
        ("aprūpe mjāās", "Aprūpe mājās"),
        ("asistnets", "Asistenta pakalpojums"),
        ("apstrīdēt lēmumu", "Lēmuma apstrīdēšana"),
        ("cenrādis", "Cenrādis"),
        ("помощь на дому", "Уход на дому"),
    ],
)
def test_old_words_slips_documents_and_other_languages_find_the_page(query, expected):
    assert expected in titles(query)[:5]


# Words on many pages, where the order hangs on small differences: it must not hang on the database as well.
FIRST_FIVE = {
    "invalīds": [
        "Sociālais taksometrs",
        "Aprūpe mājās",
        "Dienas aprūpes centrs personām ar garīga rakstura traucējumiem",
        "Drošības poga",
        "Grupu dzīvoklis",
    ],
    "pabalsts": [
        "Pabalsts bērna piedzimšanas gadījumā",
        "Pabalsts krīzes situācijā",
        "Pabalsts kurināmā iegādei",
        "Pabalsts mācību piederumu iegādei",
        "Garantētā minimālā ienākuma pabalsts",
    ],
    "aprūpe": [
        "Aprūpe mājās",
        "Aprūpe mājās bērniem ar invaliditāti",
        "Ilgstoša sociālā aprūpe institūcijā pilngadīgām personām",
        "Dienas aprūpes centrs personām ar garīga rakstura traucējumiem",
        "Īslaicīga sociālā aprūpe",
    ],
    "bērns": [
        "Ilgstoša aprūpe bāreņiem un bez vecāku gādības palikušiem bērniem",
        "Sociālā rehabilitācija bērniem ar funkcionāliem traucējumiem",
        "Aprūpe mājās bērniem ar invaliditāti",
        "Sociālā rehabilitācija bērnam, kas cietis no vardarbības",
        "Pabalsts bērna piedzimšanas gadījumā",
    ],
    "transports": [
        "Specializētā transporta pakalpojums",
        "Sociālais taksometrs",
        "Kontakti",
    ],
}


@pytest.mark.parametrize("query", FIRST_FIVE)
def test_the_order_is_the_same_on_every_database(query):
    assert titles(query)[:5] == FIRST_FIVE[query]


@pytest.mark.parametrize("query", ["nodokļi", "būvatļauja", "qwxyz"])
def test_what_is_not_ours_gives_at_most_a_suggestion(query):
    assert find(query, "lv").found == []


@pytest.mark.parametrize(
    "query", ["pases nomaiņa", "vadītāja apliecība", "laika ziņas", "autobusu saraksts", "zvaigžņu karte"]
)
def test_a_word_by_chance_beside_one_that_is_not_ours_gives_no_page(query):
    assert find(query, "lv").found == []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        # A space left out, and one too many.
        ("aprūpemājās", "Aprūpe mājās"),
        ("drosibaspoga", "Drošības poga"),
        ("asi stents", "Asistenta pakalpojums"),
        # A verb with a prefix, a small child.
        ("apmazgāties", "Higiēnas pakalpojumi"),
        ("bērniņš", "Sociālā rehabilitācija bērniem ar funkcionāliem traucējumiem"),
        # A page one of whose synonyms is typed whole, before those that have its words apart.
        ("pabalsts malkai vecam cilvēkam", "Pabalsts kurināmā iegādei"),
        ("ko darīt ja vīrs sit", "Palīdzība no vardarbības cietušiem pieaugušajiem"),
        ("mamma dzer ko darīt", "Palīdzība bērnam"),
        ("dzivokla pabalsc", "Mājokļa pabalsts"),
        ("kaimiņam zagļi un nodega māja", "Pabalsts krīzes situācijā"),
        # For whom it is, how old they are, where they live and what it costs, tells less than what it is.
        ("aprūpe mājās Rīgā", "Aprūpe mājās"),
        ("drošības poga Jelgavā", "Drošības poga"),
        ("cik jāmaksā par pansionātu vecmāmiņai 85", "Ilgstoša sociālā aprūpe institūcijā pilngadīgām personām"),
    ],
)
def test_what_was_typed_in_a_hurry_finds_what_was_meant(query, first):
    assert titles(query)[0] == first


@pytest.mark.parametrize(
    ("query", "language"),
    [("aprūpe Rīgā", "lv"), ("pabalsti Liepājā", "lv"), ("уход в Риге", "ru"), ("care in Riga", "en")],
)
def test_the_name_of_a_town_does_not_hide_what_is_looked_for(query, language):
    assert titles(query, language)


def test_a_street_of_the_office_named_as_a_town_is_a_word_as_any_other():
    assert titles("Liepu iela")[0] == "Kontakti"


@pytest.mark.parametrize("language", ["lv", "ru"])
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("uhod na domu", "Уход на дому"),
        ("ukhod na domu", "Уход на дому"),
        ("dom prestarelyh", "Длительный социальный уход в учреждении для взрослых"),
        ("muž bjet", "Помощь взрослым, пострадавшим от насилия"),
        ("detskiy dom", "Длительный уход за сиротами и детьми без родительского попечения"),
    ],
)
def test_russian_in_latin_letters_finds_the_russian_page(query, first, language):
    assert titles(query, language)[0] == first


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("жильем", "zhiljem"),
        ("нуждающийся", "nuzhdajushchijsya"),
        ("ещё", "jesche"),
        ("приют", "prijut"),
        ("центр", "tsentr"),
        ("похороны", "pohorony"),
        ("пособие", "posobije"),
    ],
)
def test_russian_sounds_the_same_in_both_letters(cyrillic, latin):
    assert sound(cyrillic) == sound(latin)


def test_a_slip_of_the_fingers_is_asked_about_apart_from_the_pages():
    assert find("asistnets", "lv").meant == "asistents"
    page = Client().get("/lv/meklet/", {"q": "asistnets"}).content.decode()
    assert BeautifulSoup(page, "html.parser").find(id="meant").get_text(" ", strip=True) == "Vai domājāt: asistents ?"
    assert find("asistents", "lv").meant == ""


@pytest.mark.parametrize(
    ("query", "language", "first"),
    [
        ("aprupe majas cena", "lv", "Aprūpe mājās"),
        ("cenas", "lv", "Cenrādis"),
        ("darba laiks", "lv", "Kontakti"),
        ("home care price", "en", "Home care"),
        ("opening hours", "en", "Contacts"),
        ("цена ухода на дому", "ru", "Уход на дому"),
        ("часы работы", "ru", "Контакты"),
    ],
)
def test_prices_and_hours_are_found_by_the_words_people_say(query, language, first):
    assert find(query, language).found[0].entry.page.title == first


def test_a_synonym_kept_by_editors_works_at_once():
    assert "Tehniskie palīglīdzekļi" not in titles("čāpsla")
    SearchSynonym.objects.create(said="čāpsla, vecais krēsls", means="tehniskie palīglīdzekļi")
    assert titles("čāpslas")[0] == "Tehniskie palīglīdzekļi"


def test_a_new_price_line_is_found_once_it_is_indexed():
    assert titles("brīvdabas") == []
    item = FeeItem.objects.filter(locale__language_code="lv").order_by("pk").first()
    item.name = "Brīvdabas nometne"
    item.save()
    index_search()
    assert "Cenrādis" in titles("brīvdabas")


def test_a_found_service_says_how_to_apply_whom_to_phone_and_how_long_it_takes():
    page = BeautifulSoup(Client().get("/lv/meklet/", {"q": "aprūpe mājās"}).content, "html.parser")
    first = page.select_one("#found li")
    assert (
        first.select_one("a[href$='/aprupe-majas/pieteikties/']")
        .get_text(" ", strip=True)
        .startswith("Pieteikties internetā")
    )
    assert first.select_one("a[href^='tel:']")
    assert "10 darba dienas" in first.get_text()


def test_help_in_a_crisis_is_phoned_for_first():
    page = BeautifulSoup(Client().get("/lv/meklet/", {"q": "krīzes centrs"}).content, "html.parser")
    assert "Vispirms zvaniet" in page.select_one("#found li").get_text()


def test_titles_are_suggested_from_their_beginnings():
    answer = Client().get("/lv/meklet/ieteikumi/", {"q": "aprupi ma"}).json()["suggestions"]
    assert answer[0] == {"title": "Aprūpe mājās", "href": "/lv/pakalpojumi/aprupe-majas/"}
    assert Client().get("/lv/meklet/ieteikumi/", {"q": ""}).json() == {"suggestions": []}


def test_what_several_people_missed_is_written_down_and_what_one_person_typed_is_not():
    for caller in ("192.0.2.1", "192.0.2.1", "192.0.2.2"):
        Client(REMOTE_ADDR=caller).get("/lv/meklet/", {"q": "Surdotulks"})
    row = MissingQuery.objects.get()
    assert (row.words, row.times) == ("", 2)
    Client(REMOTE_ADDR="192.0.2.3").get("/lv/meklet/", {"q": "surdotulks"})
    row.refresh_from_db()
    assert (row.words, row.times) == ("surdotulks", 3)


def test_from_what_was_missed_an_editor_goes_to_a_synonym_that_begins_with_it():
    for caller in ("192.0.2.1", "192.0.2.2", "192.0.2.3"):
        Client(REMOTE_ADDR=caller).get("/lv/meklet/", {"q": "Surdotulks"})
    editor = Client()
    editor.force_login(StaffUser.objects.get(username="redaktore"))
    listed = editor.get("/admin/snippets/pages/missingquery/").content.decode()
    assert "Ko meklēja un neatrada vismaz 3 cilvēki." in listed
    address = "/admin/snippets/pages/searchsynonym/add/?said="
    assert f"{address}surdotulks" in listed
    assert 'value="surdotulks"' in editor.get(f"{address}surdotulks").content.decode()
    assert "nekad-nemeklets" not in editor.get(f"{address}nekad-nemeklets").content.decode().partition("<form")[2]


@pytest.mark.parametrize("query", ["010190-12345", "anna@example.lv", "xx " * 9])
def test_what_may_be_a_person_is_not_counted(query):
    Client().get("/lv/meklet/", {"q": query})
    assert not MissingQuery.objects.exists()


def test_a_page_that_speaks_of_it_more_comes_first():
    assert titles("malka")[:2] == ["Pabalsts kurināmā iegādei", "Aprūpe mājās"]


@pytest.mark.parametrize(
    ("language", "query", "title"),
    [
        ("ru", "дом престарелых", "Длительный социальный уход в учреждении для взрослых"),
        ("ru", "пансионат", "Длительный социальный уход в учреждении для взрослых"),
        ("ru", "сиделка", "Уход на дому"),
        ("ru", "ночлежка", "Ночной приют"),
        ("ru", "переночевать", "Ночной приют"),
        ("ru", "бомж", "Ночной приют"),
        ("ru", "малоимущий", "Статус нуждающегося или малообеспеченного лица"),
        ("ru", "пособие на жильё", "Жилищное пособие"),
        ("ru", "квартплата", "Жилищное пособие"),
        ("ru", "дрова", "Пособие на приобретение топлива"),
        ("ru", "муж бьёт", "Помощь взрослым, пострадавшим от насилия"),
        ("ru", "такси для колясочников", "Социальное такси"),
        ("ru", "тревожная кнопка", "Кнопка безопасности"),
        ("ru", "зубы", "Пособие на медицинские расходы"),
        ("ru", "похороны", "Пособие на погребение"),
        ("ru", "прожиточный минимум", "Пособие гарантированного минимального дохода"),
        ("ru", "костыли", "Технические вспомогательные средства"),
        ("ru", "детский дом", "Длительный уход за сиротами и детьми без родительского попечения"),
        ("ru", "обжаловать решение", "Оспаривание решения"),
        ("en", "nursing home", "Long-term institutional care for adults"),
        ("en", "old people's home", "Long-term institutional care for adults"),
        ("en", "carer for my elderly mother", "Home care"),
        ("en", "homeless", "Night shelter"),
        ("en", "dentist", "Health care benefit"),
        ("en", "bills", "Housing benefit"),
        ("en", "help with rent", "Housing benefit"),
        ("en", "my husband hits me", "Help for adults harmed by violence"),
        ("en", "emergency money", "Crisis benefit"),
        ("en", "firewood", "Fuel benefit"),
        ("en", "panic button", "Safety button"),
        ("en", "poor", "Needy or low-income status"),
        ("en", "funeral", "Funeral benefit"),
        ("en", "wheelchair ramp", "Home adaptation"),
        ("en", "dialysis", "Specialised transport"),
        ("en", "foster", "Foster family and guardianship"),
        ("en", "counselling", "Psychologist consultations"),
        ("en", "appeal a decision", "Disputing a decision"),
    ],
)
def test_words_people_type_in_russian_and_english_find_the_right_page_first(language, query, title):
    assert titles(query, language)[0] == title


def test_russian_words_find_the_russian_page():
    assert titles("уход на дому", "ru")[0] == "Уход на дому"


@pytest.mark.parametrize(
    ("query", "language", "expected"),
    [
        # Latvian words, read off a letter or a sign, lead to the page in the reader's own language.
        ("aprūpe mājās", "ru", ["Уход на дому", "Уход на дому за детьми с инвалидностью"]),
        ("kurināmais", "en", ["Fuel benefit"]),
        # English words on the Latvian site: nothing Latvian is about them.
        ("wheelchair", "lv", ["Social taxi", "Home adaptation"]),
        # A slip is not looked for in yet another language, where nearly every word has a neighbour.
        ("whelchair", "lv", []),
    ],
)
def test_words_of_another_language_find_the_page_in_the_one_that_is_read(query, language, expected):
    found = find(query, language).found
    assert [one.entry.page.title for one in found][: len(expected) or 1] == expected
    keys = [one.entry.page.translation_key for one in found]
    assert len(keys) == len(set(keys))


def test_small_words_and_pages_that_have_a_word_by_chance_are_left_out():
    assert titles("nav par ko nopirkt malkai")[0] == "Pabalsts kurināmā iegādei"
    assert len(titles("nav par ko nopirkt malkai")) <= 4
    assert titles("nopirkt malkai") == titles("man vajag nopirkt malkai")
    assert words_of("kas man ir", "lv") == ["kas", "man", "ir"]


def test_the_title_nearest_to_what_was_typed_comes_first():
    assert titles("уход")[0] == "Уход на дому"


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
    assert len(words_of("vārds " * 5_000, "lv")) <= 12


def test_nothing_found_says_so_and_leads_to_the_list():
    page = Client().get("/lv/meklet/", {"q": "qwxyz"}).content.decode()
    assert "neko neatradām" in page
    assert 'href="../pakalpojumi/"' in page


def test_number_of_statements_does_not_grow_with_the_words(django_assert_num_queries):
    find("aprūpe", "lv")
    with django_assert_num_queries(2):
        find("aprūpe", "lv")
    with django_assert_num_queries(2):
        find("aprūpe mājās mammai pēc operācijas", "lv")


def test_search_keeps_what_was_typed_in_the_field():
    page = Client().get("/lv/meklet/", {"q": 'aprūpe "mājās"'}).content.decode()
    assert re.search(r'name="q"[^>]*value="aprūpe &quot;mājās&quot;"', page)
