"""Whether the portal lives (``/healthz``) and can do its work (``/readyz``)."""

import datetime
from collections.abc import Callable

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from portal.due_work.models import Heartbeat
from portal.personal_data.keys import keys

# A worker notes that it lives every ten seconds, and before each row; one row may take long.
HEARTBEAT_FRESH = datetime.timedelta(minutes=2)


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; asks nothing of the database."""
    return _uncached(HttpResponse("ok", content_type="text/plain"))


def readyz(request: HttpRequest) -> HttpResponse:
    """Say what is ready: 200 when everything is, 503 otherwise; each part by name, with no secrets and no paths."""
    parts = {name: _asked(check) for name, check in CHECKS.items()}
    ready = all(word == "ok" for word in parts.values())
    return _uncached(JsonResponse({"ready": ready, **parts}, status=200 if ready else 503))


def _asked(check: Callable[[], str]) -> str:
    try:
        return check()
    except (DatabaseError, ImproperlyConfigured, OSError) as fault:
        return f"failed: {type(fault).__name__}"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return "missing" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"


def _keys() -> str:
    return "ok" if keys().current else "missing"


def _worker() -> str:
    seen = Heartbeat.objects.filter(at__gt=timezone.now() - HEARTBEAT_FRESH).exists()
    return "ok" if seen else "not seen"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "keys": _keys,
    "worker": _worker,
}


def _uncached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
