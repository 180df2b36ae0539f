"""What our PDFs cost beside bare WeasyPrint on the same HTML, style and fonts.

Each is rendered in a process of its own, several times, because a worker lives long: the first one reads fonts, the
next ones show what a PDF costs. Ours is the whole way from the rows of the application to the finished bytes.

Run by itself (``python -m tests.bench.pdf_cost bare|ours …``) it is one of those processes; it imports nothing of
ours at the top, so that the bare one stays bare.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("summary", "receipt")


def main(*options: str) -> None:
    """Print CPU seconds and peak memory of both, and their ratio."""
    from tests.bench.measuring import heading, table

    rounds = "3" if "--quick" in options else "9"
    application = submitted()
    rows = []
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "page.html"
            page.write_text(html_of(application, kind))
            bare, ours = child("bare", str(page), rounds), child("ours", f"{application}:{kind}", rounds)
        rows.append(
            (
                kind,
                *(f"{one[name] * 1e3:.0f}" for name in ("first", "next") for one in (bare, ours)),
                f"{ours['next'] / bare['next']:.2f}",
                *(f"{one['peak'] / 2**20:.0f}" for one in (bare, ours)),
                f"{ours['peak'] / bare['peak']:.2f}",
            )
        )
    heading("PDF: CPU in ms and peak memory in MB, bare WeasyPrint and ours")
    columns = [
        "PDF",
        "first, bare",
        "first, ours",
        "next, bare",
        "next, ours",
        "ratio",
        "peak, bare",
        "peak, ours",
        "ratio",
    ]
    table(columns, rows)
    print(f"\nThe portal itself, before its first PDF: {child('idle', '', rounds)['peak'] / 2**20:.0f} MB.")


def submitted() -> str:
    """Hand in the fullest of the form's own rehearsals that is handed in; give the application's key."""
    from django.test import Client

    from eservices.applications.models import Application
    from tests.bench import walking

    client = Client()
    review = walking.walk(client, walking.rehearsed())
    client.post(review, walking.handed_in(client.get(review)))
    return str(Application.objects.latest("submitted_at").pk)


def html_of(application: str, kind: str) -> str:
    from eservices.applications.models import Application
    from eservices.documents import composing

    return composing.html(Application.objects.get(pk=application), kind)


def child(which: str, what: str, rounds: str) -> dict[str, float]:
    """Run one of the processes and read what it measured."""
    command = [sys.executable, "-m", "tests.bench.pdf_cost", which, what, rounds]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if answer.returncode:
        raise SystemExit(answer.stderr)
    found: dict[str, float] = json.loads(answer.stdout)
    return found


def bare(page: str) -> Callable[[], object]:
    """WeasyPrint as its own documentation shows it, with our style and our fonts from the disk."""
    text = Path(page).read_text()
    style = (ROOT / "eservices" / "documents" / "document.css").read_text()
    style = style.replace("durvis:", (ROOT / "static" / "fonts").as_uri() + "/")

    def render() -> object:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration

        fonts = FontConfiguration()
        css = CSS(string=style, font_config=fonts)
        return HTML(string=text).write_pdf(stylesheets=[css], font_config=fonts, pdf_variant="pdf/ua-1")

    return render


def ours(what: str) -> Callable[[], object]:
    """The way the worker and a waiting reader take."""
    idle("")
    application, _, kind = what.partition(":")

    def render() -> object:
        from eservices.documents import rendering

        return rendering.pdf(html_of(application, kind))

    return render


def idle(_nothing: str) -> Callable[[], object]:
    import django

    django.setup()
    return lambda: None


def cpu(render: Callable[[], object]) -> float:
    start = time.process_time()
    render()
    return time.process_time() - start


def measured(render: Callable[[], object], times: int) -> dict[str, float]:
    """CPU seconds of the first and (median) of the next ones; the process's peak memory in bytes."""
    first, *others = [cpu(render) for _ in range(times)]
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return {"first": first, "next": statistics.median(others), "peak": peak}


if __name__ == "__main__":
    process, argument, rounds = sys.argv[1:]
    print(json.dumps(measured({"bare": bare, "ours": ours, "idle": idle}[process](argument), int(rounds))))
