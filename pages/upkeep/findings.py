"""What a report says: one line is what is not right, on which page, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.urls import reverse
from wagtail.models import Page


class Advice(NamedTuple):
    """What could be better in a field of a page; ``about`` are the words it is about, where they may stay."""

    field: str
    told: str
    todo: str = ""
    about: str = ""


@dataclass(frozen=True)
class Finding:
    """One line of a report; ``url`` leads to where it is put right, ``place`` names it.

    ``page`` and ``about`` are given where an editor may leave the words as they are.
    """

    place: str
    what: str
    todo: str
    url: str = ""
    language: str = ""
    page: int = 0
    about: str = ""


def on_page(page: Page, what: str, todo: str) -> Finding:
    """A line about a page, leading to its editor."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return Finding(page.get_admin_display_title(), what, todo, address, page.locale.language_code)


def advised(page: Page, advice: Advice) -> Finding:
    """A line about a field of a page, leading to its editor."""
    line = on_page(page, f"{advice.field}: {advice.told}", advice.todo)
    return replace(line, page=page.pk, about=advice.about)


def on_fact(fact: object, what: str, todo: str) -> Finding:
    """A line about a fact, leading to its form."""
    meta, key = fact._meta, fact.pk  # type: ignore[attr-defined]
    return Finding(
        str(fact), what, todo, reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:edit", args=[key])
    )


def by_place(findings: Iterable[Finding]) -> list[tuple[Finding, list[Finding]]]:
    """Lines of one place together, in the order places were first named."""
    places: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        places.setdefault((finding.url, finding.place, finding.language), []).append(finding)
    return [(found[0], found) for found in places.values()]
