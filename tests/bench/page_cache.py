"""What a kept page costs: from our own process, and behind nginx as `deploy/nginx.conf` sets it up.

All are asked for in turns by `wrk` with gzip taken, over eight connections that never wait; medians of the rounds. Beside
a kept page of ours stand a hello of a plain Django project under the same server, and nginx reading the same bytes
from a file and compressing them for each request. Beside a page laid out for nginx stands the same page as a file that
was compressed once. The programs `nginx` and `wrk` have to be there.
"""

import http.client
import os
import re
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.test import override_settings

from pages.models import ServicePage
from tests.bench.measuring import ROOT, heading, script, table
from tests.bench.throughput import PAGE, ended, server, wait_for

KEPT = PAGE.partition("?")[0]
CONNECTIONS = 8


def main(*options: str) -> None:
    """Print requests a second, and each beside what it is compared with."""
    for program in ("nginx", "wrk"):
        if not shutil.which(program):
            raise SystemExit(f"This part needs {program}: install it (on Debian: apt-get install nginx-light wrk).")
    rounds, length = (3, 1) if "--quick" in options else (9, 2)
    with tempfile.TemporaryDirectory(prefix="durvis-nginx-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        os.environ["FINISHED_PAGES_DIR"] = str(folder / "pages")
        with server() as port, plain_django() as hello, nginx(folder, port) as (front, copies):
            here = "http://127.0.0.1"
            lay_copies(folder, port)
            asked = {
                "hello of a plain Django project": f"{here}:{hello}/hello/",
                "page kept by our process": f"{here}:{port}{KEPT}",
                "nginx, the same bytes compressed each time": f"{here}:{copies}/each-time/copy.html",
                "nginx, the same page as a file": f"{here}:{copies}/once{KEPT}index.html",
                "the page behind deploy/nginx.conf": f"{here}:{front}{KEPT}",
            }
            found: dict[str, list[float]] = {each: [] for each in asked}
            for _ in range(rounds):
                for each, address in asked.items():
                    found[each].append(rate(address, length))
            publish_and_look(front, folder / "pages", 5 * rounds)
    show({name: statistics.median(rates) for name, rates in found.items()})
    print(f"\n{5 * rounds} times the page was published anew; behind nginx the next answer was the new page each time.")


def publish_and_look(front: int, folder: Path, times: int) -> None:
    """Publish the page from this process and ask nginx at once; an old title ends the run."""
    with override_settings(FINISHED_PAGES_DIR=folder):
        for number in range(times):
            # The first answer lays the file out, the second is read from it.
            body(front)
            body(front)
            page = ServicePage.objects.get(slug="aprupe-majas", locale__language_code="lv")
            page.title = f"Aprūpe mājās {number}"
            page.save_revision().publish()
            if page.title not in body(front).decode():
                raise SystemExit("An old page was served after the new one was published.")
    # What is measured next is kept again.
    body(front)


def show(middle: dict[str, float]) -> None:
    """Print the rates and the three comparisons."""
    hello, kept, each_time, once, behind = middle.values()
    heading("Kept pages: requests a second")
    table(["request", "a second"], [(name, f"{each:.0f}") for name, each in middle.items()])
    print()
    table(
        ["comparison", "ratio"],
        [
            ("page kept by our process : hello of a plain Django project", f"{kept / hello:.2f}"),
            ("page kept by our process : nginx compressing each time", f"{kept / each_time:.2f}"),
            ("page behind deploy/nginx.conf : nginx, the same page as a file", f"{behind / once:.2f}"),
        ],
    )


def rate(address: str, length: int) -> float:
    """Requests a second; anything but whole answers with 200 ends the run."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{length}s", "-H", "Accept-Encoding: gzip", address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"{address} did not answer as it should:\n{said}")
    return float(re.search(r"Requests/sec:\s*([\d.]+)", said)[1])  # type: ignore[index]


@contextmanager
def plain_django() -> Iterator[int]:
    """A project as `startproject` makes it with one view, served like the portal. Gives the port."""
    port = script("run_tests").free_port()
    command = script("serving").command(port, application="tests.bench.plain_django:application")
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    with ended(process):
        wait_for(port, process)
        yield port


@contextmanager
def nginx(folder: Path, port: int) -> Iterator[tuple[int, int]]:
    """The shipped configuration in front of the portal, without its certificate, and a second server with files alone.

    Gives both ports. One worker: so does the portal have one.
    """
    front, copies = script("run_tests").free_port(), script("run_tests").free_port()
    (folder / "nginx.conf").write_text(configuration(folder, port, front, copies), encoding="utf-8")
    process = subprocess.Popen(["nginx", "-p", str(folder), "-c", "nginx.conf"])
    with ended(process):
        wait_for(copies, process, "/")
        yield front, copies


def configuration(folder: Path, port: int, front: int, copies: int) -> str:
    """`deploy/nginx.conf` at a port of this machine, and the server it is compared with."""
    shipped = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    changes = {
        r"server 127\.0\.0\.1:8000;": f"server 127.0.0.1:{port};",
        r"server \{\s+listen 80;.*?\n\}\n": "",
        r"listen 443 ssl http2;": f"listen 127.0.0.1:{front};",
        r"\s+ssl_certificate\S* [^;]+;": "",
        r"server_name [^;]+;": "server_name 127.0.0.1;",
        r"/srv/durvis/pages": str(folder / "pages"),
        r"/srv/durvis/static/": f"{os.environ['BENCH_STATIC']}/",
    }
    for pattern, instead in changes.items():
        shipped, number = re.subn(pattern, instead, shipped, flags=re.DOTALL)
        if not number:
            raise SystemExit(f"deploy/nginx.conf has no {pattern} any more.")
    # The file goes out with the same headers: what is compared is finding it.
    headers = " ".join(
        re.findall(r'add_header \S+ (?:"[^"]*"|[^$";]+);', shipped.partition("location / {")[2].partition("# Pages")[0])
    )
    return f"""
daemon off; worker_processes 1; pid nginx.pid; error_log stderr error;
events {{ worker_connections 256; }}
http {{
types {{ text/html html; }}
access_log off; keepalive_requests 1000000;
{shipped}
server {{
    listen 127.0.0.1:{copies};
    charset utf-8;
    location /each-time/ {{ root {folder}; gzip on; gzip_proxied any; }}
    location /once/ {{ root {folder}; gzip_static on; {headers} }}
}}
}}
"""


def lay_copies(folder: Path, port: int) -> None:
    """The page as a file to be compressed for each request, and beside one that was compressed as ours is."""
    each_time, once = folder / "each-time", folder / f"once{KEPT}"
    for place, name in ((each_time, "copy.html"), (once, "index.html")):
        place.mkdir(parents=True)
        (place / name).write_bytes(body(port))
    (once / "index.html.gz").write_bytes(body(port, "gzip"))


def body(port: int, encoding: str = "identity") -> bytes:
    """The page as it goes out in an encoding."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", KEPT, headers={"Accept-Encoding": encoding})
    return connection.getresponse().read()
