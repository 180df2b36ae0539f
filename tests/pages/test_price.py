"""The calculator: the same amounts as the page, of any day, in a plain form that refuses nobody."""

import re

import pytest
from django.test import Client

from eservices.catalogue.models import Fee, Service, ServiceFee
from portal.people.models import StaffUser
from portal.remembering import forget
from portal.working_days import calendar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

HOME_CARE = "/lv/pakalpojumi/aprupe-majas/"
HOUSING = "/lv/pakalpojumi/majokla-pabalsts/"
ORPHANS = "/lv/pakalpojumi/ilgstosa-aprupe-bareniem-un-bez-vecaku-gadibas-palikusiem-berniem/"
SCHOOL = "/lv/pakalpojumi/pabalsts-macibu-piederumu-iegadei/"


def page(path, day=("", "", ""), **asked):
    response = Client().get(path, {**dict(zip(("diena-day", "diena-month", "diena-year"), day, strict=True)), **asked})
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def answer(html):
    found = re.search(r'<div class="d-price">.*?</div>', html, re.S)
    return words(found[0]) if found else ""


HOURS = "skaits-home_care_extra_hour"


@pytest.mark.parametrize(
    ("day", "asked", "told"),
    [
        (("", "", ""), {"cena": "home_care_1x"}, "Jūs maksātu: 28,46 € mēnesī"),
        (("", "", ""), {"cena": "home_care_1x", HOURS: "2"}, "Jūs maksātu: 31,30 € mēnesī"),
        (("", "", ""), {"cena": "home_care_1x", HOURS: "1,5"}, "1,5 × 1,42 € = 2,13 €"),
        (("31", "12", "2013"), {"cena": "home_care_1x", HOURS: "2"}, "Jūs maksātu: 22,00 Ls mēnesī"),
        (("31", "12", "2013"), {"cena": "home_care_1x"}, "Spēkā no 22.04.2010 līdz 31.12.2013."),
        (("", "", ""), {"cena": "home_care_5x"}, "26.6. punkts"),
        (("", "", ""), {"cena": "home_care_5x", "bez-maksas": "home_care_no_supporters"}, "Jūs maksātu: bez maksas"),
        (("", "", ""), {"cena": "home_care_5x", "bez-maksas": "home_care_no_supporters"}, "15.1. punkts"),
        (
            ("", "", ""),
            {"cena": "home_care_5x", "bez-maksas": "home_care_no_supporters", HOURS: "1"},
            "Jūs maksātu: 1,42 € mēnesī",
        ),
        (("", "", ""), {HOURS: "0"}, "Nekas vēl nav izvēlēts."),
    ],
)
def test_the_answer_says_the_sum_the_period_and_the_clause(day, asked, told):
    assert told in answer(page(HOME_CARE, day, **asked)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("typed", ["-1", "1e9", "99999999999999999999", "1001", "divas", "NaN", "<b>", "1.2.3", "٣"])
def test_a_wrong_number_gets_a_sentence_and_is_kept(typed):
    shown = page(HOME_CARE, cena="home_care_1x", **{HOURS: typed})
    assert "Ierakstiet skaitli no 0 līdz 1000, piemēram, 3 vai 1,5." in words(shown)
    kept = typed.replace("<", "&lt;").replace(">", "&gt;")
    assert re.search(rf'name="{HOURS}" value="{re.escape(kept)}"', shown)
    assert re.search(r'value="home_care_1x"[^>]* checked', shown)
    assert answer(shown) == ""


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (("21", "4", "2010"), "Summas zinām no 22.04.2010."),
        (("1", "1", "0001"), "Summas zinām no 22.04.2010."),
        (("31", "2", "2020"), "Tāda datuma nav."),
        (("x", "", "-5"), "Tāda datuma nav."),
    ],
)
def test_a_wrong_day_gets_a_sentence_and_is_kept(day, told):
    shown = page(HOME_CARE, day, cena="home_care_1x")
    assert told in words(shown)
    for part, typed in zip(("day", "month", "year"), day, strict=True):
        assert re.search(rf'name="diena-{part}"[^>]* value="{typed}"', shown)
    assert re.search(r'value="home_care_1x"[^>]* checked', shown)
    assert 'value="home_care_5x"' in shown
    assert answer(shown) == ""


def test_a_choice_that_is_not_offered_gets_a_sentence():
    assert "Izvēlieties no saraksta." in words(page(HOME_CARE, cena="nav", **{"bez-maksas": "nav"}))


def test_a_day_after_every_amount_says_so():
    Fee.objects.filter(valid_until=None).update(valid_until="2025-12-31")
    calendar_day = calendar.today()
    shown = page(HOME_CARE, (calendar_day.day, calendar_day.month, calendar_day.year), cena="home_care_1x")
    assert "Tajā dienā summu nav." in words(shown)


def test_a_free_service_says_it_is_free_before_anybody_asks():
    shown = Client().get(ORPHANS).content.decode()
    assert "Jūs maksātu: bez maksas" in answer(shown)
    assert "14.1. punkts" in answer(shown)


def test_a_count_of_children_gives_the_sum_of_a_year():
    asked = {"skaits-school_pre": "1", "skaits-school_other": "2"}
    assert "Jūs saņemtu: 95,00 € gadā" in answer(page(SCHOOL, **asked)).replace("\N{NO-BREAK SPACE}", " ")
    past = answer(page(SCHOOL, ("1", "1", "2015"), **asked)).replace("\N{NO-BREAK SPACE}", " ")
    assert "Jūs saņemtu: 80,00 € gadā" in past


def test_income_bands_come_from_the_amounts_wherever_they_are_told():
    Fee.objects.filter(item_code="heating_225").update(income_to="230.00")

    forget()
    shown = words(Client().get(HOUSING).content.decode()).replace("\N{NO-BREAK SPACE}", " ")
    assert "46 € mēnesī: ienākumi līdz 230,00 € mēnesī." in shown
    assert "Ienākumi līdz 230,00 € mēnesī" in shown
    assert "225,00 €" not in shown


def test_a_service_whose_fees_are_only_shown_has_no_calculator():
    assert 'id="price"' in Client().get(HOME_CARE).content.decode()
    ServiceFee.objects.update(use="shown")

    forget()
    assert 'id="price"' not in Client().get(HOME_CARE).content.decode()


def test_the_fee_page_offers_every_service_that_can_be_reckoned_and_reckons_there():
    offered = Client().get("/lv/cenradis/", {"pakalpojums": ""}).content.decode()
    assert re.findall(r'href="\?pakalpojums=(\w+)#price">([^<]+)</a>', offered)[0] == ("home_care", "Aprūpe mājās")
    shown = page("/lv/cenradis/", pakalpojums="home_care", cena="home_care_1x")
    assert "28,46" in answer(shown)
    assert '<input type="hidden" name="pakalpojums" value="home_care">' in shown
    assert Client().get("/lv/cenradis/", {"pakalpojums": "x' OR 1=1"}).status_code == 200


@pytest.mark.parametrize(
    ("language", "told"), [("ru", "Вы бы платили: 28,46 € в месяц"), ("en", "You would pay: €28.46 a month")]
)
def test_it_answers_in_the_readers_language(language, told):
    shown = answer(page(f"/{language}/pakalpojumi/aprupe-majas/", cena="home_care_1x"))
    assert told in shown.replace("\N{NO-BREAK SPACE}", " ")


def test_reckoning_costs_no_statement_more(django_assert_num_queries):
    page(HOME_CARE)
    with django_assert_num_queries(2):
        page(HOME_CARE, ("31", "12", "2013"), cena="home_care_1x", **{HOURS: "2"})


def test_an_editor_says_beside_each_fee_what_is_done_with_it():
    client = Client()
    client.force_login(StaffUser.objects.get(username="redaktore"))
    service = Service.objects.get(code="home_care")
    shown = client.get(f"/admin/snippets/catalogue/service/edit/{service.pk}/").content.decode()
    assert re.search(r'<select name="fee_items-0-use".*?<option value="choice" selected>', shown, re.S)
    assert "Tam, kas atbrīvo no maksas, summa ir 0." in shown
