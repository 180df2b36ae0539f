"""Pages laid out for a web server: the same page, only what is for everybody, for as long as it holds."""

import gzip
import re
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from pages.page_cache import finished
from pages.page_cache.keys import Key
from pages.page_cache.store import store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

PAGE = "/lv/privatums/"
HOST = "testserver"
KEY = Key("http", HOST, PAGE, "")
CONFIGURATION = Path(django_settings.BASE_DIR, "deploy", "nginx.conf").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def folder(demo_site, settings, tmp_path):
    settings.PAGE_CACHE_ENTRIES = 100
    settings.FINISHED_PAGES_DIR = tmp_path / "pages"
    finished._laid_out.clear()
    store.clear()
    yield settings.FINISHED_PAGES_DIR
    store.clear()


def laid_out(folder):
    return sorted(folder.glob("[0-9]*/**/index.html*")) if folder.exists() else []


def get(path=PAGE, client=None, **headers):
    return (client or Client()).get(path, headers=headers)


def test_a_page_lies_where_the_server_looks_with_the_words_and_the_time_of_its_making(folder):
    body = get().content
    packed, plain = sorted(laid_out(folder), key=lambda file: file.suffix != ".gz")
    slot = int(time.time()) // finished.SLOT
    assert plain.relative_to(folder).as_posix() in {
        f"{each}/http/{HOST}/lv/privatums/index.html" for each in (slot, slot - 1)
    }
    assert plain.read_bytes() == body == gzip.decompress(packed.read_bytes())
    assert {oct(file.stat().st_mode & 0o777) for file in (plain, packed)} == {"0o644"}
    assert plain.stat().st_mtime == pytest.approx(store.get(KEY).made.timestamp(), abs=0.01)


def test_a_page_goes_only_into_a_slot_it_holds_for_whole(folder):
    get()
    kept = store.get(KEY)
    finished.clear()
    finished._laid_out.clear()
    finished.put(KEY, replace(kept, until=timezone.now()))
    assert laid_out(folder) == []
    finished.put(KEY, replace(kept, until=timezone.now() + timedelta(seconds=2 * finished.SLOT)))
    assert len(laid_out(folder)) == 2


def test_slots_that_are_over_are_cleared_away(folder, monkeypatch):
    get()
    kept, later = store.get(KEY), time.time() + 3 * finished.SLOT
    monkeypatch.setattr(finished.time, "time", lambda: later)
    finished.put(KEY, kept)
    assert {each.parts[len(folder.parts)] for each in laid_out(folder)} == {str(int(later) // finished.SLOT)}


@pytest.mark.parametrize("path", ["/lv/privatums/?x=1", "/lv/meklet/?q=zinas", "/lv/nav-tadas/", "/healthz"])
def test_questions_and_what_is_no_page_are_not_laid_out(folder, path):
    get(path)
    assert laid_out(folder) == []


def test_what_a_signed_in_person_reads_is_not_laid_out(folder, django_user_model):
    client = Client()
    client.force_login(django_user_model.objects.create_user("persona", password="x"))
    get(client=client)
    assert laid_out(folder) == []


@pytest.mark.parametrize(
    "key",
    [
        Key("http", "..", PAGE, ""),
        Key("http", "a/../b", PAGE, ""),
        Key("http", HOST, "/lv/../../etc/", ""),
        Key("http", HOST, "/lv/privatums", ""),
        Key("http", HOST, f"/lv/{'a' * 600}/", ""),
        Key("http", HOST, PAGE, "kam=seniors"),
    ],
)
def test_only_plain_names_become_folders(folder, key):
    get()
    kept = store.get(KEY)
    finished.clear()
    finished._laid_out.clear()
    finished.put(key, kept)
    assert laid_out(folder) == []


def test_a_page_with_a_header_the_server_does_not_send_is_left_to_the_portal(folder):
    get()
    kept = store.get(KEY)
    finished.clear()
    finished._laid_out.clear()
    finished.put(KEY, replace(kept, headers={**kept.headers, "Link": "</x>; rel=preload"}))
    assert laid_out(folder) == []


def test_a_folder_that_cannot_be_written_costs_no_page(folder, settings, tmp_path):
    (tmp_path / "pages").write_text("a file where the folder should be")
    assert get().status_code == 200


def test_nowhere_is_the_default(folder, settings):
    settings.FINISHED_PAGES_DIR = None
    get()
    finished.clear()
    assert not folder.exists()


def directives(text):
    """A header as a set of its parts: their order says nothing."""
    return {part.strip() for part in re.split(r"[;,]", text)}


def test_the_server_sends_the_headers_the_portal_sends(settings):
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    answer = Client().get(PAGE, secure=True)
    place = CONFIGURATION[CONFIGURATION.index("location / {") :].split("}\n")[0]
    sent = {name: directives(value.strip('"')) for name, value in re.findall(r"add_header (\S+) (.+);", place)}
    sent["Content-Language"] = {answer["Content-Language"]}
    own = {"Content-Type", "Content-Length", "ETag", "X-Robots-Tag"}
    assert sent == {name: directives(value) for name, value in answer.headers.items() if name not in own}
    assert set(sent) | own - {"Content-Length", "ETag"} == finished._SENT_BY_SERVER


def test_the_server_looks_past_the_files_for_whoever_is_somebody(settings):
    for cookie in (settings.SESSION_COOKIE_NAME, "messages"):
        assert cookie in re.search(r"map \$http_cookie .*?\}", CONFIGURATION, re.DOTALL)[0]
