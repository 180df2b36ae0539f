"""What a query costs on a site of a thousand pages, beside the same page without one, in turns."""

import json
import random
from statistics import median, quantiles
from typing import Any

from django.test import Client
from wagtail.models import Page

from pages.models import ContentPage, HomePage, ServicePage
from pages.models.search import SearchEntry
from pages.search.words import words_in
from tests.bench.measuring import ROOT, heading, seconds, table

PAGES = 1000
SLIPS = ["aprpūe mājās", "pabalst kurinamajam", "taksometsr", "rehabilitacja", "bezdarbneku pabalsts"]


def main(*options: str) -> None:
    """Print milliseconds: the middle one, and what 95 of 100 stay below."""
    fill(50 if "--quick" in options else PAGES)
    known = json.loads((ROOT / "tests" / "data" / "search_queries.json").read_text(encoding="utf-8"))
    queries = [*(each["query"] for each in known["queries"]), *SLIPS]
    client, taken = Client(), {"without": [], "with": []}  # type: ignore[var-annotated]
    for query in ["aprūpe", *queries]:
        taken["without"].append(1000 * seconds(lambda: client.get("/lv/meklet/")))
        taken["with"].append(1000 * seconds(lambda query=query: client.get("/lv/meklet/", {"q": query})))
    heading(f"The search page over {Page.objects.live().count()} pages, ms")
    # The first pair reads the words of the site.
    table(["", "median", "95 of 100", "first"], [row(name, times) for name, times in taken.items()])


def row(name: str, times: list[float]) -> list[Any]:
    first, *rest = times
    return [f"{name} a query", *(f"{value:.1f}" for value in (median(rest), quantiles(rest, n=20)[-1], first))]


def fill(wanted: int) -> None:
    """Pages of words the office uses, and of words made of them, so that the vocabulary grows as well."""
    chance, home = random.Random(1), HomePage.objects.get(locale__language_code="lv")
    said = [page.title + " " + page.summary for page in ServicePage.objects.filter(locale=home.locale)]
    words = sorted({word for text in said for word in words_in(text)})
    for number in range(wanted - SearchEntry.objects.count()):
        text = " ".join(chance.choice(words) + chance.choice(["", "", "ums", "nieks"]) for _word in range(150))
        page = ContentPage(title=f"Lapa {number} {chance.choice(words)}", slug=f"lapa-{number}", locale=home.locale)
        page.summary = text[:160]
        page.body = [("points", [text])]
        home.add_child(instance=page)
