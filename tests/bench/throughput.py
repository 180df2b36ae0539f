"""Requests a second of the home-care page, a stock Wagtail home page and handing in, beside a plain hello of the same server.

One worker process on a core of its own where there are two, two connections that never wait: the server is what is
measured. All are asked for in turns, and the medians of the rounds stand in the table.
"""

import http.client
import os
import signal
import statistics
import subprocess
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from eservices.journeys import access
from eservices.journeys.models import Draft
from tests.bench import walking
from tests.bench.measuring import heading, script, statements, table
from tests.bench.stock_home import STATEMENTS, hang_pictures

# A question no page knows: the page is made anew for each request.
PAGE = "/lv/pakalpojumi/aprupe-majas/?made-anew"
STOCK = "/stock-home/"
CONNECTIONS = 2
CSRF = "b" * 32
Request = tuple[str, str, str, dict[str, str]]


def main(*options: str) -> None:
    """Print the rates and what one request costs in hellos."""
    rounds, hellos, pages, handed = (3, 200, 50, 5) if "--quick" in options else (9, 1000, 200, 25)
    ready = drafts(rounds * handed + 1)
    hang_pictures()
    with statements() as seen:
        Client().get(STOCK, headers={"host": "127.0.0.1"})
        seen.clear()
        Client().get(STOCK, headers={"host": "127.0.0.1"})
    if len(seen) != STATEMENTS:
        raise SystemExit(f"The stock home page runs {len(seen)} statements, not {STATEMENTS}.")
    with server() as port:
        rate(port, [submit_of(ready.pop())], 302)
        rate(port, [("GET", PAGE, "", {})] * 20, 200)
        found: dict[str, list[float]] = {"hello": [], "page": [], "many": [], "submit": []}
        for _ in range(rounds):
            found["hello"].append(rate(port, [("GET", "/hello/", "", {})] * hellos, 200))
            found["page"].append(rate(port, [("GET", PAGE, "", {})] * pages, 200))
            found["many"].append(rate(port, [("GET", STOCK, "", {})] * (pages // 2), 200))
            found["submit"].append(rate(port, [submit_of(ready.pop()) for _ in range(handed)], 302))
    middle = {name: statistics.median(rates) for name, rates in found.items()}
    names = {
        "hello": "plain hello",
        "page": "home-care page, made anew",
        "many": f"a stock home page of {STATEMENTS} statements",
    }
    names["submit"] = "handing in an application"
    heading("Requests a second, one worker process")
    table(
        ["request", "a second", "costs as much as"],
        [(names[name], f"{one:.0f}", f"{middle['hello'] / one:.1f} hellos") for name, one in middle.items()],
    )
    print(f"\nThe home-care page comes {middle['page'] / middle['many']:.1f} times as often as the stock home page.")


def drafts(number: int) -> list[Draft]:
    """Drafts filled in to the review: one by walking, the others as its copies."""
    client = Client()
    walking.walk(client, walking.rehearsed())
    walked = Draft.objects.order_by("-last_saved_at")[0]
    fields = [field.attname for field in Draft._meta.concrete_fields if not field.primary_key and not field.unique]
    values = {name: getattr(walked, name) for name in fields}
    copies = [Draft(pk=uuid.uuid4(), **values) for _ in range(number)]
    for copy in copies:
        copy.save(force_insert=True)
    return copies


def submit_of(draft: Draft) -> Request:
    """The POST that hands a draft in, from the browser that may."""
    response = HttpResponse()
    access.allow(HttpRequest(), response, draft.pk)
    cookie = f"csrftoken={CSRF}; {access.LASTING}={response.cookies[access.LASTING].value}"
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode({"csrfmiddlewaretoken": CSRF, "declaration": "on"})
    return "POST", reverse("journeys:review", kwargs={"slug": draft.slug, "draft": draft.pk}), body, headers


@contextmanager
def server() -> Iterator[int]:
    """The portal served as the demo serves it, by one process; ended afterwards. Gives the port."""
    port = script("run_tests").free_port()
    process = subprocess.Popen(script("serving").command(port), start_new_session=True)
    with ended(process):
        wait_for(port, process)
        yield port


@contextmanager
def ended(process: subprocess.Popen) -> Iterator[None]:
    """End a server afterwards, with what it started where it leads a session of its own."""
    leads = os.getpgid(process.pid) == process.pid
    end = partial(os.killpg, process.pid) if leads else process.send_signal
    try:
        yield
    finally:
        end(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            end(signal.SIGKILL)
            process.wait()


def wait_for(port: int, process: subprocess.Popen, path: str = "/hello/") -> None:
    """Return when the server answers; at most a minute."""
    for _ in range(240):
        if process.poll() is not None:
            break
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).request("GET", path)
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise SystemExit("The server did not start.")


def send(connection: http.client.HTTPConnection, request: Request, expected: int) -> None:
    """One request; anything but the expected answer ends the run."""
    method, path, body, headers = request
    connection.request(method, path, body or None, headers)
    response = connection.getresponse()
    response.read()
    if response.status != expected:
        raise SystemExit(f"{method} {path} answered {response.status}, not {expected}")


def rate(port: int, requests: list[Request], expected: int) -> float:
    """Requests a second when these are asked for over all connections at once."""
    queue, faults = iter(requests), []
    lock = threading.Lock()

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            while True:
                with lock:
                    request = next(queue, None)
                if request is None:
                    return
                send(connection, request, expected)
        except (OSError, SystemExit) as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise SystemExit(str(faults[0]))
    return len(requests) / (time.perf_counter() - start)
