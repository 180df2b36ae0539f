"""What an editor waits for with a form of 10, 50 and 100 questions: opening it, saving a draft, publishing it in sync.

"In sync" publishes the Latvian page and then, as wagtail-localize does, both translations.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from playwright.sync_api import BrowserContext, sync_playwright
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, TranslationSource

from eservices.catalogue.models import Service
from eservices.definitions.importing import import_definition
from eservices.definitions.models import EServicePage
from eservices.definitions.versions import live_version
from portal.people.models import StaffUser
from tests.bench.measuring import heading, script, table
from tests.bench.throughput import server
from tests.definitions.editor import edit_data

SIZES = (10, 50, 100)
KINDS = ("text", "radio", "yes_no", "date", "money", "long_text", "choices", "number", "address", "slot")
LANGUAGES = ("ru", "en")


def main(*options: str) -> None:
    """Print seconds: the middle of three, or one with ``--quick``."""
    rounds = 1 if "--quick" in options else 3
    heading("Seconds in the editor, by number of questions")
    made = [(size, Editing(size, rounds)) for size in SIZES]
    acts = ("opens", "checks", "saves", "publishes", "publishes_in_sync")
    with browser() as context:
        usable = {size: f"{editing.usable_in(context):.2f}" for size, editing in made}
    table(
        ["questions", "open", "in Chromium", "check panel", "save a draft", "publish", "publish with two translations"],
        [
            (size, f"{e.opens():.2f}", usable[size], *(f"{getattr(e, act)():.2f}" for act in acts[1:]))
            for size, e in made
        ],
    )
    print("\n“Open” is the server's answer; “in Chromium” until the editor can be used and the browser rests.")


@contextmanager
def browser() -> Iterator[BrowserContext]:
    """A Chromium before the portal as the demo runs it."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with server() as port, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=script("ready").find_chromium(), args=["--no-sandbox"])
        yield chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=f"http://127.0.0.1:{port}")
        chromium.close()


class Editing:
    """One form of so many questions, and an editor at work on it."""

    def __init__(self, size: int, rounds: int):
        self.rounds, self.turn = rounds, 0
        self.key = f"bench-{size}"
        self.page = made_page(self.key, size)
        self.client = Client()
        user, _new = StaffUser.objects.get_or_create(username="bench-editor", is_superuser=True)
        self.client.force_login(user)
        self.address = f"/admin/pages/{self.page.pk}/edit/"
        self.translations = [translated(self.page, language) for language in LANGUAGES]

    def opens(self) -> float:
        return self._timed(lambda: self._got(self.address))

    def usable_in(self, context: BrowserContext) -> float:
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": self._session(), "domain": "127.0.0.1", "path": "/"}]
        )
        tab = context.new_page()

        def open_it() -> None:
            tab.goto(self.address)
            tab.wait_for_selector("[data-streamfield-stream-container]", state="attached")
            tab.evaluate("() => new Promise((rest) => requestIdleCallback(rest))")

        taken = self._timed(open_it)
        tab.close()
        return taken

    def _session(self) -> str:
        return self.client.cookies[settings.SESSION_COOKIE_NAME].value

    def checks(self) -> float:
        return self._timed(lambda: self._got(f"/admin/e-services/{self.page.pk}/check/panel/"))

    def saves(self) -> float:
        return self._timed(self._post, self._changed)

    def publishes(self) -> float:
        return self._timed(self._publish, self._changed)

    def publishes_in_sync(self) -> float:
        return self._timed(self._publish_all, self._changed)

    def _timed(self, act: Callable, prepare: Callable | None = None) -> float:
        taken = []
        for _round in range(self.rounds + 1):
            prepared = [prepare()] if prepare else []
            begun = time.perf_counter()
            act(*prepared)
            taken.append(time.perf_counter() - begun)
        # The first one warms up.
        return median(taken[1:])

    def _got(self, address: str) -> None:
        if self.client.get(address).status_code != 200:
            raise SystemExit(f"{address} did not open")

    def _changed(self) -> dict[str, str]:
        self.turn += 1
        page = EServicePage.objects.get(pk=self.page.pk)
        return edit_data(page, intro=f"Ievads {self.turn}")

    def _post(self, data: dict[str, str]) -> None:
        if self.client.post(self.address, data).status_code != 302:
            raise SystemExit("The form was refused.")

    def _publish(self, data: dict[str, str]) -> None:
        before = live_version(self.key)
        self._post(data | {"action-publish": "1"})
        if live_version(self.key) == before:
            raise SystemExit("No version was made.")

    def _publish_all(self, data: dict[str, str]) -> None:
        self._publish(data)
        with transaction.atomic():
            self.translations[0].source.update_from_db()
            for translation in self.translations:
                translation.refresh_from_db()
                translation.save_target(publish=True)


def made_page(key: str, size: int) -> EServicePage:
    """Import a form of ten questions a step, every fourth with a condition, all kinds in turn."""
    service = Service.objects.filter(eservices=None).order_by("pk")[0]
    steps: list[dict[str, Any]] = []
    texts = {"title": key, "declaration": "Ziņas ir patiesas.", "privacy": "Tā nosaka likums.", "intro": "Ievads"}
    for n in range(size):
        if n % 10 == 0:
            steps.append({"key": f"s{n // 10}", "items": []})
            texts[f"step.s{n // 10}.title"] = f"Solis {n // 10}"
        steps[-1]["items"].append(made_question(n, texts))
    schema = {
        **{"eservice": key, "capacities": ["self"], "journal": "sanemtie", "retention_class": "pieteikumi"},
        **{"service": {"code": service.code, "name": service.name}, "authenticity": "signed_or_identified"},
        **{"declaration": {"version": "1"}, "privacy": {"version": "1"}, "steps": steps},
        "clock": live_version("aprupe-majas").schema["clock"],
        "routing": {"unit": live_version("aprupe-majas").schema["routing"]["unit"]},
    }
    definition = {"format": "durvis-eservice", "version": 1, "schema": schema, "texts": {"lv": texts}, "rehearsals": []}
    return import_definition(definition).page


def made_question(n: int, texts: dict[str, str]) -> dict[str, Any]:
    """Write one question and its words."""
    kind, key = KINDS[n % len(KINDS)], f"q{n}"
    question: dict[str, Any] = {"key": key, "type": kind}
    texts |= {f"item.{key}.label": f"Jautājums {n}", f"item.{key}.hint": "Rakstiet, kā protat."}
    if kind in ("radio", "choices"):
        question["options"] = [{"key": f"o{o}"} for o in range(5)]
        texts |= {f"option.{key}.o{o}": f"Izvēle {n}.{o}" for o in range(5)}
    if kind == "slot":
        question["document"] = live_document()
    if n % 4 == 3:
        question["when"] = {"answer": f"q{n - n % 10 + 1 if n % 10 > 1 else n - 1}", "empty": False}
    return question


def live_document() -> str:
    """Name a document type the office has."""
    from eservices.catalogue.models import DocumentType

    return DocumentType.objects.order_by("code").values_list("code", flat=True)[0]


def translated(page: EServicePage, language: str) -> Any:
    """Translate every sentence of a page and publish the translation."""
    locale = Locale.objects.get_or_create(language_code=language)[0]
    source, _made = TranslationSource.get_or_create_from_instance(page)
    translation = source.translations.create(target_locale=locale)
    for segment in source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=locale,
            defaults={"data": f"{language} {segment.string.data}"},
        )
    translation.save_target(publish=True)
    return translation
