"""Staff of an invented office in front of the inbox."""

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import Locale

from portal.people.models import Role
from portal.people.roles import sync_groups
from tests.cases import making
from tests.registration.making import journal


@pytest.fixture(autouse=True)
def office(db):
    """Wagtail's groups, the journal every office has, and no count remembered from another test."""
    cache.clear()
    Locale.objects.get_or_create(language_code="lv")
    sync_groups()
    journal()


@pytest.fixture
def at(monkeypatch):
    """Set the clock of the office."""

    def set_clock(text):
        monkeypatch.setattr("django.utils.timezone.now", lambda: making.riga(text))

    return set_clock


@pytest.fixture
def monday(at):
    """Nine in the morning of Monday, 23 November 2026."""
    at("2026-11-23 09:00")


@pytest.fixture
def browser_of():
    """The browser of a member of staff."""

    def open_browser(user) -> Client:
        client = Client(headers={"accept-language": "lv"})
        client.force_login(user)
        return client

    return open_browser


@pytest.fixture
def registrar():
    return making.registrar("lietvede")


@pytest.fixture
def inbox(registrar, browser_of):
    """The registrar's browser."""
    return browser_of(registrar)


@pytest.fixture
def handler():
    return making.staff(Role.HANDLER, of=making.unit(), name="darbiniece")
