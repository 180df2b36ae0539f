"""`make bench`: every measurement, or those named; `--quick` with few rows and rounds; `--keep` writes docs/bench.md.

python -m tests.bench [--quick] [--keep] [statements] [throughput] [page_cache] [search] [steps] [pdf_cost] [inbox_scale]
[editing]
"""

import argparse
import contextlib
import os
import platform
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench.measuring import ROOT, environment, make_office, part_command, script

PARTS = ("statements", "throughput", "page_cache", "search", "steps", "pdf_cost", "inbox_scale", "editing")
KEPT = ROOT / "docs" / "bench.md"
INTRODUCTION = """# What things cost

Printed by `make bench`. Figures stand beside figures of the same run: read the ratios, not the seconds.
"""


class Report:
    """What is printed, and kept to be written down."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, text: str) -> None:
        """Print at once and remember."""
        self.lines += text.splitlines()
        print(text, flush=True)

    def part(self, name: str, env: dict[str, str], *options: str) -> None:
        """Run a part as a process and pass on what it prints."""
        process = subprocess.Popen(part_command(name, *options), cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
        try:
            for line in process.stdout or ():
                self.say(line.rstrip("\n"))
            process.wait()
        finally:
            process.terminate()
            process.wait()
        if process.returncode:
            raise SystemExit(f"{name} failed; the lines above say why.")


def machine() -> str:
    """Say in plain words what this was measured on, without names."""
    cores, memory = os.cpu_count(), os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    server = f"{script('ready').find_postgres()}/postgres"
    postgres = subprocess.run([server, "--version"], capture_output=True, text=True, check=True).stdout.split()[2]
    packages = ", ".join(f"{name} {version(name.lower())}" for name in ("Django", "Wagtail", "WeasyPrint", "granian"))
    return (
        f"{datetime.now(UTC):%Y-%m-%d}. {cores} cores ({platform.machine()}), {memory:.0f} GB of memory, "
        f"{platform.system()}; Python {platform.python_version()}, {packages}, "
        f"SQLite {sqlite3.sqlite_version}, PostgreSQL {postgres}."
    )


def main() -> None:
    """Measure and print; a broken run keeps nothing and leaves nothing running."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the portal.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of: {', '.join(PARTS)}; all when none is named")
    parser.add_argument("--quick", action="store_true", help="few rows and rounds: for trying a change")
    parser.add_argument("--keep", action="store_true", help=f"write the report to {KEPT.relative_to(ROOT)}")
    chosen = parser.parse_args()
    unknown = set(chosen.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    report, begun = Report(), time.monotonic()
    report.say(f"{INTRODUCTION}\n{machine()}{' Quick: few rows and rounds.' if chosen.quick else ''}")
    with tempfile.TemporaryDirectory(prefix="durvis-bench-", ignore_cleanup_errors=True) as folder:
        office = environment(Path(folder) / "demo")
        make_office(office)
        for part in PARTS:
            if part in (chosen.parts or PARTS):
                report.part(part, office, *(["--quick"] if chosen.quick else []))
    report.say(f"\nThe whole run took {(time.monotonic() - begun) / 60:.0f} minutes.")
    if chosen.keep:
        KEPT.write_text("\n".join(report.lines) + "\n")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with contextlib.suppress(KeyboardInterrupt):
        main()
