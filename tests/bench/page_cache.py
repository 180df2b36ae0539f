"""What a kept page costs: beside the same page made anew, and beside a plain hello of the same server.

Asked for in turns as in `throughput`; the browser takes gzip. "Still holds" is a copy asked about by its tag (304).
"""

import http.client
import statistics

from tests.bench.measuring import heading, table
from tests.bench.throughput import PAGE, Request, rate, server

ZIPPED = {"Accept-Encoding": "gzip"}
KEPT = PAGE.partition("?")[0]


def main(*options: str) -> None:
    """Print the rates and how they compare with a hello."""
    rounds, many, few = (3, 300, 50) if "--quick" in options else (9, 2000, 200)
    with server() as port:
        tag = tag_of(port)
        asked: dict[str, tuple[Request, int, int]] = {
            "plain hello": (("GET", "/hello/", "", ZIPPED), 200, many),
            "service page, made anew": (("GET", PAGE, "", ZIPPED), 200, few),
            "service page, kept": (("GET", KEPT, "", ZIPPED), 200, many),
            "service page, copy still holds": (("GET", KEPT, "", {**ZIPPED, "If-None-Match": tag}), 304, many),
        }
        found: dict[str, list[float]] = {name: [] for name in asked}
        for _ in range(rounds):
            for name, (request, expected, number) in asked.items():
                found[name].append(rate(port, [request] * number, expected))
    middle = {name: statistics.median(rates) for name, rates in found.items()}
    heading("Kept pages: requests a second, one worker process")
    table(
        ["request", "a second", "of a hello"],
        [(name, f"{each:.0f}", f"{each / middle['plain hello']:.2f}") for name, each in middle.items()],
    )


def tag_of(port: int) -> str:
    """The tag of the page as it goes out compressed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", KEPT, headers=ZIPPED)
    response = connection.getresponse()
    response.read()
    if response.getheader("Content-Encoding") != "gzip":
        raise SystemExit("The page is not kept.")
    return response.getheader("ETag", "")
