"""Prints that are the same for everybody: each is named by what is printed, made once, and kept sealed.

Whoever comes first renders it, the worker or the reader; a changed text, address, layout or font is another row, so
an old one is never served.
"""

import hashlib

from eservices.attachments import storing
from eservices.documents import rendering
from eservices.documents.models import Print


def digest_of(html: str) -> str:
    """Give the name of what is printed."""
    return hashlib.sha256(html.encode() + rendering.look()).hexdigest()


def content(row: Print, html: str) -> bytes:
    """Give the bytes of a print, rendered now if it was not before."""
    make(row, html)
    return b"".join(storing.opened(name=row.storage_name, aad=_place(row)))


def make(row: Print, html: str) -> None:
    """Render and keep a print unless it is kept already; of two who do it at once one file remains."""
    if row.storage_name:
        return
    name = storing.new_name("forms")
    stored = storing.put([rendering.pdf(html)], name=name, aad=_place(row))
    if not type(row)._default_manager.filter(pk=row.pk, storage_name="").update(storage_name=name, size=stored.size):
        storing.erase(name)
    row.refresh_from_db()


def _place(row: Print) -> str:
    return f"{row._meta.db_table}:file:{row.pk}"
