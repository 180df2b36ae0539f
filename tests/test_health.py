"""What a probe is told."""

import datetime

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from portal.due_work.models import Heartbeat
from portal.due_work.working import beat


@pytest.mark.django_db
def test_healthz_answers_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_when_every_part_is(client):
    beat()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "migrations": "ok", "keys": "ok", "worker": "ok"}
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("ago", [None, 3])
def test_a_worker_that_is_not_seen_is_named(client, ago):
    if ago:
        Heartbeat.objects.create(name="worker", at=timezone.now() - datetime.timedelta(minutes=ago))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["worker"] == "not seen"


@pytest.mark.django_db
def test_a_missing_migration_is_named(client):
    beat()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'audit'")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "missing")


@pytest.mark.django_db
def test_a_missing_key_is_named_without_secrets_or_paths(client, settings, tmp_path):
    beat()
    settings.DEMO, settings.KEYS_DIR = False, tmp_path / "keys"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["keys"]) == (503, "failed: ImproperlyConfigured")
    assert str(tmp_path) not in answer.text


@pytest.mark.django_db
def test_a_silent_database_is_named(client, monkeypatch):
    def fail(*_):
        raise OperationalError("could not connect to 10.0.0.5 as durvis")

    monkeypatch.setattr("portal.health.connection", type("Connection", (), {"cursor": fail})())
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "failed: OperationalError")
    assert "10.0.0.5" not in answer.text
