"""What do I bring? The person's own list after a few questions; nothing is kept until the application is begun."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test import Client

from eservices.definitions.models import FormVersion
from eservices.journeys.models import Draft
from eservices.notifications.models import Message
from portal.due_work.working import work_once
from portal.throttling.models import AttemptWindow
from tests.journeys.resident import Resident

HERE = "/lv/pakalpojumi/aprupe-majas/pieteikties/kas-jasagatavo/"
START = "/lv/pakalpojumi/aprupe-majas/pieteikties/sakt/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]


class Reader(Resident):
    """Somebody who asks what to bring, as Resident does everything else."""

    def __init__(self, language="lv"):
        super().__init__("aprupe-majas", language)
        self.get(f"{self.base}kas-jasagatavo/")

    def answer(self, **written):
        return self.press(**written)

    def through(self, whom="self", status="no", supporters="no"):
        return self.answer(kas_iesniedz=whom).answer(trucigs=status).answer(ir_apgadnieki=supporters)

    def listed(self, section):
        heading = self.page.find("h2", id=section)
        return [each.get_text(strip=True) for each in heading.parent.select("h3, li")] if heading else []

    def papers(self, section="bring"):
        return [each.get_text(strip=True) for each in self.page.find("h2", id=section).parent.select("h3")]


DOCTOR, INCOME, DECLARATION, SUPPORTERS, AUTHORITY = (
    "Ģimenes ārsta izziņa aprūpei mājās",
    "Dokumenti par ienākumiem un uzkrājumiem",
    "Iztikas līdzekļu deklarācija",
    "Apgādnieku iesniegums un pierādījumi",
    "Pilnvara vai cits pārstāvības dokuments",
)

LISTS = [
    (("self", "poor", "no"), [DOCTOR]),
    (("self", "no", "no"), [DOCTOR, INCOME, DECLARATION]),
    (("self", "poor", "yes"), [DOCTOR, SUPPORTERS]),
    (("self", "unknown", "yes"), [DOCTOR, INCOME, DECLARATION, SUPPORTERS, INCOME]),
    (("trustee", "poor", "no"), [DOCTOR, AUTHORITY]),
    (("parent", "poor", "no"), [DOCTOR]),
]


@pytest.mark.parametrize(("given", "papers"), LISTS)
def test_the_list_has_what_these_answers_call_for(given, papers):
    reader = Reader().through(*given)
    assert reader.heading == "Kas jāsagatavo"
    assert reader.papers() == papers
    assert "Zemesgrāmatas nodalījuma izdruka" in " ".join(reader.listed("checks"))
    assert reader.papers("shown") == ["Pase vai personas apliecība"]
    assert "Lēmums līdz" in reader.text
    assert "60 000 002" in reader.text


def counted():
    names = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        found = {}
        for name in names:
            cursor.execute(f'SELECT COUNT(*) FROM "{name}"')
            found[name] = cursor.fetchone()[0]
        return found


def test_nothing_is_kept_nowhere():
    before, reader = counted(), Reader()
    for step in ({"kas_iesniedz": "trustee"}, {"trucigs": "no"}, {"ir_apgadnieki": "yes"}):
        reader.answer(**step)
        assert reader.address == HERE
        assert reader.response["Cache-Control"] == "no-store, private"
        assert "noindex" in reader.response["X-Robots-Tag"]
    assert counted() == before
    assert not reader.client.cookies


def test_one_goes_back_and_changes_an_answer():
    reader = Reader().answer(kas_iesniedz="self")
    assert "trūcīgas" not in reader.heading.casefold()
    reader.press("goto", "kas_iesniedz")
    assert reader.page.select_one("input[value=self]").has_attr("checked")
    reader = Reader().through("self", "no", "no")
    reader.press("goto", "trucigs")
    assert reader.page.find(id="continue").get_text(strip=True) == "Rādīt sarakstu"
    reader.answer(trucigs="poor")
    assert reader.papers() == [DOCTOR]


def test_a_question_left_out_is_told():
    reader = Reader().answer()
    assert reader.errors
    assert reader.page.title.get_text().startswith("Kļūda:")


def test_the_language_is_changed_with_the_answers():
    reader = Reader().answer(kas_iesniedz="trustee").press("language", "en")
    assert "/en/" in reader.address
    reader.answer(trucigs="poor").answer(ir_apgadnieki="no")
    assert "Family doctor's certificate for home care" in reader.papers()


BAD = [
    {"kept": "x" * 10_000},
    {"kept": "eyJhIjoxfQ:1abc:def"},
    {"step": "../../etc/passwd"},
    {"goto": "<script>alert(1)</script>"},
    {"kas_iesniedz": "everybody", "step": "kas_iesniedz", "continue": "1"},
    {"kas_iesniedz": "x" * 10_000, "step": "kas_iesniedz", "continue": "1"},
    {"language": "xx"},
    {"mail": "1", "email": "anna@piemers.lv"},
]


@pytest.mark.parametrize("posted", BAD, ids=str)
def test_what_no_page_of_ours_would_post_leads_back_to_the_first_question(client, posted):
    answer = client.post(HERE, posted)
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.h1.get_text(strip=True) == "Kam Jūs piesakāt aprūpi?"
    assert "<script>alert" not in answer.content.decode()
    assert not Message.objects.exists()


def test_a_form_that_is_not_offered_says_so(client):
    assert client.get("/lv/pakalpojumi/nav-tada/pieteikties/kas-jasagatavo/").status_code == 404
    FormVersion.objects.filter(eservice="aprupe-majas").update(state="withdrawn")
    assert client.get(HERE).status_code == 404


# Going on


def test_the_application_begins_with_the_answers():
    reader = Reader().through("trustee", "no", "yes")
    reader.press(None, form="begin")
    draft = Draft.objects.get()
    assert draft.content["answers"] == {"kas_iesniedz": "trustee", "trucigs": "no", "ir_apgadnieki": "yes"}
    assert reader.step == "drosiba"
    # Its only question is answered; "kam" and "majinieki" have more to ask.
    assert list(draft.content["done"]) == ["statuss"]
    reader.press(drosi_sazinaties="yes")
    assert reader.step == "kam"
    assert reader.page.select_one("input[value=trustee]").has_attr("checked")
    assert reader.client.cookies["drafts"].value


def test_who_has_begun_already_is_asked_first_and_the_answers_come_along():
    reader = Reader().through("self", "no", "no")
    reader.press(None, form="begin")
    reader.get(HERE)
    reader.through("trustee", "poor", "no").press(None, form="begin")
    assert "jau" in reader.heading
    reader.press(None, form="begin-anew")
    newest = Draft.objects.order_by("started_at").last()
    assert newest.content["answers"]["kas_iesniedz"] == "trustee"
    assert Draft.objects.count() == 2


def test_another_site_cannot_begin_it():
    reader = Reader().through()
    kept = reader.fields("begin")["kept"]
    answer = reader.client.post(START, {"kept": kept}, headers={"Origin": "https://cits.example"})
    assert answer.status_code == 302
    assert not Draft.objects.exists()


def test_what_was_not_signed_here_begins_an_empty_application(client):
    assert client.post(START, {"kept": '{"answers": {"trucigs": "poor"}}'}).status_code == 302
    assert not Draft.objects.exists()


def test_too_many_begun_from_one_address_begin_empty():
    reader = Reader().through()
    kept = reader.fields("begin")["kept"]
    for _time in range(61):
        Client().post(START, {"kept": kept})
    assert Draft.objects.count() == 60


# By e-mail


def test_the_list_is_mailed_without_service_and_name():
    reader = Reader().through("trustee", "no", "yes")
    reader.press("mail", form="mail", email="meita@piemers.lv")
    assert "meita@piemers.lv" in reader.text
    work_once()
    [letter] = mail.outbox
    assert letter.to == ["meita@piemers.lv"]
    assert letter.subject == "Ziņa no e-pakalpojumiem"
    assert f"- {INCOME}" in letter.body
    assert "to pārbaudīsim paši:\n- Deklarētā dzīvesvieta" in letter.body
    assert "aprupe-majas" not in letter.body
    assert "Aprūpe mājās" not in letter.body
    link = re.search(r"https?://[^/]+(/\S+)", letter.body)[1]
    assert Client().get(link)["Location"] == HERE
    sent = Message.objects.get()
    assert (sent.to, sent.context) == ("", {})


def test_letters_to_one_address_are_few():
    reader = Reader().through()
    for _time in range(6):
        reader.press("mail", form="mail", email="meita@piemers.lv")
    assert reader.errors
    assert Message.objects.count() == 5


@pytest.mark.parametrize("typed", ["", "meita", "a@b.lv\nBcc: c@d.lv", "x" * 10_000])
def test_a_wrong_address_is_told_at_its_field(typed):
    reader = Reader().through()
    reader.press("mail", form="mail", email=typed)
    assert reader.errors
    assert not Message.objects.exists()
    assert not AttemptWindow.objects.exists()


@pytest.mark.parametrize("flag", ["violence", "crisis"])
def test_in_danger_the_list_is_only_printed(flag, monkeypatch):
    reader = Reader().through()
    fields = reader.fields("mail") | {"mail": "1", "email": "anna@piemers.lv"}
    version = FormVersion.objects.get(eservice="aprupe-majas")
    version.schema[flag] = True
    monkeypatch.setattr("eservices.journeys.finding.offered_at", lambda slug: version)
    page = BeautifulSoup(reader.client.post(HERE, fields).content, "html.parser")
    assert page.find("form", id="mail") is None
    assert page.h1.get_text(strip=True) == "Kas jāsagatavo"
    assert not Message.objects.exists()
