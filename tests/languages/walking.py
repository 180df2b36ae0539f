"""Walking the staff side: every screen one account is led to, and what it is asked for in a language without having it."""

import html
import re
from contextlib import contextmanager
from unittest import mock

from django.urls import Resolver404, resolve
from django.utils.translation import trans_real

# What no person reads, what changes something, and the lists again without their frame.
LEFT_OUT = re.compile(
    r"/logout|/konts/|/jsi18n/|/sprite|\?next=|/files?/|export=|format=|preview|results/|editing-sessions|/api/|ock/$"
    r"|/bulk/[^?]*$|/chosen|/multiple|ordering=|order_by=|/set_position|autocomplete"
)


@contextmanager
def asked_without_translation(language):
    """Collect each message asked for in a language that no catalogue of it has."""
    missing = set()
    catalogue = trans_real.translation(language)
    gettext, ngettext = catalogue.gettext, catalogue.ngettext

    def note_one(message):
        if message and message not in catalogue._catalog and (message, catalogue.plural(1)) not in catalogue._catalog:
            missing.add(message)
        return gettext(message)

    def note_many(one, many, number):
        if (one, catalogue.plural(number)) not in catalogue._catalog:
            missing.add(one)
        return ngettext(one, many, number)

    with mock.patch.object(catalogue, "gettext", note_one), mock.patch.object(catalogue, "ngettext", note_many):
        yield missing


def walk(client, *first):
    """Open these screens and one of each kind that links lead to; give each address opened with its status."""
    waiting, kinds, opened = list(first), {_kind(each) for each in first}, {}
    while waiting:
        address = waiting.pop(0)
        response = client.get(address)
        opened[address] = response.status_code
        if not response.get("Content-Type", "").startswith(("text/html", "application/json")) or response.streaming:
            continue
        for link in _links(response.content.decode()):
            kind = _kind(link)
            if kind and kind not in kinds:
                kinds.add(kind)
                waiting.append(link)
    return opened


def _links(text):
    """Every address of the staff side in a page, also in data that scripts read."""
    plain = html.unescape(html.unescape(text.replace("\\u0026", "&").replace("\\/", "/")))
    found = re.findall(r"""["'(](/admin/[^"'\s<>\\)]*)""", plain)
    return [link.partition("#")[0] for link in found if not LEFT_OUT.search(link) and "{" not in link]


def _kind(link):
    """What tells one kind of screen from another: its view, and the words of its address without numbers."""
    path, _mark, query = link.partition("?")
    try:
        name = resolve(path).view_name
    except Resolver404:
        return None
    names = tuple(sorted(re.findall(r"(\w+)=", query)))
    return (name, re.sub(r"\d+|[0-9a-f-]{36}", "*", path), names)
