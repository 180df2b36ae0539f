"""Run every test on SQLite and on PostgreSQL, the browser stories in a real Chromium included.

Screens look the same on both, so axe looks at them on SQLite only; what asks no database is not asked twice either.

A throw-away PostgreSQL server is made in a temporary folder and ended afterwards. What is
missing is installed; what cannot be installed ends the run and says so. Arguments go to pytest.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import ready


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def server_user() -> dict[str, object]:
    """PostgreSQL refuses to run as root: then it runs as the user its package made."""
    if os.geteuid():
        return {}
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        ready.stop("PostgreSQL does not run as root and there is no user `postgres`; run the tests as another user.")
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server with its data in a temporary folder; give its DATABASE_URL; end it."""
    programs = ready.find_postgres()
    folder = Path(tempfile.mkdtemp(prefix="durvis-pg-"))
    folder.chmod(0o777)
    data, port, user = folder / "data", free_port(), server_user()
    locale = ["--locale=C", "--encoding=UTF8", "--auth=trust", "--username=durvis"]
    try:
        subprocess.run(
            [f"{programs}/initdb", "-D", str(data), *locale], check=True, capture_output=True, cwd=folder, **user
        )  # type: ignore[call-overload]
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60"
        control = [f"{programs}/pg_ctl", "-D", str(data), "-w", "-l", f"{folder}/log"]
        subprocess.run([*control, "-o", options, "start"], check=True, capture_output=True, cwd=folder, **user)  # type: ignore[call-overload]
        try:
            yield f"postgres://durvis@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], capture_output=True, cwd=folder, **user)  # type: ignore[call-overload]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def pytest(database_url: str, arguments: list[str]) -> int:
    """Run pytest once on one database, with an own data folder."""
    with tempfile.TemporaryDirectory(prefix="durvis-test-") as folder:
        environment = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": database_url}
        environment |= {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "CHROMIUM": ready.find_chromium() or ""}
        if not database_url:
            del environment["DATABASE_URL"]
        command = [
            str(ready.PYTHON),
            "-m",
            "pytest",
            "-n",
            str(min(os.cpu_count() or 2, 4)),
            "-q",
            *arguments,
        ]
        return subprocess.run(command, cwd=ready.ROOT, env=environment).returncode


def main(arguments: list[str]) -> int:
    """Make ready, then test on both databases; nonzero when either failed."""
    ready.checkout("base", "dev", system_parts=ready.TEST_PARTS)
    ready.say("\n== SQLite ==")
    on_sqlite = pytest("", arguments)
    ready.say("\n== PostgreSQL ==")
    with postgres() as address:
        on_postgres = pytest(address, arguments)
    return on_sqlite or on_postgres


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
