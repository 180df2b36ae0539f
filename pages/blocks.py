"""The pieces editors build pages from: points, steps, groups of points, running text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.topics import Situation

PROSE = ["bold", "link", "ol", "ul"]


class PointsBlock(blocks.StructBlock):
    """A short list under its own heading."""

    title = blocks.CharBlock(required=False, max_length=160, label=_("heading"))
    items = blocks.ListBlock(blocks.TextBlock(rows=2, label=_("point")), label=_("points"))

    class Meta:
        label = _("list")
        icon = "list-ul"


class LevelBlock(blocks.StructBlock):
    """A level of care: how often, and what is done."""

    name = blocks.CharBlock(max_length=120, label=_("level"))
    visits = blocks.CharBlock(required=False, max_length=160, label=_("how often"))
    content = blocks.ListBlock(blocks.TextBlock(rows=2, label=_("task")), label=_("what is done"))

    class Meta:
        label = _("level")
        icon = "order"


class TitledTextBlock(blocks.StructBlock):
    """A heading with a few sentences: a step, a right, a duty."""

    title = blocks.CharBlock(max_length=160, label=_("heading"))
    text = blocks.TextBlock(required=False, rows=3, label=_("text"))

    class Meta:
        label = _("heading and text")
        icon = "title"


class TermBlock(blocks.StructBlock):
    """A line of the table of terms."""

    what = blocks.CharBlock(max_length=200, label=_("what"))
    how_long = blocks.CharBlock(max_length=200, label=_("how long"))

    class Meta:
        label = _("term")
        icon = "time"


class SituationBlock(blocks.StructBlock):
    """A card of the home page: a life situation in the words people use."""

    situation = blocks.ChoiceBlock(choices=Situation.choices, label=_("life situation"))
    title = blocks.CharBlock(max_length=80, label=_("heading"))
    text = blocks.CharBlock(required=False, max_length=160, label=_("what is there"))

    class Meta:
        label = _("life situation")
        icon = "group"


class GapBlock(blocks.StructBlock):
    """Something on the site that not everybody can use, and what there is instead."""

    REASONS = (
        ("failing", _("Not good enough yet")),
        ("burden", _("Too great a burden for now")),
        ("exempt", _("What the requirements do not cover")),
    )

    reason = blocks.ChoiceBlock(choices=REASONS, label=_("reason"))
    what = blocks.TextBlock(rows=2, label=_("what does not work, and why"))
    instead = blocks.TextBlock(required=False, rows=2, label=_("what to do instead"))

    class Meta:
        label = _("shortcoming")
        icon = "warning"


def points() -> list[tuple[str, Any]]:
    """A list of plain sentences."""
    return [("point", blocks.TextBlock(rows=2, label=_("point")))]


def prose() -> list[tuple[str, Any]]:
    """Headings, running text and a telephone number standing alone."""
    return [
        ("heading", blocks.CharBlock(max_length=160, label=_("heading"), icon="title")),
        ("text", blocks.RichTextBlock(features=PROSE, label=_("text"))),
        ("points", blocks.ListBlock(blocks.TextBlock(rows=2, label=_("point")), label=_("list"))),
    ]
