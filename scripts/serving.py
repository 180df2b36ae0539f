"""How the portal is served: one command for the demo, the measurements and the tests."""

from __future__ import annotations

import sys
from pathlib import Path


def command(
    port: int,
    *,
    workers: int = 1,
    application: str = "portal.wsgi:application",
    python: Path | str = sys.executable,
) -> list[str]:
    """Return the command of a web server on this port of this machine: so many processes, four threads each."""
    where = ["--interface", "wsgi", "--http", "1", "--no-ws", "--host", "127.0.0.1", "--port", str(port)]
    size = ["--workers", str(workers), "--blocking-threads", "4", "--log-level", "warning"]
    return [str(python), "-m", "granian", *where, *size, application]
