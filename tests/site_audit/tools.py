"""The Nu HTML checker and Lighthouse, from their own folder (``scripts/audit``)."""

import json
import os
import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "scripts" / "audit"
MODULES = FOLDER / "node_modules"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TRIES = 3
CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"


def installed() -> None:
    """Fetch both by the lock file, once; say so where Java is missing."""
    if not MODULES.exists():
        subprocess.run(["npm", "ci"], cwd=FOLDER, check=True)
    if shutil.which("java") is None:
        raise SystemExit("The Nu HTML checker runs on Java: apt-get install default-jre-headless")


def html_errors(folder: Path) -> dict[str, list[str]]:
    """The errors of the Nu HTML checker by file name."""
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xmx512m", "-jar", str(jar), "--errors-only", "--format", "json", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    found: dict[str, list[str]] = {}
    for each in json.loads(done.stderr)["messages"]:
        told = f"{each['message']} ({each.get('extract', '').strip()[:100]})"
        found.setdefault(Path(each["url"]).name, []).append(told)
    return found


def scores(address: str) -> dict[str, int]:
    """The medians of Lighthouse's scores on a phone, of 100, in three runs: a busy machine is not a slow page."""
    runs = [_scored(address) for _run in range(3)]
    return {name: sorted(run[name] for run in runs)[1] for name in CATEGORIES}


def _scored(address: str) -> dict[str, int]:
    # The demo asks search engines to stay away: that one audit is left out. On a busy machine a run may break off.
    command = [
        str(MODULES / ".bin" / "lighthouse"), address, "--quiet", "--output=json", "--skip-audits=is-crawlable",
        f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox",
    ]  # fmt: skip
    env = {**os.environ, "CHROME_PATH": CHROMIUM}
    runs = (subprocess.run(command, capture_output=True, text=True, env=env) for _try in range(TRIES))
    done = next(run for run in runs if run.returncode == 0)
    told = json.loads(done.stdout)
    return {name: round(100 * (told["categories"][name]["score"] or 0)) for name in CATEGORIES}
