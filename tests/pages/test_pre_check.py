"""Am I entitled? Nothing is kept, nobody is refused, and what the fee table says today is what counts."""

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from wagtail.models import Locale

from eservices.catalogue.models import Fee
from eservices.journeys.models import Draft
from pages.models import PreCheckPage, ServicePage
from pages.pre_checks.amounts import resolved
from pages.pre_checks.reviewing import review
from portal.demo.reading import pre_checks
from portal.people.models import StaffUser
from portal.working_days.calendar import today
from tests.journeys.resident import Resident

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

ACROSS = "/lv/vai-man-pienakas/"
HOME_CARE = "/lv/pakalpojumi/aprupe-majas/vai-man-pienakas/"
STATUS = "/lv/pakalpojumi/trucigas-vai-maznodrosinatas-personas-statuss/vai-man-pienakas/"
HOUSING = "/lv/pakalpojumi/majokla-pabalsts/vai-man-pienakas/"


class Asker(Resident):
    """Somebody before a pre-check; answers whatever is asked."""

    def __init__(self, address):
        super().__init__()
        self.client = Client(enforce_csrf_checks=True)
        self.get(address)

    def through(self, **answers):
        for _turn in range(12):
            if self.page.find(id="continue") is None:
                return self
            here = {field["name"] for field in self.form("step").select("input[name], select[name]")}
            self.press(**{key: value for key, value in answers.items() if key in here})
            assert not self.errors, (self.errors, answers)
        raise AssertionError(self.text)

    @property
    def said(self):
        return [each.get_text(" ", strip=True) for each in self.page.select("h2[id^=said]")]

    @property
    def kinds(self):
        return [each.get_text(" ", strip=True) for each in self.page.select(".govuk-tag")]


HOME_CARE_ANSWERS = {
    "kur_dzivo_tagad": "declared",
    "tiek_gala": "always",
    "dzivo_viens": "yes",
    "nakti_viens": "no",
    "ipasums_nodots": "no",
}
HOME_CARE_SAYS = [
    ({}, "Aprūpe mājās"),
    ({"dzivo_viens": "no", "majinieki_var": "no"}, "Aprūpe mājās"),
    ({"dzivo_viens": "no", "majinieki_var": "yes"}, "Pastāstiet mums par mājiniekiem"),
    ({"nakti_viens": "yes"}, "Ar aprūpi mājās var nepietikt"),
    ({"kur_dzivo_tagad": "lives"}, "Vispirms noskaidrosim, kura pašvaldība palīdz"),
    ({"ipasums_nodots": "yes"}, "Pastāstiet mums par mantu"),
    ({"tiek_gala": "manages"}, "Parunāsim, kas Jums noderētu"),
]


@pytest.mark.parametrize(("changed", "said"), HOME_CARE_SAYS)
def test_home_care_says_the_first_that_fits_and_always_where_to_call(changed, said):
    asker = Asker(HOME_CARE).through(**HOME_CARE_ANSWERS | changed)
    assert asker.said == [said]
    assert "60 000 002" in asker.text
    assert "No pirmdienas līdz piektdienai" in asker.text
    assert "Tas nav lēmums" in asker.text
    assert asker.page.find(id="prepare")
    assert "nepienākas" not in asker.text


STATUS_SAYS = [
    ("100", "no", "Trūcīgas personas statuss"),
    ("128,05", "no", "Trūcīgas personas statuss"),
    ("128,06", "no", "Maznodrošinātas personas statuss"),
    ("100", "yes", "Trūcīgas personas statuss"),
    ("400", "no", "Maznodrošinātas personas statuss"),
    ("400,01", "no", "Parunāsim, kas Jums noderētu"),
    ("", "no", "Aprēķināsim kopā"),
]


@pytest.mark.parametrize(("income", "property_", "said"), STATUS_SAYS)
def test_incomes_are_compared_with_the_fee_table_to_the_cent(income, property_, said):
    asker = Asker(STATUS).through(kur_dzivo_tagad="declared", ienakumi_uz_cilveku=income, cits_ipasums=property_)
    assert asker.said == [said]


HEATING = [("225", "46"), ("225,01", "35"), ("285", "35"), ("285,01", "30"), ("304", "30")]


@pytest.mark.parametrize(("income", "amount"), HEATING)
def test_each_income_band_says_its_amount_and_clause(income, amount):
    given = {"maksa_rekinus": "yes", "trucigs": "low_income", "dzivo_viens": "yes", "pensija_vai_invaliditate": "yes"}
    asker = Asker(HOUSING).through(**given, ienakumi_uz_cilveku=income)
    assert asker.said == ["Pabalsts apkurei"]
    assert re.search(rf"pabalsts ir {amount}\s€ mēnesī", asker.text)
    assert "3. punkts" in asker.text
    assert ("nav tuvinieku" in asker.text) is (amount == "30")


@pytest.mark.parametrize("status", ["poor", "no", "unknown"])
def test_the_heating_sum_is_told_only_to_who_has_the_status_it_is_for(status):
    asker = Asker(HOUSING).through(maksa_rekinus="yes", trucigs=status)
    assert asker.said == ["Mājokļa pabalsts" if status == "poor" else "Vispirms vajag statusu"]
    assert "46" not in asker.text


def test_a_changed_band_changes_what_is_said_at_once():
    given = {"kur_dzivo_tagad": "declared", "ienakumi_uz_cilveku": "140", "cits_ipasums": "no"}
    assert Asker(STATUS).through(**given).said == ["Maznodrošinātas personas statuss"]
    old = Fee.objects.get(item_code="poor_income", valid_until=None)
    old.valid_until = today() - timedelta(days=1)
    old.save()
    Fee.objects.create(item_code="poor_income", amount=Decimal("171"), valid_from=today(), regulation=old.regulation)
    asker = Asker(STATUS).through(**given)
    assert asker.said == ["Trūcīgas personas statuss"]
    assert "171" in asker.text


def test_across_all_says_everything_that_fits_the_likeliest_first():
    asker = Asker(ACROSS).through(
        kam_palidziba="me",
        kas_gruti_tagad=["home", "housing"],
        vecuma_grupa="senior",
        invaliditate="no",
        dzivo_viens="yes",
        ienakumi_uz_cilveku="240",
    )
    assert {"Aprūpe mājās", "Pabalsts apkurei", "Mājokļa pabalsts vai pabalsts kurināmajam"} <= set(asker.said)
    assert asker.kinds == sorted(asker.kinds, key=lambda kind: not kind.startswith("Izskatās"))
    links = [link["href"] for link in asker.page.main.select("a")]
    more_closely = [button["formaction"] for button in asker.page.main.select("button[form=go-on]")]
    assert HOME_CARE in more_closely
    there = Asker(HOME_CARE)
    there._shown(there.client.post(HOME_CARE, asker.fields("go-on")), HOME_CARE)
    there.press(kur_dzivo_tagad="declared").press(tiek_gala="always")
    assert there.page.select_one("input[name=dzivo_viens][value=yes]").has_attr("checked")
    assert "/lv/pakalpojumi/aprupe-majas/pieteikties/" in links
    assert "/lv/pakalpojumi/aprupe-majas/" in links


FRAIL = {
    "kam_palidziba": "relative",
    "kas_gruti_tagad": ["home"],
    "vecuma_grupa": "senior",
    "invaliditate": "no",
    "dzivo_viens": "yes",
}


def test_where_nothing_fits_there_is_still_somebody_to_call():
    asker = Asker(ACROSS).through(
        kam_palidziba="family", kas_gruti_tagad=["else"], vecuma_grupa="adult", invaliditate="no", dzivo_viens="no"
    )
    assert asker.said == ["Parunāsim"]
    assert "60 000 000" in asker.text


def test_who_is_in_danger_is_told_to_call_before_anything_else_is_asked_and_can_leave_at_once():
    asker = Asker(ACROSS).press(kam_palidziba="me")
    assert not asker.page.select("[data-leave-at-once]")
    asker.press(kas_gruti_tagad=["violence"])
    assert "zvaniet 112" in asker.text
    assert asker.page.find(id="continue")
    assert asker.text.count("Kas tagad ir grūti?") == 1
    assert asker.page.select("[data-leave-at-once]")
    asker.through(vecuma_grupa="adult", invaliditate="no", dzivo_viens="no")
    assert asker.said[0] == "Palīdzība no vardarbības cietušajiem"
    assert asker.page.select("[data-leave-at-once]")


def test_what_is_said_does_not_repeat_its_mark():
    repeated = re.compile(
        r"Var ?būt|Varbūt|Izskatās|Cita palīdzība|Perhaps|It looks|Other help|Возможно|Похоже|Другая помощь"
    )
    titles = [each.value["title"] for page in PreCheckPage.objects.filter(alias_of=None) for each in page.outcomes]
    assert len(titles) > 50
    assert [title for title in titles if repeated.match(title)] == []


@pytest.mark.parametrize(
    ("address", "answers", "said"),
    [
        ("/en/pakalpojumi/aprupe-majas/vai-man-pienakas/", HOME_CARE_ANSWERS, "Home care"),
        ("/ru/pakalpojumi/aprupe-majas/vai-man-pienakas/", HOME_CARE_ANSWERS, "Уход на дому"),
        ("/en/vai-man-pienakas/", FRAIL, "Home care"),
        ("/ru/vai-man-pienakas/", FRAIL, "Уход на дому"),
    ],
)
def test_it_speaks_the_reader_s_language(address, answers, said):
    asker = Asker(address).through(**answers)
    assert said in asker.said
    assert not re.search("[āēģīķļņŗšūž]", " ".join([*asker.said, *asker.kinds]))
    assert "irmdien" not in asker.text


def test_the_language_is_changed_with_the_answers():
    asker = Asker(HOME_CARE).press(kur_dzivo_tagad="declared").press(tiek_gala="always")
    there = asker.page.select_one("button[lang=en]")
    asker._shown(asker.client.post(there["formaction"], asker.fields("step") | {"goto": there["value"]}), HOME_CARE)
    assert asker.heading == "Who lives there?"
    asker.address = there["formaction"]
    asker.through(**HOME_CARE_ANSWERS)
    assert asker.said == ["Home care"]


def counted():
    names = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        found = {}
        for name in names:
            cursor.execute(f'SELECT COUNT(*) FROM "{name}"')
            found[name] = cursor.fetchone()[0]
        return found


def test_nothing_is_kept_nowhere():
    before = counted()
    asker = Asker(HOME_CARE).through(**HOME_CARE_ANSWERS)
    assert asker.address == HOME_CARE
    assert asker.response["Cache-Control"] == "no-store, private"
    assert "noindex" in asker.response["X-Robots-Tag"]
    assert counted() == before
    assert not asker.client.cookies


def test_the_first_question_is_a_page_like_any_other():
    first = Client().get(HOME_CARE)
    assert "no-store" not in first.get("Cache-Control", "")
    assert 'name="kept"' not in first.content.decode()
    assert first.content == Client().get(HOME_CARE).content


def test_an_answer_can_be_changed_and_everything_deleted():
    asker = Asker(HOME_CARE).through(**HOME_CARE_ANSWERS)
    asker.press("goto", "naktis")
    assert asker.page.select_one("input[name=nakti_viens][value=no]").has_attr("checked")
    asker.press(nakti_viens="yes")
    assert asker.said == ["Ar aprūpi mājās var nepietikt"]
    assert asker.page.find(id="start-again")["href"] == HOME_CARE


def test_answers_go_on_to_the_list_and_into_the_form():
    asker = Asker(HOME_CARE).through(**HOME_CARE_ANSWERS)
    kept = asker.fields("step")["kept"]
    client = Client()
    there = "/lv/pakalpojumi/aprupe-majas/pieteikties/"
    page = BeautifulSoup(client.post(f"{there}kas-jasagatavo/", {"kept": kept}).content, "html.parser")
    assert page.h1.get_text(strip=True) == "Kam Jūs piesakāt aprūpi?"
    client.post(f"{there}sakt/", {"kept": kept})
    # What only the pre-check asks is nothing to the form.
    assert Draft.objects.get().content["answers"] == {"dzivo_viens": "yes", "ipasums_nodots": "no"}


BAD = [
    {"kept": "x" * 10_000},
    {"kept": "eyJhIjoxfQ:1abc:def", "step": "kur"},
    {"step": "nowhere", "goto": "nowhere"},
    {"step": "kur", "kur_dzivo_tagad": "on the moon"},
    {"step": "kur", "kur_dzivo_tagad": "x" * 10_000},
    {"step": "kur", "kur_dzivo_tagad": "'; DROP TABLE x; --<script>alert(1)</script>\x00"},
]


@pytest.mark.parametrize("posted", BAD, ids=str)
def test_what_no_page_of_ours_would_post_is_asked_again(client, posted):
    answer = client.post(HOME_CARE, posted)
    assert answer.status_code == 200
    assert "Vai cilvēks dzīvo Paraugnovadā?" in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("typed", ["-5", "1,234", "daudz", "9" * 10_000, "1e9", "NaN"])
def test_an_income_that_cannot_be_read_is_told_at_its_field(typed):
    asker = Asker(STATUS).press(kur_dzivo_tagad="declared").press(ienakumi_uz_cilveku=typed)
    assert asker.errors
    assert asker.page.title.get_text().startswith("Kļūda:")


def test_a_service_and_the_home_page_lead_to_theirs():
    assert 'id="pre-check" href="vai-man-pienakas/"' in Client().get("/lv/").content.decode()
    page = Client().get("/lv/pakalpojumi/aprupe-majas/").content.decode()
    assert 'id="pre-check" href="vai-man-pienakas/"' in page
    PreCheckPage.objects.get(service__code="home_care", locale__language_code="lv").unpublish()
    assert "pre-check" not in Client().get("/lv/pakalpojumi/aprupe-majas/").content.decode()
    assert Client().get(HOME_CARE).status_code == 404


# The fee table in conditions


def test_codes_in_conditions_are_today_s_amounts():
    from pages.pre_checks.asking import lines_of_today

    def meant(**test):
        return resolved({"answer": "x", **test}, lines_of_today())

    assert meant(less_than="[gmi]") == {"answer": "x", "less_than": 53.0}
    assert meant(more_than="[heating_285:ienākumi]") == {"answer": "x", "more_than": 225.01}
    within = {"all": [{"answer": "x", "more_than": 225.0}, {"answer": "x", "less_than": 285.01}]}
    assert meant(**{"is": "[heating_285:ienākumi]"}) == within
    assert meant(**{"is": "[heating_225:ienākumi]"}) == {"all": [{"answer": "x", "less_than": 225.01}]}
    never = {"answer": "x", "less_than": -1}
    assert meant(**{"is": "[nothing]"}) == meant(**{"is": "[gmi:ienākumi]"}) == never
    assert meant(**{"is": "yes"}) == {"answer": "x", "is": "yes"}


# Editors


def a_page(**fields):
    page = PreCheckPage.objects.get(service__code="gmi", locale__language_code="lv")
    for name, value in fields.items():
        setattr(page, name, json.dumps(value))
    return page


def told(page):
    found = review(page)
    return [each.message for each in found.faults], [each.message for each in found.remarks]


def outcomes(page):
    return list(page.outcomes.raw_data)


def test_the_demo_s_pre_checks_have_no_faults_and_no_impossible_outcome():
    assert PreCheckPage.objects.filter(locale__language_code="lv").count() == len(pre_checks()) == 6
    for page in PreCheckPage.objects.all():
        faults, remarks = told(page)
        assert not faults, (page.title, faults)
        assert not [one for one in remarks if "nevar parādīties" in one], page.title


def test_without_an_outcome_for_all_others_it_is_not_published():
    page = a_page()
    page.outcomes = json.dumps(outcomes(page)[:-1])
    assert "Nav neviena iznākuma bez nosacījuma: kādam netiktu pateikts nekas." in told(page)[0]


def test_unknown_services_amounts_and_questions_are_named():
    page = a_page()
    first, *rest = json.loads(json.dumps(outcomes(page)))
    first["value"] |= {"services": ["moon"], "text": "Summa ir [moon_money]."}
    first["value"]["when"] = [{"type": "test", "value": {"answer": "moon", "how": "is", "value": "yes"}}]
    page.outcomes = json.dumps([first, *rest])
    faults = " ".join(told(page)[0])
    assert "“moon”" in faults or "„moon”" in faults
    assert "moon_money" in faults


def test_an_outcome_that_can_never_come_is_pointed_out():
    page = a_page()
    first, *rest = json.loads(json.dumps(outcomes(page)))
    test = {"answer": "trucigs", "how": "is", "value": "poor"}
    other = {"answer": "trucigs", "how": "is", "value": "no"}
    first["value"]["when"] = [
        {"type": "all", "value": [{"type": "test", "value": test}, {"type": "test", "value": other}]}
    ]
    page.outcomes = json.dumps([first, *rest])
    faults, remarks = told(page)
    assert not faults
    assert any("nosacījums nekad" in one for one in remarks), remarks


def test_the_editor_has_the_check_beside_the_page(client):
    client.force_login(StaffUser.objects.create_superuser("redaktore2", "r@paraugs.lv", "x" * 20))
    page = PreCheckPage.objects.get(service__code="home_care", locale__language_code="lv")
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    panel = client.get(f"/admin/pre-checks/{page.pk}/check/").content.decode()
    assert "Kļūdu nav" in panel
    parent = ServicePage.objects.get(service__code="psychologist", locale=Locale.objects.get(language_code="lv"))
    assert client.get(f"/admin/pages/add/pages/precheckpage/{parent.pk}/").status_code == 200
