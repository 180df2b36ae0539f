"""The list: every channel in one place, found while the caller speaks, and the same price for 3 rows as for 50."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eservices.cases.models import Channel, Status
from eservices.cases.moving import move
from eservices.clients.models import Client, FormerName
from eservices.inbox import searching
from eservices.inbox.views import listing
from eservices.registration.registering import register
from portal.people.models import Role
from tests.applications.making import submitted
from tests.cases import making
from tests.cases.making import person, riga
from tests.inbox.reading_pages import text_of

LIST = "/admin/inbox/"


def order_of(response) -> list[int]:
    return [int(key) for key in re.findall(r'id="row-(\d+)"', response.content.decode())]


def test_a_line_says_who_what_by_which_way_and_by_when(monday, inbox, registrar):
    daughter = person("representative", "Līga", "Bērziņa", authority={"capacity": "authorised"})
    case = making.case(person(), daughter, channel=Channel.POST, to_be_confirmed=True)
    document = register(case, by=registrar)
    line = text_of(inbox.get(f"{LIST}?tab=all"))
    for words in ("Anna Bērziņa", "Līga Bērziņa", "Aprūpe mājās", document.number_text, "home_care", "jāapstiprina"):
        assert words in line
    page = inbox.get(f"{LIST}?tab=all").content.decode()
    assert '<time datetime="2026-12-07">07.12.</time>' in page
    assert "vēl 10 darba dienas" in line


def test_what_is_missing_is_named(inbox):
    submitted()
    assert "Ģimenes ārsta atzinums" in text_of(inbox.get(LIST))


def test_the_registrar_starts_with_what_has_waited_longest(inbox, registrar):
    old = making.case(received_at=timezone.now() - datetime.timedelta(days=3))
    new = making.case()
    done = making.case(received_at=timezone.now() - datetime.timedelta(days=5))
    register(done, by=registrar)
    assert order_of(inbox.get(LIST)) == [old.pk, new.pk]
    assert order_of(inbox.get(f"{LIST}?tab=all")) == [new.pk, old.pk, done.pk]


def test_what_is_urgent_stands_first_until_it_is_registered(inbox, registrar):
    old = making.case(received_at=timezone.now() - datetime.timedelta(days=3))
    urgent = making.case(urgent=True)
    assert order_of(inbox.get(LIST)) == [urgent.pk, old.pk]
    assert order_of(inbox.get(f"{LIST}?tab=all")) == [urgent.pk, old.pk]
    assert order_of(inbox.get(f"{LIST}?tab=unconfirmed")) == []
    newer = making.case()
    register(urgent, by=registrar)
    assert order_of(inbox.get(f"{LIST}?tab=all")) == [newer.pk, urgent.pk, old.pk]


def test_what_waits_longer_than_the_next_working_day_stands_out(at, inbox):
    at("2026-11-25 09:00")
    making.case(received_at=riga("2026-11-23 08:00"))
    assert "inbox-due--late" in inbox.get(LIST).content.decode()


def test_what_came_yesterday_does_not_yet_stand_out(at, inbox):
    at("2026-11-25 09:00")
    making.case(received_at=riga("2026-11-24 08:00"))
    assert "inbox-due--late" not in inbox.get(LIST).content.decode()


def test_an_overdue_case_says_so_in_words(at, inbox, registrar):
    at("2026-11-02 09:00")
    register(making.case(), by=registrar)
    at("2026-11-24 09:00")
    assert "nokavēts" in text_of(inbox.get(f"{LIST}?tab=all"))
    assert "nokavēts" in text_of(inbox.get(f"{LIST}?due=late"))
    assert "Šeit nekā nav" in text_of(inbox.get(f"{LIST}?due=today"))


@pytest.mark.parametrize("typed", ["berzina", "BĒRZIŅA anna", "bērz"])
def test_a_name_is_found_without_diacritics_and_in_any_order(inbox, typed):
    found = making.case(person("client", "Anna", "Bērziņa"))
    making.case(person("client", "Jānis", "Ozols"))
    assert order_of(inbox.get(LIST, {"q": typed})) == [found.pk]


def test_the_applicant_is_found_as_well(inbox):
    case = making.case(person(), person("helper", "Žaklīna", "Šķēle"))
    assert order_of(inbox.get(LIST, {"q": "skele zaklina"})) == [case.pk]


def test_a_former_name_is_found(inbox):
    case = making.case(person("client", "Anna", "Ozola"))
    client = Client.objects.create(first_name="Anna", last_name="Ozola")
    FormerName.objects.create(client=client, first_name="Anna", last_name="Bērziņa")
    case.parties.update(client=client)
    assert order_of(inbox.get(LIST, {"q": "anna berzina"})) == [case.pk]


def test_a_personal_code_finds_the_persons_cases_and_nobody_elses(inbox):
    hers = making.case(person(personal_code="323456-78901"))
    making.case(person("client", "Jānis", "Ozols", personal_code="323456-78902"))
    assert order_of(inbox.get(LIST, {"q": "323456-78901"})) == [hers.pk]
    assert order_of(inbox.get(LIST, {"q": "32345678901"})) == [hers.pk]


def test_an_exact_reference_or_number_stands_first(inbox, registrar):
    wanted = making.case(received_at=timezone.now() - datetime.timedelta(days=9))
    number = register(wanted, by=registrar).number_text
    wanted.refresh_from_db()
    making.case(person("client", wanted.reference.title(), "Jauna"))
    assert order_of(inbox.get(LIST, {"q": wanted.reference.lower()}))[0] == wanted.pk
    spaced = f"{wanted.reference[:4]} {wanted.reference[4:]}"
    assert order_of(inbox.get(LIST, {"q": spaced}))[0] == wanted.pk
    assert order_of(inbox.get(LIST, {"q": number}))[0] == wanted.pk


def test_a_number_typed_whole_stands_before_those_it_begins(inbox, registrar):
    keys = [making.case(received_at=timezone.now() - datetime.timedelta(days=12 - n)).pk for n in range(11)]
    for key in keys:
        register(type(making.case()).objects.get(pk=key), by=registrar)
    found = order_of(inbox.get(LIST, {"q": "1-6/26/1"}))
    assert found[0] == keys[0]
    assert set(found) == {keys[0], keys[9], keys[10]}


def test_typing_a_name_leaves_no_name_in_the_address(inbox):
    case = making.case(person("client", "Anna", "Bērziņa"))
    answer = inbox.post(f"{LIST}search/", {"q": "Bērziņa 323456-78901"})
    assert answer.status_code == 302
    assert "rzi" not in answer.url
    assert "323456" not in answer.url
    answer = inbox.post(f"{LIST}search/", {"q": "Bērziņa"})
    page = inbox.get(answer.url)
    assert order_of(page) == [case.pk]
    assert 'value="Bērziņa"' in page.content.decode()


@pytest.mark.parametrize("word", ["", "x", "====", "AAAA", "ā" * 50, "a" * 5000])
def test_an_invented_search_word_is_an_empty_search(inbox, word):
    assert searching.opened(word) == ""
    assert inbox.get(LIST, {"find": word}).status_code == 200


def test_filters_narrow_and_nonsense_does_not(inbox, registrar):
    families = making.unit("families")
    post = making.case(channel=Channel.POST, unit=families)
    portal = making.case()
    register(portal, by=registrar)
    assert order_of(inbox.get(LIST, {"channel": "post"})) == [post.pk]
    assert order_of(inbox.get(LIST, {"unit": families.pk})) == [post.pk]
    assert order_of(inbox.get(LIST, {"status": "registered"})) == [portal.pk]
    assert set(order_of(inbox.get(LIST, {"service": portal.service_id}))) == {post.pk, portal.pk}
    assert order_of(inbox.get(LIST, {"tab": "all", "confirm": "yes"})) == []
    nonsense = {"tab": "all", "status": "x", "unit": "0 OR 1", "due": "never", "page": "n1"}
    assert len(order_of(inbox.get(LIST, nonsense))) == 2


def test_pages_follow_each_other_without_gap_or_repetition(inbox, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    moment = timezone.now()
    keys = [making.case(received_at=moment).pk for _ in range(5)]  # all in the same instant
    seen, address, back = [], f"{LIST}?tab=all", []
    while address:
        page = inbox.get(address)
        seen.append(order_of(page))
        address, earlier = page.context["later"], page.context["earlier"]
        back.append(earlier)
    assert [key for rows in seen for key in rows] == keys[::-1]
    assert order_of(inbox.get(back[2])) == seen[1]
    assert order_of(inbox.get(back[1])) == seen[0]
    assert back[0] == ""


@pytest.mark.parametrize("many", [1, 3, 50])
def test_the_number_of_statements_does_not_grow_with_the_list(inbox, registrar, many):
    for n in range(many):
        case = making.case(person("client", f"Anna{n}", "Bērziņa"), missing_count=1)
        if n % 2:
            register(case, by=registrar)
    inbox.get(LIST)  # fills the caches of a process: content types, locales, the site
    with CaptureQueriesContext(connection) as taken:
        page = inbox.get(f"{LIST}?tab=all")
    assert len(order_of(page)) == many
    assert len(taken) == STATEMENTS, "\n".join(each["sql"][:160] for each in taken)


# Session, person, her two kinds of permissions, profile; roles; units, services; cases, missing papers, later papers, unsent messages;
# and four of Wagtail's menu.
STATEMENTS = 17


def test_no_statement_counts_everything_or_skips_rows(inbox):
    making.case()
    with CaptureQueriesContext(connection) as taken:
        inbox.get(f"{LIST}?tab=all")
    sql = " ".join(each["sql"] for each in taken)
    assert "OFFSET" not in sql
    counts = [each["sql"] for each in taken if "COUNT(" in each["sql"]]
    assert all("LIMIT" in each for each in counts)


def test_the_menu_counts_what_waits_for_a_number(inbox, browser_of, handler):
    making.case()
    making.case()
    assert '"data-inbox-waiting": "2"' in inbox.get("/admin/").content.decode().replace("&quot;", '"')
    page = browser_of(handler).get("/admin/").content.decode()
    assert "data-inbox-waiting" not in page
    assert "Saņemtie iesniegumi" in page


def test_the_start_page_shows_each_person_what_waits(at, inbox, registrar, handler, browser_of):
    at("2026-11-02 09:00")
    register(making.case(to_be_confirmed=True), by=registrar)
    at("2026-11-24 09:00")
    making.case()
    words = text_of(inbox.get("/admin/"))
    assert "1 jāreģistrē" in words
    assert "1 jāapstiprina" in words
    hers = text_of(browser_of(handler).get("/admin/"))
    assert "1 ar nokavētu termiņu" in hers
    assert "jāreģistrē" not in hers


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.DATA_PROTECTION])
def test_whoever_has_no_cases_has_no_inbox(role, browser_of):
    making.case(person("client", "Slepenā", "Kliente"))
    browser = browser_of(making.staff(role))
    assert browser.get(LIST).status_code == 403
    start = browser.get("/admin/").content.decode()
    assert "Saņemtie iesniegumi" not in start
    assert "Jūs gaida" not in start


@pytest.mark.parametrize("typed", ["a\x00b", "a " * 1500])
def test_a_search_no_database_can_take_is_cut_to_one_it_can(inbox, typed):
    assert inbox.get("/admin/inbox/", {"q": typed}).status_code == 200


def test_what_is_overdue_stands_in_the_order_of_its_due_dates_on_every_page(at, inbox, registrar, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    keys = []
    for day in ("2026-09-03", "2026-09-01", "2026-09-02", "2026-09-01", "2026-09-04"):
        at(f"{day} 09:00")
        case = making.case()
        register(case, by=registrar)
        keys.append(case.pk)
    decided = making.case()
    register(decided, by=registrar)
    move(decided, Status.DECIDED, by=registrar)
    at("2026-11-24 09:00")
    seen, address = [], f"{LIST}?due=late"
    while address:
        page = inbox.get(address)
        seen.append(order_of(page))
        address, earlier = page.context["later"], page.context["earlier"]
    assert seen == [[keys[1], keys[3]], [keys[2], keys[0]], [keys[4]]]
    assert order_of(inbox.get(earlier)) == seen[1]


def test_a_search_typed_with_a_nul_is_no_search(inbox):
    assert inbox.post(f"{LIST}search/", {"q": "Anna\x00"}).url == LIST
