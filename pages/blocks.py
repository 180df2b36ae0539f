"""The pieces editors build pages from: points, steps, groups of points, running text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.rich_text import RichText

from eservices.definitions.blocks import CharBlock, TextBlock
from pages.topics import Situation
from portal.ui.pasted import tidy_html

PROSE = ["bold", "link", "ol", "ul"]


class ProseBlock(blocks.RichTextBlock):
    """Running text; what pasting brings along unseen is taken out."""

    def clean(self, value: Any) -> Any:
        """Tidy, then check."""
        return super().clean(RichText(tidy_html(value.source)) if value else value)


class PointsBlock(blocks.StructBlock):
    """A short list under its own heading."""

    title = CharBlock(required=False, max_length=160, label=_("heading"))
    items = blocks.ListBlock(TextBlock(rows=2, label=_("point")), label=_("points"))

    class Meta:
        label = _("list")
        icon = "list-ul"


class LevelBlock(blocks.StructBlock):
    """A level of care: how often, and what is done."""

    name = CharBlock(max_length=120, label=_("level"))
    visits = CharBlock(required=False, max_length=160, label=_("how often"))
    content = blocks.ListBlock(TextBlock(rows=2, label=_("task")), label=_("what is done"))

    class Meta:
        label = _("level")
        icon = "order"


class TitledTextBlock(blocks.StructBlock):
    """A heading with a few sentences: a step, a right, a duty."""

    title = CharBlock(max_length=160, label=_("heading"))
    text = TextBlock(required=False, rows=3, label=_("text"))

    class Meta:
        label = _("heading and text")
        icon = "title"


class TermBlock(blocks.StructBlock):
    """A line of the table of terms."""

    what = CharBlock(max_length=200, label=_("what"))
    how_long = CharBlock(max_length=200, label=_("how long"))

    class Meta:
        label = _("term")
        icon = "time"


class SituationBlock(blocks.StructBlock):
    """A card of the home page: a life situation in the words people use."""

    situation = blocks.ChoiceBlock(choices=Situation.choices, label=_("life situation"))
    title = CharBlock(max_length=80, label=_("heading"))
    text = CharBlock(required=False, max_length=160, label=_("what is there"))

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


class EasyPictureBlock(blocks.ChoiceBlock):
    """One of our own line pictures."""

    choices = [
        ("person", pgettext_lazy("picture", "person")),
        ("helper", pgettext_lazy("picture", "helper with a person")),
        ("talk", pgettext_lazy("picture", "two people talk")),
        ("family", pgettext_lazy("picture", "family")),
        ("together", pgettext_lazy("picture", "people at a table")),
        ("doctor_person", pgettext_lazy("picture", "doctor")),
        ("doctor", pgettext_lazy("picture", "doctor's note")),
        ("care", pgettext_lazy("picture", "person in bed")),
        ("home_heart", pgettext_lazy("picture", "home")),
        ("house", pgettext_lazy("picture", "house")),
        ("shared_home", pgettext_lazy("picture", "people in one house")),
        ("food", pgettext_lazy("picture", "food")),
        ("money", pgettext_lazy("picture", "money")),
        ("income", pgettext_lazy("picture", "paper about income")),
        ("receipt", pgettext_lazy("picture", "bill")),
        ("identity", pgettext_lazy("picture", "passport or card")),
        ("bag", pgettext_lazy("picture", "bag with papers")),
        ("form", pgettext_lazy("picture", "application")),
        ("signature", pgettext_lazy("picture", "signature")),
        ("letter", pgettext_lazy("picture", "letter")),
        ("ten_days", pgettext_lazy("picture", "calendar, 10 days")),
        ("calendar", pgettext_lazy("picture", "calendar")),
        ("clock", pgettext_lazy("picture", "clock")),
        ("phone", pgettext_lazy("picture", "telephone")),
        ("help_button", pgettext_lazy("picture", "button on a string")),
        ("car", pgettext_lazy("picture", "car")),
        ("wheelchair", pgettext_lazy("picture", "wheelchair")),
        ("counter", pgettext_lazy("picture", "office counter")),
        ("yes_no", pgettext_lazy("picture", "yes or no")),
        ("court", pgettext_lazy("picture", "court")),
        ("hands", pgettext_lazy("picture", "hand with a heart")),
        ("danger", pgettext_lazy("picture", "danger")),
        ("check", pgettext_lazy("picture", "good")),
    ]


class EasyPartBlock(blocks.StructBlock):
    """A part of an easy-to-read page: a heading, a picture, and sentences, each on its own line."""

    title = blocks.CharBlock(max_length=80, label=_("heading"))
    picture = EasyPictureBlock(required=False, label=_("picture"))
    alternative = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("what the picture shows"),
        help_text=_("Read aloud to those who do not see it. Empty: the name of the picture."),
    )
    sentences = blocks.TextBlock(
        rows=5,
        label=_("sentences"),
        help_text=_("One sentence a line, one thought a sentence, at most 12 words. A fee item is written as [code]."),
    )

    class Meta:
        label = _("part")
        icon = "doc-full"


def points() -> list[tuple[str, Any]]:
    """A list of plain sentences."""
    return [("point", TextBlock(rows=2, label=_("point")))]


def prose() -> list[tuple[str, Any]]:
    """Headings, running text and a telephone number standing alone."""
    return [
        ("heading", CharBlock(max_length=160, label=_("heading"), icon="title")),
        ("text", ProseBlock(features=PROSE, label=_("text"))),
        ("points", blocks.ListBlock(TextBlock(rows=2, label=_("point")), label=_("list"))),
    ]
