"""What every part needs: an office made for the run, parts as processes, statements counted, tables printed."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "tests.bench.settings"


def script(name: str) -> Any:
    """A module of ``scripts/``, which is no package."""
    folder = str(ROOT / "scripts")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return import_module(name)


def environment(data_dir: Path, database_url: str = "") -> dict[str, str]:
    """An office of its own: its data folder and, where given, its database. Static files are shared beside it."""
    known = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "KEYS_DIR")}
    known |= {"DJANGO_SETTINGS_MODULE": SETTINGS, "DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)}
    known["BENCH_STATIC"] = str(data_dir.with_name("static"))
    return known | ({"DATABASE_URL": database_url} if database_url else {})


def part_command(name: str, *options: str) -> list[str]:
    """The command that runs a part."""
    return [sys.executable, "-m", "tests.bench.part", name, *options]


def make_office(env: dict[str, str]) -> None:
    """Tables, demo content and, once for all offices, static files."""
    commands = [["migrate", "--noinput", "-v0"], ["seed_demo"]]
    if not Path(env["BENCH_STATIC"]).exists():
        commands.append(["collectstatic", "--noinput", "-v0"])
    for command in commands:
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, check=True
        )


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """The SQL statements, with their parameters, that run inside the block."""
    from django.db import connection

    seen: list[tuple[str, Any]] = []

    def note(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT")):
            seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def forget_everything() -> None:
    """Be a process that has just started: nothing remembered, no page, no menu, no name."""
    from django.contrib.contenttypes.models import ContentType
    from django.core.cache import cache
    from wagtail.models import Site

    from portal.remembering import memory
    from portal.working_days import calendar

    cache.clear()
    memory.clear()
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
    calendar.forget()


def seconds(act: Callable[[], object]) -> float:
    """How long an act takes, once."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def alternating(acts: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median seconds of each act, measured in turns so that a busy moment hits all of them."""
    times: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(rounds):
        for name, act in acts.items():
            times[name].append(seconds(act))
    return {name: statistics.median(found) for name, found in times.items()}


def heading(text: str) -> None:
    """Begin a part of the report."""
    print(f"\n## {text}\n", flush=True)


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table in Markdown, its columns lined up."""
    lines = [list(map(str, columns)), *[list(map(str, row)) for row in rows]]
    widths = [max(len(line[n]) for line in lines) for n in range(len(columns))]
    rule = ["-" * widths[0], *["-" * (width - 1) + ":" for width in widths[1:]]]
    for line in [lines[0], rule, *lines[1:]]:
        cells = [
            line[0].ljust(widths[0]),
            *[cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)],
        ]
        print(f"| {' | '.join(cells)} |")
    sys.stdout.flush()
