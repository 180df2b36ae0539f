"""What one step costs in a form of 10, 50 and 100 questions: it should cost by its own ten questions, not by the form's.

The same ten questions are asked in each form, the last of it, with everything before them answered. The forms take turns
within a round, so that a busy machine slows them alike.
"""

import time
import uuid
from statistics import median
from typing import Any

from django.test import Client

from eservices.journeys.models import Draft
from tests.bench.editing import SIZES, made_page
from tests.bench.measuring import heading, statements, table

TEXT = "Rakstu, kā protu."
ANSWERS = {
    "text": {"": TEXT},
    "long_text": {"": TEXT},
    "radio": {"": "o1"},
    "choices": {"": "o1"},
    "yes_no": {"": "yes"},
    "date": {"-day": "1", "-month": "2", "-year": "2020"},
    "money": {"": "100,50"},
    "number": {"": "5"},
    "address": {"": "Lazdu iela 1", "-city": "Paraugciems", "-postcode": "LV-0000"},
    "slot": {"-later": "1"},
}


def main(*options: str) -> None:
    """Print statements and milliseconds of showing and keeping the last step, each beside the form of ten questions."""
    rounds = 15 if "--quick" in options else 100
    heading("The same step of ten questions in forms of different length")
    filled = [Filling(size) for size in SIZES]
    for _round in range(rounds):
        for filling in filled:
            filling.show()
            filling.keep()
    columns = ["questions", "shown, statements", "kept, statements", "shown, ms", "ratio", "kept, ms", "ratio"]
    table(columns, [filling.row(filled[0]) for filling in filled])


class Filling:
    """A resident at the last step of one form."""

    def __init__(self, size: int) -> None:
        self.size, self.taken = size, {"show": [], "keep": []}  # type: ignore[var-annotated]
        page = made_page(f"solis-{size}", size)
        self.steps = [step.value for step in page.steps]
        self.client = Client()
        self.base = f"{page.get_parent().specific.url}pieteikties/"
        first = self.client.get(f"{self.base}sakt/")["Location"]
        self.draft = first.split("/")[-3]
        uuid.UUID(self.draft)
        for step in self.steps:
            self._post(step)
        self.counts = {name: self._counted(name) for name in ("show", "keep")}

    def show(self) -> None:
        self._timed("show")

    def keep(self) -> None:
        self._timed("keep")

    def row(self, shortest: "Filling") -> tuple[Any, ...]:
        shown, kept = (median(self.taken[name]) for name in ("show", "keep"))
        first_shown, first_kept = (median(shortest.taken[name]) for name in ("show", "keep"))
        counts = self.counts["show"], self.counts["keep"]
        times = (f"{shown * 1000:.1f}", f"{shown / first_shown:.2f}", f"{kept * 1000:.1f}", f"{kept / first_kept:.2f}")
        return (self.size, *counts, *times)

    def _timed(self, name: str) -> None:
        begun = time.perf_counter()
        self._do(name)
        self.taken[name].append(time.perf_counter() - begun)

    def _counted(self, name: str) -> int:
        with statements() as seen:
            self._do(name)
        return len(seen)

    def _do(self, name: str) -> None:
        last = self.steps[-1]
        if name == "keep":
            return self._post(last)
        if self.client.get(self._address(last)).status_code != 200:
            raise SystemExit(f"{self._address(last)} was not shown")
        return None

    def _address(self, step: Any) -> str:
        return f"{self.base}{self.draft}/{step['key']}/"

    def _post(self, step: Any) -> None:
        data = {"continue": "1", "revision": str(self._revision())}
        for block in step["items"]:
            asked = block.value["key"]
            data |= {f"{asked}{part}": value for part, value in ANSWERS[block.block_type].items()}
        data["asked"] = [block.value["key"] for block in step["items"]]  # type: ignore[assignment]
        if self.client.post(self._address(step), data).status_code != 302:
            raise SystemExit(f"{self._address(step)} was not taken")

    def _revision(self) -> int:
        return Draft.objects.filter(pk=self.draft).values_list("revision", flat=True).first() or 0
