"""Kept pages where several ask or change at once: threads of one process, and another process of the office."""

import os
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings as django_settings
from django.db import connection, connections, transaction
from django.test import Client

from pages.models import ContentPage, OfficeSettings
from pages.page_cache import finished, middleware
from pages.page_cache.keys import Key
from pages.page_cache.store import store
from tests.definitions.site import service_index

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("as_migrated")]

PAGE = "/lv/zinas/"
KEY = Key("http", "testserver", PAGE, "")


@pytest.fixture(autouse=True)
def note(as_migrated, settings):
    settings.PAGE_CACHE_ENTRIES = 100
    store.clear()
    home = service_index().get_parent()
    OfficeSettings.objects.get_or_create(site=home.get_site())
    yield home.add_child(instance=ContentPage(title="Pirmais", slug="zinas", locale=home.locale))
    store.clear()


@pytest.fixture
def makings(monkeypatch):
    """Every making of the page takes a moment; gives when they began."""
    begun, original = [], ContentPage.get_context

    def slow(self, request, *args, **kwargs):
        begun.append(time.monotonic())
        time.sleep(0.3)
        return original(self, request, *args, **kwargs)

    monkeypatch.setattr(ContentPage, "get_context", slow)
    return begun


def shown():
    return Client().get(PAGE).content.decode()


def at_once(number, act):
    answers = []

    def run():
        try:
            answers.append(act())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def elsewhere(code):
    """Run code in another process on the same database; return when it has ended."""
    database = connection.settings_dict
    address = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        address = f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    environment = os.environ | {
        "DATABASE_URL": address,
        "DATA_DIR": str(django_settings.DATA_DIR),
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
    }
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    subprocess.run(command, cwd=django_settings.BASE_DIR, env=environment, check=True)


def test_many_who_ask_at_once_have_the_page_made_once(makings):
    answers = at_once(8, shown)
    assert len(answers) == 8
    assert len(set(answers)) == 1
    assert "Pirmais" in answers[0]
    assert len(makings) == 1


def test_after_a_change_many_at_once_make_it_once_and_none_gets_the_old_one(makings, note):
    shown()
    note.title = "Otrais"
    note.save_revision().publish()
    answers = at_once(8, shown)
    assert all("Otrais" in answer for answer in answers)
    assert len(makings) == 2


def test_whoever_waits_too_long_makes_the_page_alone(makings, monkeypatch):
    monkeypatch.setattr(middleware, "SECONDS_TO_WAIT", 0.05)
    assert len(set(at_once(3, shown))) == 1
    assert len(makings) == 3


def test_where_making_fails_the_others_do_not_queue(monkeypatch):
    together = threading.Barrier(2, timeout=20)

    def broken(self, *args, **kwargs):
        # The first to make it fails alone; the others, woken by that, go on side by side.
        if begun.append(1) or len(begun) > 1:
            together.wait()
        raise ValueError("broken")

    begun = []
    monkeypatch.setattr(ContentPage, "get_context", broken)
    answers = at_once(5, lambda: Client(raise_request_exception=False).get(PAGE).status_code)
    assert answers == [500] * 5
    assert not together.broken


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "from pages.models import ContentPage; p = ContentPage.objects.get(); p.title = 'Otrais'; "
            "p.save_revision().publish()",
            '<h1 class="govuk-heading-xl">Otrais</h1>',
        ),
        ("from pages.models import ContentPage; ContentPage.objects.get().unpublish()", "404"),
        (
            "from pages.models import OfficeSettings; o = OfficeSettings.objects.get(); o.phone = '67 000 009'; o.save()",
            "67 000 009",
        ),
    ],
    ids=["published", "unpublished", "settings"],
)
def test_a_change_of_another_process_is_in_the_next_answer(code, expected, django_assert_num_queries):
    shown()
    with django_assert_num_queries(1):
        before = shown()
    elsewhere(code)
    response = Client().get(PAGE)
    now = str(response.status_code) if response.status_code != 200 else response.content.decode()
    assert expected in now
    assert expected not in before


def test_a_page_that_is_not_kept_follows_a_change_of_another_process_too():
    asked = f"{PAGE}?x=1"
    assert "67 000 009" not in Client().get(asked).content.decode()
    elsewhere(
        "from pages.models import OfficeSettings; o = OfficeSettings.objects.get(); o.phone = '67 000 009'; o.save()"
    )
    assert "67 000 009" in Client().get(asked).content.decode()


def test_a_reader_before_the_commit_keeps_nothing_beyond_it(note):
    shown()
    with transaction.atomic():
        note.title = "Otrais"
        note.save_revision().publish()
        assert "Pirmais" in at_once(1, shown)[0]
    assert "Otrais" in shown()


# The same pages laid out as files for a web server.


@pytest.fixture
def folder(settings, tmp_path):
    settings.FINISHED_PAGES_DIR = tmp_path / "pages"
    finished._laid_out.clear()
    return settings.FINISHED_PAGES_DIR


def laid_out(folder):
    return sorted(folder.glob("[0-9]*/**/index.html*")) if folder.exists() else []


def test_made_again_without_a_change_a_page_keeps_the_time_of_its_words(folder, note):
    shown()
    made = store.get(KEY).made
    # Something else has changed: the page is made anew and says the same.
    note.get_parent().specific.save()
    shown()
    assert store.get(KEY).made == made
    note.title = "Otrais"
    note.save_revision().publish()
    shown()
    assert store.get(KEY).made > made


@pytest.mark.parametrize(
    "act",
    [
        lambda note: note.save_revision().publish(),
        lambda note: note.unpublish(),
        lambda note: OfficeSettings.objects.get().save(),
        lambda note: note.delete(),
    ],
    ids=["published", "unpublished", "settings", "deleted"],
)
def test_a_change_takes_every_file_away_before_it_returns(folder, note, act):
    shown()
    assert laid_out(folder)
    act(note)
    assert laid_out(folder) == []
    assert [each.name for each in folder.iterdir()] == [".lock"]


def test_a_change_that_is_undone_takes_nothing_away(folder, note):
    @transaction.atomic
    def undone():
        note.save()
        raise InterruptedError

    shown()
    with pytest.raises(InterruptedError):
        undone()
    assert laid_out(folder)


def test_a_change_of_another_process_takes_the_files_away(folder, monkeypatch):
    shown()
    monkeypatch.setenv("FINISHED_PAGES_DIR", str(folder))
    elsewhere("from pages.models import OfficeSettings; OfficeSettings.objects.get().save()")
    assert laid_out(folder) == []


def test_a_page_made_before_a_change_is_not_laid_out_after_it(folder, note):
    shown()
    old = store.get(KEY)
    note.title = "Otrais"
    note.save_revision().publish()
    finished.put(KEY, old)
    assert laid_out(folder) == []
