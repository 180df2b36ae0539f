"""What a process remembers: by the state it was read in, for a minute, and so much at most."""

from types import SimpleNamespace

import pytest
from wagtail.models import Locale

from portal import remembering
from portal.changes.noting import state
from portal.remembering import as_of, forget, memory, remembered


def count():
    """A value that is another each time it is built."""
    count.times += 1
    return count.times


@pytest.fixture(autouse=True)
def from_one():
    count.times = 0


def test_what_is_remembered_is_built_once():
    assert [remembered("phones", count), remembered("phones", count), remembered("menu", count)] == [1, 1, 2]


def test_each_state_of_changes_has_its_own():
    with as_of("1-1-1"):
        assert remembered("phones", count) == 1
    with as_of("1-2-2"):
        assert remembered("phones", count) == 2
    with as_of("1-1-1"):
        assert remembered("phones", count) == 1
    assert remembered("phones", count) == 3


def test_that_there_is_none_is_asked_again():
    assert remembered("page", lambda: None) is None
    assert remembered("page", count) == 1


def test_nothing_is_remembered_longer_than_a_minute(monkeypatch):
    for seconds, value in ((0, 1), (remembering.SECONDS - 1, 1), (remembering.SECONDS + 1, 2)):
        monkeypatch.setattr(remembering, "time", SimpleNamespace(monotonic=lambda since=seconds: 1000.0 + since))
        assert remembered("phones", count) == value


def test_of_too_much_the_oldest_goes(monkeypatch):
    monkeypatch.setattr(remembering, "MOST", 2)
    for key in ("first", "second", "third"):
        remembered(key, count)
    assert [remembered("second", count), remembered("third", count), remembered("first", count)] == [2, 3, 4]


@pytest.mark.django_db
def test_a_saved_fact_is_forgotten_at_once_and_told_to_the_others():
    before = state()
    assert remembered("phones", count) == 1
    Locale.objects.first().save()
    assert remembered("phones", count) == 2
    assert state() != before


@pytest.mark.django_db
def test_who_writes_without_a_signal_says_so():
    assert remembered("phones", count) == 1
    forget()
    assert remembered("phones", count) == 2


def test_clearing_forgets_every_state():
    with as_of("1-1-1"):
        remembered("phones", count)
        memory.clear()
        assert remembered("phones", count) == 2
