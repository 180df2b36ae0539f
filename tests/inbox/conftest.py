"""Staff of an invented office in front of the inbox."""

import pytest
from django.test import Client
from wagtail.models import Locale

from portal.people.models import Role
from tests.cases import making
from tests.registration.making import journal


@pytest.fixture(autouse=True)
def office(db, settings):
    """Wagtail's groups and the journal every office has; the count in the menu is not remembered between tests."""
    from django.core.cache import cache

    from portal.people.roles import sync_groups

    cache.clear()
    Locale.objects.get_or_create(language_code="lv")
    sync_groups()
    journal()


@pytest.fixture
def monday(monkeypatch):
    """Monday, 23 November 2026, nine in the morning."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: making.riga("2026-11-23 09:00"))


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def registrar():
    return making.registrar("lietvede")


@pytest.fixture
def inbox(registrar):
    """The registrar's browser."""
    return browser_of(registrar)


@pytest.fixture
def handler():
    return making.staff(Role.HANDLER, of=making.unit(), name="darbiniece")
