"""Every step, review and receipt of every form in every language: `tests/browser/test_forms.py`, thorough."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def walked() -> tuple[int, list[str]]:
    """Walk through every rehearsal of every form in every language; give how many forms, and what was found."""
    with tempfile.TemporaryDirectory() as data:
        environment = os.environ | {"THOROUGH": "1", "DATA_DIR": data, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
        command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--tb=short", "tests/browser/test_forms.py"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    sys.stderr.write(done.stdout[-5000:])
    passed = re.search(r"(\d+) passed", done.stdout)
    return int(passed[1]) if passed else 0, re.findall(r"^(?:FAILED|ERROR) \S+::(.+)$", done.stdout, re.MULTILINE)
