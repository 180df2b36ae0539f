"""Each of the demo office's e-services, filled in to the end as a rehearsal tells, every page looked at on a phone.

The pages are made over the test client and shown in a real browser with the kit's style and scripts. A page like one
that was looked at is not shown again. ``THOROUGH=1`` walks through every rehearsal in every language (minutes).
"""

import json
import os
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import resolve
from playwright.sync_api import Browser, Route

from eservices.applications.models import Application
from eservices.definitions.models import EServicePage
from portal.demo.reading import eservice_files
from tests.bench.walking import filled_in, handed_in
from tests.browser.conftest import AXE, LOOKED_AT, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.usefixtures("demo_office")]
HOST = "http://durvis.example"
DEFINITIONS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in eservice_files()}
THOROUGH = bool(os.environ.get("THOROUGH"))
TRANSLATED = sorted(DEFINITIONS) if THOROUGH else ["aprupe-majas", "palidziba-bernam"]
# What differs between two showings of one page: whose draft it is, and which step of how many.
PASSING = re.compile(
    r'[0-9a-f]{32}|[0-9a-f-]{36}|name="(revision|csrfmiddlewaretoken)" value="[^"]*"|\d+ [a-zа-я]+ \d+'
)


@pytest.mark.parametrize("key", sorted(DEFINITIONS))
def test_an_eservice_is_accessible_on_a_phone_from_start_to_receipt(key, phone):
    rehearsals = whole_rehearsals(key)
    for rehearsal in rehearsals if THOROUGH else rehearsals[:1]:
        assert phone.faults_of(key, "lv", rehearsal["answers"]) == []
        assert Application.objects.filter(form_version__eservice=key).exists()


@pytest.mark.parametrize("key", TRANSLATED)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_translated_eservice_is_accessible_on_a_phone(key, language, phone):
    for rehearsal in whole_rehearsals(key) if THOROUGH else whole_rehearsals(key)[:1]:
        assert phone.faults_of(key, language, rehearsal["answers"]) == []


def whole_rehearsals(key: str) -> list[dict[str, Any]]:
    """The rehearsals that end in an application, the one of most steps first."""
    whole = [one for one in DEFINITIONS[key]["rehearsals"] if not one["expect"].get("errors")]
    return sorted(whole, key=lambda one: -len(one["expect"].get("steps") or ()))


def walk(key: str, language: str, answers: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Fill a form in from its start page to the receipt; give the address and the HTML of every page."""
    client = Client(REMOTE_ADDR="192.0.2.7")
    address = EServicePage.objects.live().get(key=key, locale__language_code=language).url
    yield address, client.get(address).content.decode()
    address = client.get(f"{address}sakt/")["Location"]
    left = 4 * len(DEFINITIONS[key]["schema"]["steps"])
    while resolve(urlsplit(address).path).view_name == "journeys:step":
        page = client.get(address)
        while page.status_code == 200:
            left -= 1
            assert left, f"{address} comes again and again"
            assert not page.context["form"].errors, f"{address}: {page.context['form'].errors.as_json()}"
            html = page.content.decode()
            yield address, html
            # Only what is on the page: what an answer calls for appears, and is looked at, before it is answered.
            posted = {name: values for name, values in filled_in(page, answers).items() if f'name="{name}"' in html}
            page = client.post(address, posted | _another_row(page, answers, html))
        address = page["Location"]
    review = client.get(address)
    yield address, review.content.decode()
    address = client.post(address, handed_in(review))["Location"]
    yield address, client.get(address).content.decode()


def _another_row(page: Any, answers: dict[str, Any], html: str) -> dict[str, list[str]]:
    """Press the button that adds a row where more are wanted than the page has."""
    questions = page.context["form"].questions
    for group in dict.fromkeys(one.group for one in questions if one.group):
        button, shown = f"add-{group}", {one.row for one in questions if one.group == group}
        if len(answers.get(group) or ()) > len(shown) and f'name="{button}"' in html:
            return {button: ["1"]}
    return {}


class Phone:
    """A phone's browser that is shown pages and tells what axe finds in them and what does not fit."""

    def __init__(self, browser: Browser) -> None:
        self.page = browser.new_context(viewport=PHONE, base_url=HOST).new_page()
        self.page.route("**/*", self._serve)
        self.axe = AXE.read_text()
        self.html = ""
        self.seen: set[str] = set()
        self.absent: list[str] = []

    def faults_of(self, key: str, language: str, answers: dict[str, Any]) -> list[str]:
        """Walk through a form; list what is wrong with any page not seen yet, and what the pages could not load."""
        title = DEFINITIONS[key]["texts"][language]["title"]
        pages = [(address, html) for address, html in walk(key, language, answers) if self._is_new(html, title)]
        if not LOOKED_AT:
            return []
        return [fault for address, html in pages for fault in self._look(address, html)] + self.absent

    def _is_new(self, html: str, title: str) -> bool:
        like = PASSING.sub("", html[html.index("<main") : html.index("</main>")].replace(title, ""))
        known = like in self.seen
        self.seen.add(like)
        return not known

    def _look(self, address: str, html: str) -> Iterator[str]:
        self.html = html
        self.page.set_viewport_size(PHONE)
        self.page.goto(HOST + address)
        self.page.evaluate(self.axe)
        for found in self.page.evaluate("async () => (await axe.run()).violations"):
            yield f"{address}: {found['id']}: {found['help']} {[node['html'][:160] for node in found['nodes']]}"
        self.page.set_viewport_size({"width": 320, "height": 640})
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            yield f"{address} is {width} px wide at 320"

    def _serve(self, route: Route) -> None:
        if route.request.resource_type == "document":
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
            return
        path = route.request.url.removeprefix(f"{HOST}/static/").partition("?")[0]
        if found := finders.find(path):
            route.fulfill(path=found)
        else:
            self.absent.append(f"{path} is not there")
            route.abort()


@pytest.fixture(scope="module")
def phone(browser) -> Iterator[Phone]:
    """A phone's browser with axe."""
    shown = Phone(browser)
    yield shown
    shown.page.context.close()
