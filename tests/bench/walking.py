"""A resident walks through the home-care form over the test client, posting what a browser would."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment
from django.urls import resolve
from django.utils.datastructures import MultiValueDict

from tests.bench.measuring import ROOT

SLUG = "aprupe-majas"
START = f"/lv/pakalpojumi/{SLUG}/pieteikties/sakt/"
Around = Callable[[str, Callable[[], Any]], Any]


def rehearsed(number: int = 0) -> dict[str, Any]:
    """The answers of one of the form's own rehearsals."""
    definition = json.loads((ROOT / "portal" / "demo" / "eservices" / f"{SLUG}.json").read_text())
    answers: dict[str, Any] = definition["rehearsals"][number]["answers"]
    return answers


def walk(client: Client, answers: dict[str, Any], around: Around = lambda _name, request: request()) -> str:
    """Fill in every step; give the review's address. ``around(name, request)`` makes each request."""
    # Only now do templates tell what they were given, which is slow: not while anything is timed.
    setup_test_environment()
    try:
        return _walk(client, answers, around)
    finally:
        teardown_test_environment()


def _walk(client: Client, answers: dict[str, Any], around: Around) -> str:
    address: str = around("start", lambda: client.get(START))["Location"]
    while (place := resolve(address.partition("?")[0])).view_name != "journeys:review":
        step = place.kwargs["step"]
        page = around(f"{step}, shown", lambda here=address: client.get(here))
        while page.status_code == 200:
            if page.context["form"].errors:
                raise SystemExit(f"{step} was refused: {page.context['form'].errors.as_json()}")
            # Once more where answers made further questions appear.
            posted = filled_in(page, answers)
            page = around(f"{step}, kept", lambda here=address, data=posted: client.post(here, data))
        address = page["Location"]
    return address


def filled_in(page: Any, answers: dict[str, Any]) -> dict[str, list[str]]:
    """What is posted for the step on a page: its hidden fields and these answers."""
    form = page.context["form"]
    post = MultiValueDict(fields_of(page.content.decode(), "step"))
    for question in form.questions:
        rows = answers.get(question.group) or []
        source = (rows[question.row] if question.row < len(rows) else {}) if question.group else answers
        if question.item["type"] in ("group", "slot") or question.item["key"] not in source:
            continue
        name = form.add_prefix(question.name)
        for field, values in form.answer_fields[question.name].posted(name, source[question.item["key"]]).items():
            post.setlist(field, values)
    return dict(post.lists())


def handed_in(page: Any) -> dict[str, list[str]]:
    """What is posted for the review on a page, the declaration ticked."""
    return fields_of(page.content.decode(), "submit-application", "hidden", "checkbox")


def fields_of(page: str, form: str, *kinds: str) -> dict[str, list[str]]:
    """The inputs of these kinds (hidden ones when none is named) in the form with this id."""
    parser = _Fields(form, kinds or ("hidden",))
    parser.feed(page)
    return parser.found


class _Fields(HTMLParser):
    def __init__(self, form: str, kinds: tuple[str, ...]) -> None:
        super().__init__()
        self.form, self.kinds, self.inside = form, kinds, False
        self.found: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.form
        elif self.inside and tag == "input" and given.get("type") in self.kinds and given.get("name"):
            self.found.setdefault(str(given["name"]), []).append(given.get("value", "on") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
