"""Published pages are made once and served many times, and never when they are somebody's own or no longer true."""

import gzip
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

import brotli
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from eservices.catalogue.models import DocumentType, Fee, Service
from eservices.definitions.models import EServicePage
from pages.models import ContactsPage, ContentPage, OfficeSettings, ServiceIndexPage, ServicePage
from pages.page_cache.keys import meaning_of
from pages.page_cache.store import Store, store
from pages.scheduling import follow_schedule
from portal.changes.models import Change
from portal.changes.noting import prune, state
from portal.people.models import StaffUser, Unit
from portal.working_days import calendar
from portal.working_days.models import CalendarException
from tests.bench.measuring import forget_everything
from tests.pages.test_site import EVERY_KIND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site", "keeping")]

HOME_CARE = "/lv/pakalpojumi/aprupe-majas/"
START = f"{HOME_CARE}pieteikties/"
LIST = "/lv/pakalpojumi/"
PRIVACY = "/lv/privatums/"


@pytest.fixture
def keeping(settings):
    settings.PAGE_CACHE_ENTRIES = 100
    store.clear()
    yield
    store.clear()


def get(path, client=None, **headers):
    return (client or Client()).get(path, headers=headers)


def shown(path):
    response = get(path)
    return response.content.decode() if response.status_code == 200 else f"status {response.status_code}"


@contextmanager
def counted(statements):
    with CaptureQueriesContext(connection) as seen:
        yield
    assert len(seen) == statements, [query["sql"][:80] for query in seen]


def latvian(model, **values):
    return model.objects.get(locale__language_code="lv", **values)


# What is kept.


@pytest.mark.parametrize(
    "path",
    [
        *EVERY_KIND,
        START,
        "/ru/",
        "/en/pakalpojumi/aprupe-majas/",
        f"{LIST}?kam=seniors",
        f"{LIST}?utm_source=avize&fbclid=x",
    ],
)
def test_a_page_is_made_once(path):
    first = get(path)
    assert first.status_code == 200
    with counted(1):  # the state of changes
        again = get(path)
    assert again.content == first.content
    assert again.headers == first.headers


def test_a_page_made_for_keeping_costs_at_most_eight_statements_in_a_process_that_remembers_nothing():
    forget_everything()
    with counted(8):
        get(HOME_CARE)


@pytest.mark.parametrize("cookie", ["csrftoken", "shared_computer", "something_of_a_proxy"])
def test_cookies_no_page_looks_at_do_not_matter(cookie):
    get(PRIVACY)
    client = Client()
    client.cookies[cookie] = "x"
    with counted(1):
        assert get(PRIVACY, client).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/lv/meklet/?q=aprupe", 200),
        ("/lv/mani-pieteikumi/", 200),
        ("/lv/publisks-dators/", 200),
        ("/lv/nav-tadas/", 404),
        ("/lv/pakalpojumi", 404),
        ("/", 302),
        ("/robots.txt", 200),
        ("/sitemap.xml", 200),
        ("/healthz", 200),
        ("/konts/login/", 200),
        ("/admin/", 302),
        (f"{HOME_CARE}?nezinams=1", 200),
        (f"{HOME_CARE}?kam=seniors", 200),
        (f"{LIST}?kam=nezinams", 200),
        (f"{LIST}?kam=seniors&kam=families", 200),
        (f"{LIST}?kam=", 200),
        (f"{LIST}?kam={'x' * 3000}", 200),
    ],
)
def test_nothing_else_is_kept(path, status):
    assert get(path).status_code == status
    assert len(store) == 0


@pytest.mark.parametrize(
    "meta",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "messages=abc"},
        {"HTTP_AUTHORIZATION": "Basic YTpi"},
        {"CONTENT_LENGTH": "3"},
        {"HTTP_HOST": "cits.example", "is_foreign": True},
    ],
)
def test_a_person_s_question_is_neither_kept_nor_answered_with_what_is_kept(meta, settings):
    if meta.pop("is_foreign", False):
        settings.ALLOWED_HOSTS = ["testserver"]
    get(PRIVACY)
    assert len(store) == 1
    with CaptureQueriesContext(connection) as seen:
        response = Client().get(PRIVACY, **meta)
    assert "ETag" not in response
    assert len(store) == 1
    assert response.status_code == 400 or len(seen) > 1


def test_a_foreign_host_is_refused_as_ever(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    get(PRIVACY)
    assert Client().get(PRIVACY, HTTP_HOST="cits.example").status_code == 400
    assert get(PRIVACY).status_code == 200


def test_a_post_is_never_answered_with_a_kept_page():
    get(PRIVACY)
    assert "ETag" not in Client().post(PRIVACY)


def test_an_editor_s_preview_is_the_draft_and_is_not_kept():
    page = latvian(ContentPage, slug="privatums")
    # Wagtail asks itself, by the site's own name.
    Client().get(PRIVACY, HTTP_HOST=urlsplit(page.full_url).netloc)
    assert len(store) == 1
    page.title = "Melnraksts"
    response = page.make_preview_request()
    assert "Melnraksts" in response.content.decode()
    assert "Melnraksts" not in shown(PRIVACY)
    store.clear()
    page.make_preview_request()
    assert len(store) == 0


def test_a_page_with_a_password_is_not_kept():
    page = latvian(ContentPage, slug="privatums")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="x")
    assert "csrfmiddlewaretoken" in get(PRIVACY).content.decode()
    assert len(store) == 0


def test_no_kept_page_carries_a_token_a_nonce_or_a_cookie():
    for path in [*EVERY_KIND, START]:
        response = get(path)
        assert "ETag" in response
        assert "csrf" not in response.content.decode()
        assert "nonce" not in str(response.headers)
        assert not response.cookies


@pytest.mark.parametrize(
    ("query", "meaning"),
    [
        ("", ""),
        ("utm_source=a&utm_medium=b", ""),
        ("situacija=violence&kam=seniors", "kam=seniors&situacija=violence"),
        ("kam=seniors&gclid=1&situacija=violence", "kam=seniors&situacija=violence"),
        ("kam=seniors&lapa=2", None),
        ("kam=%00", None),
        ("lapa", None),
    ],
)
def test_a_query_has_one_form(query, meaning):
    from pages.page_cache.keys import ASKED

    query = query.replace("violence", ASKED["situacija"][0]).replace("seniors", ASKED["kam"][0])
    expected = meaning and meaning.replace("violence", ASKED["situacija"][0]).replace("seniors", ASKED["kam"][0])
    assert meaning_of(query) == expected


def test_languages_hosts_schemes_and_filters_are_kept_apart(settings):
    settings.ALLOWED_HOSTS = ["testserver", "cits.example"]
    texts = {
        get(HOME_CARE).content,
        get(HOME_CARE.replace("/lv/", "/ru/")).content,
        get(LIST).content,
        get(f"{LIST}?kam=seniors").content,
    }
    assert len(texts) == 4
    Client().get(HOME_CARE, HTTP_HOST="cits.example")
    Client().get(HOME_CARE, secure=True)
    assert len(store) == 6


def test_only_so_many_are_kept_and_the_longest_unasked_goes(settings):
    settings.PAGE_CACHE_ENTRIES = 2
    get("/lv/")
    get(PRIVACY)
    get("/lv/")
    get("/lv/kontakti/")
    assert len(store) == 2
    with counted(1):
        get("/lv/")


def test_nothing_is_kept_where_the_office_says_so(settings):
    settings.PAGE_CACHE_ENTRIES = 0
    assert "ETag" not in get(PRIVACY)
    assert len(store) == 0


# The answer.


def test_the_answer_is_compressed_once_for_each_encoding():
    plain = get(HOME_CARE)
    zipped, br = get(HOME_CARE, accept_encoding="gzip, deflate"), get(HOME_CARE, accept_encoding="gzip, deflate, br")
    assert gzip.decompress(zipped.content) == brotli.decompress(br.content) == plain.content
    assert [each.get("Content-Encoding") for each in (plain, zipped, br)] == [None, "gzip", "br"]
    assert len({each["ETag"] for each in (plain, zipped, br)}) == 3
    for each in (plain, zipped, br):
        assert each["Content-Length"] == str(len(each.content))
        assert each["Vary"] == "Accept-Encoding"
        assert each["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert get(HOME_CARE, accept_encoding="br;q=0, gzip;q=0.5")["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in get(HOME_CARE, accept_encoding="identity, gzip;q=0")


def test_head_has_the_same_headers_and_no_body():
    asked_first = Client().head(HOME_CARE)
    full = get(HOME_CARE)
    then = Client().head(HOME_CARE)
    assert asked_first.headers == full.headers == then.headers
    assert asked_first.content == then.content == b""
    assert full.content


def test_a_copy_that_still_holds_is_not_sent_again():
    first = get(HOME_CARE, accept_encoding="gzip")
    tag = first["ETag"]
    for known in (tag, f"W/{tag}", f'"cits", {tag}', "*"):
        with counted(1):
            response = get(HOME_CARE, accept_encoding="gzip", if_none_match=known)
        assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)
        for name in ("Content-Security-Policy", "X-Content-Type-Options", "Cache-Control", "Vary"):
            assert response[name] == first[name]
    assert get(HOME_CARE, if_none_match='"cits"').status_code == 200
    page = latvian(ServicePage, slug="aprupe-majas")
    page.summary = "Citādi."
    page.save_revision().publish()
    assert get(HOME_CARE, accept_encoding="gzip", if_none_match=tag).status_code == 200


def test_a_hit_has_the_security_headers_of_a_page_that_is_not_kept(settings):
    get(HOME_CARE)
    hit = get(HOME_CARE)
    settings.PAGE_CACHE_ENTRIES = 0
    bare = get(HOME_CARE)
    own = {"ETag", "Cache-Control", "Vary", "Content-Length"}
    assert {k: v for k, v in hit.items() if k not in own} == {k: v for k, v in bare.items() if k not in own}
    assert {"Content-Security-Policy", "X-Frame-Options", "Referrer-Policy"} <= set(hit.headers)


# Every change is seen by the next reader.


def change_title(page, title):
    page.title = title
    page.save_revision().publish()


def leave_menu():
    page = latvian(ContactsPage)
    page.show_in_menus = False
    page.save_revision().publish()


def move_home_care():
    latvian(ServicePage, slug="aprupe-majas").move(latvian(ServiceIndexPage, slug="pabalsti"), pos="last-child")


def change_fee():
    fee = Fee.objects.get(amount=Decimal("28.46"), valid_until=None)
    fee.amount = Decimal("31.07")
    fee.save()


def change_synonyms():
    page = latvian(ServicePage, slug="aprupe-majas")
    page.synonyms += "\nbrīnumvārds"
    page.save_revision().publish()


def saved(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def end_by_schedule():
    page = latvian(ContentPage, slug="privatums")
    page.expire_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert "status 404" not in shown(PRIVACY)
    follow_schedule()


def go_live_by_schedule():
    page = latvian(ContentPage, slug="privatums")
    page.title, page.go_live_at = "Rītdienas privātums", timezone.now() + timedelta(days=1)
    revision = page.save_revision()
    revision.publish()
    revision.refresh_from_db()
    past = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"], revision.approved_go_live_at = past.isoformat(), past
    revision.save()
    assert "Rītdienas" not in shown(PRIVACY)
    follow_schedule()


CHANGES = {
    "publish": (PRIVACY, lambda: change_title(latvian(ContentPage, slug="privatums"), "Jauns vārds"), "Jauns vārds"),
    "a parent's title": (
        HOME_CARE,
        lambda: change_title(latvian(ServiceIndexPage, slug="pakalpojumi"), "Palīgi"),
        "Palīgi",
    ),
    "unpublish": (PRIVACY, lambda: latvian(ContentPage, slug="privatums").unpublish(), "status 404"),
    "move": (HOME_CARE, move_home_care, "status 301"),
    "delete": (PRIVACY, lambda: latvian(ContentPage, slug="privatums").delete(), "status 404"),
    "delete by the base class": (PRIVACY, lambda: latvian(Page, slug="privatums").delete(), "status 404"),
    "restrict": (
        PRIVACY,
        lambda: PageViewRestriction.objects.create(
            page=latvian(Page, slug="privatums"), restriction_type=PageViewRestriction.LOGIN
        ),
        "status 302",
    ),
    "rename": (PRIVACY, lambda: saved(latvian(ContentPage, slug="privatums"), slug="dati"), "status 404"),
    "fee": (HOME_CARE, change_fee, "31,07"),
    "fee schedule": ("/lv/cenradis/", change_fee, "31,07"),
    "document": (HOME_CARE, lambda: [saved(d, name="Papīrs X") for d in DocumentType.objects.all()], "Papīrs X"),
    "decider": (HOME_CARE, lambda: [saved(s, decider_text="Padome X") for s in Service.objects.all()], "Padome X"),
    "unit": (HOME_CARE, lambda: [saved(u, phone="67 000 001") for u in Unit.objects.all()], "67 000 001"),
    "settings": (PRIVACY, lambda: saved(OfficeSettings.objects.get(), phone="67 000 002"), "67 000 002"),
    "menu": (PRIVACY, lambda: change_title(latvian(ContactsPage), "Saziņa"), "Saziņa"),
    "synonym": ("/lv/meklet/?q=brīnumvārds", change_synonyms, HOME_CARE),
    "news": (
        "/lv/",
        lambda: change_title(Page.objects.get(slug="drosibas-poga-vieniem").specific, "Cita ziņa"),
        "Cita ziņa",
    ),
    "goes live by itself": (PRIVACY, go_live_by_schedule, "Rītdienas privātums"),
    "ends by itself": (PRIVACY, end_by_schedule, "status 404"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_in_the_next_answer(change):
    path, act, expected = CHANGES[change]
    assert expected not in shown(path)
    shown(path)
    act()
    assert expected in shown(path)


def test_what_is_taken_off_the_menu_is_gone_everywhere():
    menu_link = '<a href="/lv/kontakti/"'
    assert menu_link in shown(PRIVACY).split("<footer")[0]
    leave_menu()
    assert menu_link not in shown(PRIVACY).split("<footer")[0]


def test_a_withdrawn_e_service_is_not_offered():
    assert START in shown(HOME_CARE)
    latvian(EServicePage).unpublish()
    assert START not in shown(HOME_CARE)
    assert shown(START) == "status 404"


def test_a_day_off_moves_the_promised_day():
    before = shown(HOME_CARE)
    for ahead in range(1, 30):
        CalendarException.objects.get_or_create(
            day=calendar.today() + timedelta(days=ahead), defaults={"working": False}
        )
    assert shown(HOME_CARE) != before


def test_an_address_that_was_nothing_leads_on_as_soon_as_it_does():
    assert shown("/lv/vecais/") == "status 404"
    Redirect.objects.create(old_path="/lv/vecais", redirect_link=PRIVACY)
    assert get("/lv/vecais/").status_code == 301


def test_a_page_made_public_again_is_shown():
    restriction = PageViewRestriction.objects.create(
        page=latvian(Page, slug="privatums"), restriction_type=PageViewRestriction.LOGIN
    )
    assert shown(PRIVACY) == "status 302"
    restriction.delete()
    assert "Privātums" in shown(PRIVACY)


def at(monkeypatch, moment):
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def test_at_midnight_in_riga_the_day_changes(monkeypatch):
    riga = timezone.get_default_timezone()
    saved(Fee.objects.get(amount=Decimal("28.46"), valid_until=None), valid_until=date(2026, 11, 30))
    at(monkeypatch, datetime(2026, 11, 30, 23, 59, 50, tzinfo=riga))
    before = shown("/lv/cenradis/")
    at(monkeypatch, datetime(2026, 11, 30, 23, 59, 59, tzinfo=riga))
    with counted(1):
        assert shown("/lv/cenradis/") == before
    at(monkeypatch, datetime(2026, 12, 1, 0, 0, 0, tzinfo=riga))
    assert shown("/lv/cenradis/") != before


def test_a_page_holds_for_an_hour_at_most(monkeypatch, settings):
    begun = datetime(2026, 11, 30, 10, tzinfo=timezone.get_default_timezone())
    at(monkeypatch, begun)
    get(PRIVACY)
    at(monkeypatch, begun + timedelta(seconds=settings.PAGE_CACHE_SECONDS))
    with pytest.raises(AssertionError), counted(1):
        get(PRIVACY)


def test_a_page_made_while_something_changed_is_not_served_again(monkeypatch):
    """The change is committed after the page was read, before it is kept."""
    from pages.page_cache import middleware

    def slow_keep(*args):
        saved(OfficeSettings.objects.get(), phone="67 000 003")
        return keep(*args)

    keep = middleware.keep
    monkeypatch.setattr(middleware, "keep", slow_keep)
    assert "67 000 003" not in shown(PRIVACY)
    monkeypatch.setattr(middleware, "keep", keep)
    assert "67 000 003" in shown(PRIVACY)


def test_remembered_facts_of_an_earlier_state_do_not_get_into_a_new_page():
    """Another process wrote: its row of the change is all this process gets to know."""
    assert "67 000 004" not in shown(PRIVACY)
    OfficeSettings.objects.update(phone="67 000 004")
    assert "67 000 004" not in shown(PRIVACY)
    Change.objects.create()
    assert "67 000 004" in shown(PRIVACY)


def test_rows_of_changes_are_pruned_and_the_state_never_comes_back():
    seen = {state()}
    for _ in range(3):
        Change.objects.create()
        assert state() not in seen
        seen.add(state())
    Change.objects.update(noted_at=timezone.now() - timedelta(hours=2))
    prune()
    assert Change.objects.count() == 1
    assert state() not in seen
    seen.add(state())
    # Begun long ago, committed only now, after a younger one.
    Change.objects.update(noted_at=timezone.now() - timedelta(minutes=11))
    Change.objects.create(pk=1)
    Change.objects.filter(pk=1).update(noted_at=timezone.now() - timedelta(minutes=12))
    seen.add(state())
    prune()
    assert state() not in seen


def test_nothing_is_pruned_where_nothing_has_changed():
    Change.objects.update(noted_at=timezone.now() - timedelta(hours=2))
    prune()
    before = state()
    Change.objects.update(noted_at=timezone.now() - timedelta(hours=2))
    prune()
    assert state() == before


def test_staff_see_the_page_with_their_session_and_it_is_not_kept():
    client = Client()
    client.force_login(StaffUser.objects.get(username="redaktore"))
    assert get(PRIVACY, client).status_code == 200
    assert len(store) == 0


def test_a_store_lets_one_make_and_the_others_wait():
    ours = Store()
    assert ours.begin("page") is None
    waiting = ours.begin("page")
    assert not waiting.is_set()
    ours.end("page")
    assert waiting.is_set()
    assert ours.begin("page") is None
