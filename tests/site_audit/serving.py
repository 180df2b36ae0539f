"""A demo office to look at: one that runs already, or one filled for this run."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from tests.bench.measuring import script

PORT = int(os.environ.get("AUDIT_PORT", "8591"))
STARTS_WITHIN = 60


@contextmanager
def served() -> Iterator[str]:
    """Give the address of a demo; one started here ends with the block."""
    running = os.environ.get("AUDIT_URL")
    if running:
        yield running.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as data:
        settings = {"DATA_DIR": data, "DJANGO_SETTINGS_MODULE": "portal.settings.demo"}
        env = {**os.environ, **settings, "PUBLIC_URL": f"http://127.0.0.1:{PORT}"}
        for act in (["migrate", "-v0"], ["seed_demo", "-v0"], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run([sys.executable, "manage.py", *act], env=env, check=True)
        process = subprocess.Popen(script("serving").command(PORT), env=env)
        try:
            yield _ready(f"http://127.0.0.1:{PORT}")
        finally:
            process.terminate()
            process.wait()


def _ready(address: str) -> str:
    for _second in range(STARTS_WITHIN):
        try:
            urlopen(f"{address}/healthz")  # noqa: S310 -- our own server
        except URLError:
            time.sleep(1)
        else:
            return address
    raise RuntimeError(f"{address} does not answer")
