"""Ask the search what residents ask, and say how often it answers rightly."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pages.search.finding import find

FIRST_FIVE, FIRST_PLACE = 0.97, 0.88


class Command(BaseCommand):
    help = "Measure the search on a file of queries with the titles expected; fails below 97 % in the first five or 88 % first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help='{"queries": [{"query", "expected": [titles]}]}')
        parser.add_argument("--language", default="lv")

    def handle(self, *args: Any, **options: Any) -> None:
        asked = json.loads(options["file"].read_text(encoding="utf-8"))["queries"]
        five = first = 0
        for each in asked:
            titles = [one.entry.page.title for one in find(each["query"], options["language"]).found[:5]]
            hit = next((place for place, title in enumerate(titles, start=1) if title in each["expected"]), 0)
            five += bool(hit)
            first += hit == 1
            if hit != 1:
                self.stdout.write(f"{hit or '-'}  {each['query']}: {' | '.join(titles) or '(nothing)'}")
        told = f"{five} of {len(asked)} in the first five ({five / len(asked):.1%}), {first} first ({first / len(asked):.1%})"
        self.stdout.write(told)
        if five < FIRST_FIVE * len(asked) or first < FIRST_PLACE * len(asked):
            raise CommandError("The search finds too little.")
