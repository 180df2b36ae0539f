"""So many attempts in so much time, across windows, processes and addresses."""

import datetime
import threading

import pytest
from django.db import connection
from django.test import RequestFactory

from portal.throttling.addresses import address_of
from portal.throttling.limits import allow, clear, purge_expired, remaining
from portal.throttling.models import AttemptWindow

START = datetime.datetime(2026, 11, 21, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def clock(monkeypatch):
    """A clock the test moves; it starts at the beginning of a window of every length used here."""

    class Clock:
        now = START

        def forward(self, **passed):
            self.now += datetime.timedelta(**passed)

    moving = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: moving.now)
    return moving


def attempts(count, subject="203.0.113.7", **limit):
    return [allow("tracking.secret", subject, **({"limit": 3, "seconds": 60} | limit)) for _ in range(count)]


@pytest.mark.django_db
def test_the_limit_holds_and_ends(clock):
    assert attempts(5) == [True, True, True, False, False]
    clock.forward(seconds=119)
    assert attempts(1) == [True]


@pytest.mark.django_db
def test_both_sides_of_a_boundary_count_together(clock):
    clock.forward(seconds=59)
    assert attempts(3) == [True, True, True]
    clock.forward(seconds=2)
    assert attempts(2) == [True, False], "at most the sixtieth that has passed is free again"
    clock.forward(seconds=58)
    assert attempts(3) == [True, True, False]


@pytest.mark.django_db
def test_refused_attempts_do_not_lengthen_the_wait(clock):
    attempts(3)
    for _ in range(10):
        clock.forward(seconds=5)
        assert attempts(1) in ([False], [True])
    row_count = AttemptWindow.objects.get().count
    assert row_count == 3
    clock.forward(seconds=60)
    assert attempts(1) == [True]


@pytest.mark.django_db
def test_purposes_subjects_and_periods_are_apart(clock):
    attempts(3)
    assert attempts(1) == [False]
    assert attempts(1, subject="203.0.113.8") == [True]
    assert allow("login", "203.0.113.7", limit=3, seconds=60)
    assert attempts(1, seconds=3600) == [True]


@pytest.mark.django_db
def test_what_is_left_and_starting_anew(clock):
    limit = {"limit": 3, "seconds": 60}
    assert remaining("tracking.secret", "a", **limit) == 3
    attempts(2, subject="a")
    assert remaining("tracking.secret", "a", **limit) == 1
    attempts(5, subject="a")
    assert remaining("tracking.secret", "a", **limit) == 0
    clear("tracking.secret", "a", seconds=60)
    assert remaining("tracking.secret", "a", **limit) == 3


@pytest.mark.django_db
def test_the_table_holds_no_address_and_is_emptied(clock):
    attempts(1, subject="anna@example.lv")
    row = AttemptWindow.objects.get()
    assert "anna" not in row.key
    assert len(row.key) == 64
    clock.forward(seconds=119)
    assert purge_expired() == 0
    clock.forward(seconds=2)
    assert purge_expired() == 1


@pytest.mark.django_db
def test_a_refusal_in_a_flood_writes_nothing(clock, django_assert_num_queries):
    attempts(3)
    with django_assert_num_queries(1):
        attempts(1)


@pytest.mark.django_db(transaction=True)
def test_attempts_at_the_same_moment_are_all_counted():
    allowed = []

    def work():
        try:
            allowed.append(sum(attempts(5, limit=10, seconds=86_400)))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(allowed) == 10


@pytest.mark.parametrize(
    ("proxies", "forwarded", "direct", "subject"),
    [
        (0, "", "203.0.113.7", "203.0.113.7"),
        (0, "198.51.100.1", "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1", "10.0.0.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "10.0.0.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.2", "10.0.0.1", "198.51.100.1"),
        (1, "", "10.0.0.1", "10.0.0.1"),
        (0, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (0, "", "::ffff:203.0.113.7", "203.0.113.7"),
        (1, "<script>", "10.0.0.1", "unknown"),
        (0, "", "", "unknown"),
    ],
)
def test_whose_address_counts(settings, proxies, forwarded, direct, subject):
    settings.TRUSTED_PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert address_of(RequestFactory().get("/", REMOTE_ADDR=direct, **headers)) == subject
