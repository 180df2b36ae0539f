"""Every text an editor has typed on a page, with where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.html import strip_tags
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

# What is not read as a sentence: addresses, keys, words for the search.
_NOT_TEXT = {"slug", "url_path", "search_description", "seo_title", "draft_title", "synonyms", "path", "phone", "key"}


@dataclass(frozen=True)
class Text:
    """Words as typed (``source`` keeps the markup), and the field's name as the editor sees it."""

    field: str
    words: str
    source: str


def texts_of(page: Page) -> Iterator[Text]:
    """Every text of a page in the order of its fields, titles and introductions included."""
    for field in page._meta.get_fields():
        if not isinstance(field, models.Field) or field.name in _NOT_TEXT:
            continue
        if getattr(page, "latvian_only", False) and field.name not in {"title", "summary"}:
            # The rest is the text of the Latvian page.
            continue
        value, name = getattr(page, field.attname, None), str(field.verbose_name)
        if isinstance(field, StreamField):
            yield from (Text(name, _plain(source), source) for source in _inside(value))
        elif isinstance(field, RichTextField) or (_is_prose(field) and value):
            yield Text(name, _plain(str(value)), str(value))


def _is_prose(field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.choices and field.editable


def _inside(value: Any) -> Iterator[str]:
    if isinstance(value, StreamValue):
        for child in value:
            yield from _inside(child.value)
    elif isinstance(value, StructValue):
        for name, child in value.items():
            if name not in _NOT_TEXT:
                yield from _inside(child)
    elif isinstance(value, ListValue | list | tuple):
        for child in value:
            yield from _inside(child)
    elif isinstance(value, RichText):
        yield value.source
    elif isinstance(value, str) and value:
        yield value


def _plain(source: str) -> str:
    """Words alone; the end of a paragraph or point is the end of a sentence too."""
    for tag in ("</p>", "</li>", "<br/>", "</h2>", "</h3>"):
        source = source.replace(tag, f"{tag}\n")
    return strip_tags(source)
