"""Keeping the search as true as the facts: they change apart from the pages that show them."""

from collections.abc import Iterator
from contextlib import contextmanager

from wagtail.models import Page

from pages.models.base import BasePage
from pages.models.search import SearchEntry, put_off
from portal.due_work.registry import every


@every(300, name="pages.index_search")
def index_search() -> None:
    """Index every published page that says something else than when it was indexed last."""
    for page in Page.objects.live().specific().iterator(chunk_size=100):
        if isinstance(page, BasePage):
            SearchEntry.keep(page)


@contextmanager
def together() -> Iterator[None]:
    """Inside, saved pages are not indexed; they are at the end. Each would read the facts of all services anew."""
    waiting: list[BasePage] = []
    before = put_off.set(waiting)
    try:
        yield
    finally:
        put_off.reset(before)
    for page in waiting:
        SearchEntry.keep(page)
