"""The inbox as the office's cases grow tenfold, on both databases, and beside the listing Wagtail gives away.

Both databases are filled at the same time, which takes longest, and measured one after another, each alone.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from tests.bench.measuring import ROOT, environment, heading, make_office, part_command, script, table

Found = dict[str, dict[str, Any]]


def main(*options: str) -> None:
    """Fill to the smaller size and measure, fill to the larger and measure again; print both beside each other."""
    sizes = (500, 5_000) if "--quick" in options else (10_000, 100_000)
    demo = Path(os.environ["DATA_DIR"])
    with script("run_tests").postgres() as address:
        offices = {"SQLite": environment(demo), "PostgreSQL": environment(demo.with_name("postgresql"), address)}
        make_office(offices["PostgreSQL"])
        found: dict[str, list[Found]] = {name: [] for name in offices}
        for size in sizes:
            fill(size, list(offices.values()))
            for name, env in offices.items():
                found[name].append(measure(env, *options))
    for name, (small, large) in found.items():
        show(name, sizes, small, large)


def fill(size: int, offices: list[dict[str, str]]) -> None:
    """Bring every office to this many cases, all at once."""
    command = part_command("inbox_pages", "fill", str(size))
    running = [subprocess.Popen(command, cwd=ROOT, env=env) for env in offices]
    outcomes = [process.wait() for process in running]
    if any(outcomes):
        raise SystemExit("Filling the inbox failed; the lines above say why.")


def measure(env: dict[str, str], *options: str) -> Found:
    """What the lists cost now: {"lists": name -> [statements, seconds], "pages": name -> seconds}."""
    command = part_command("inbox_pages", "measure", *options)
    answer = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    found: Found = json.loads(answer.stdout)
    return found


def show(database: str, sizes: tuple[int, int], small: Found, large: Found) -> None:
    """Print the two tables of one database."""
    at = [f"at {size:,}" for size in sizes]
    heading(f"The inbox's first page: SQL, {database}")
    lists = small["lists"]
    table(
        ["list", "statements", *(f"ms {one}" for one in at), "ratio"],
        [
            (
                name,
                f"{count}, {large['lists'][name][0]}",
                ms(time),
                ms(later := large["lists"][name][1]),
                f"{later / time:.2f}",
            )
            for name, (count, time) in lists.items()
        ],
    )
    heading(f"The whole page of 50 rows beside Wagtail's stock listing, {database}")
    table(
        ["cases", "stock listing, ms", "inbox, ms", "ratio"],
        [
            (f"{size:,}", ms(pages["stock"]), ms(pages["inbox"]), f"{pages['inbox'] / pages['stock']:.2f}")
            for size, pages in zip(sizes, (small["pages"], large["pages"]), strict=True)
        ],
    )


def ms(seconds: float) -> str:
    return f"{seconds * 1e3:.2f}" if seconds < 0.01 else f"{seconds * 1e3:.0f}"
