"""The blocks an editor builds a form from; compiling turns them into the definition and back.

Keys, conditions and every other thing that is not read by residents give no translatable segments, so a translation
can never change them.
"""

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.fields import StreamField

from eservices.catalogue.models import DocumentType
from eservices.definitions.schema import condition_faults, role_types, roles
from portal.people.models import Unit
from portal.ui.pasted import tidy


class NeverTranslated:
    """A block whose value is the same in every language."""

    def get_translatable_segments(self, value: Any) -> list:
        """Give wagtail-localize nothing to translate."""
        return []

    def restore_translated_segments(self, value: Any, segments: list) -> Any:
        """Keep the value as it is in the source language."""
        return value


class Uncommented:
    """A block without a comment button: one at each of a form's thousand settings made the editor slow to open."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.field.widget.show_add_comment_button = False  # type: ignore[attr-defined]


class CharBlock(blocks.CharBlock):
    """A line of text; what pasting brings along unseen is taken out."""

    def clean(self, value: Any) -> Any:
        """Tidy, then check."""
        return super().clean(tidy(value) if value else value)


class TextBlock(blocks.TextBlock):
    """Several lines of text; what pasting brings along unseen is taken out."""

    def clean(self, value: Any) -> Any:
        """Tidy, then check."""
        return super().clean(tidy(value) if value else value)


class FixedTextBlock(Uncommented, NeverTranslated, blocks.CharBlock):
    """One line that is the same in every language."""


class WholeNumberBlock(Uncommented, blocks.IntegerBlock):
    """A limit in whole numbers."""


class FigureBlock(Uncommented, blocks.FloatBlock):
    """A limit in figures."""


class TickBlock(Uncommented, blocks.BooleanBlock):
    """A setting that is on or off."""


class KeyBlock(FixedTextBlock):
    """The name an answer is kept under; left empty, it is made from the label once, when the form is saved."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("label", _("Key"))
        kwargs.setdefault("help_text", _("Made from the label when left empty. Cannot change once published."))
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("required", False)
        pattern = RegexValidator(r"^[a-z][a-z0-9_]*$", _("Only small letters a-z, digits and _, a letter first."))
        super().__init__(validators=(pattern,), **kwargs)


class SlugKeyBlock(FixedTextBlock):
    """The key of a step or an option: also with hyphens, as it stands in addresses."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("label", _("Key"))
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("required", False)
        pattern = RegexValidator(r"^[a-z0-9][a-z0-9_-]*$", _("Only small letters a-z, digits, _ and -."))
        super().__init__(validators=(pattern,), **kwargs)


class CodeBlock(Uncommented, blocks.ChoiceBlock):
    """A choice kept by its code."""

    def normalize_choice(self, value: Any) -> Any:
        """Take the code as it is: Wagtail would look the choices up for every block it reads, one query each."""
        return value


class ConditionJsonBlock(Uncommented, NeverTranslated, blocks.TextBlock):
    """A condition nested deeper than the editor shows, as JSON."""

    def clean(self, value: str) -> str:
        """Refuse what is not a condition."""
        text = super().clean(value)
        try:
            faults = condition_faults(json.loads(text))
        except ValueError as error:
            raise ValidationError(_("This is not JSON: %(error)s") % {"error": error}) from error
        if faults:
            raise ValidationError(faults)
        return text


class TestBlock(blocks.StructBlock):
    """One test of an earlier answer."""

    answer = FixedTextBlock(label=_("Answer to"), help_text=_("The question's key, or its text."))
    how = CodeBlock(
        label=pgettext_lazy("condition", "Compared"),
        choices=[
            ("is", pgettext_lazy("condition", "is")),
            ("is_not", pgettext_lazy("condition", "is not")),
            ("one_of", pgettext_lazy("condition", "is one of (separated by commas)")),
            ("empty", pgettext_lazy("condition", "is empty")),
            ("filled", pgettext_lazy("condition", "is not empty")),
            ("more_than", pgettext_lazy("condition", "is more than")),
            ("less_than", pgettext_lazy("condition", "is less than")),
            ("same_as", pgettext_lazy("condition", "is the same as the answer to")),
            ("not_same_as", pgettext_lazy("condition", "is not the same as the answer to")),
            ("more_than_answer", pgettext_lazy("condition", "is more than the answer to")),
            ("less_than_answer", pgettext_lazy("condition", "is less than the answer to")),
            ("age_from", pgettext_lazy("condition", "is the birthday of someone at least so many years old")),
            ("age_under", pgettext_lazy("condition", "is the birthday of someone younger than so many years")),
        ],
        default="is",
    )
    value = FixedTextBlock(label=pgettext_lazy("condition", "With"), required=False)

    class Meta:
        label_format = "{answer} {how} {value}"
        icon = "help"
        label = _("Answer")


class InnermostBlock(blocks.StreamBlock):
    """The tests inside an all/any that itself stands inside one."""

    test = TestBlock()
    json = ConditionJsonBlock(label=_("Condition as JSON"))


class InnerBlock(blocks.StreamBlock):
    """The parts of an all/any."""

    test = TestBlock()
    all = InnermostBlock(label=pgettext_lazy("condition", "All of"))
    any = InnermostBlock(label=pgettext_lazy("condition", "Any of"))
    json = ConditionJsonBlock(label=_("Condition as JSON"))


class ConditionBlock(blocks.StreamBlock):
    """When something is asked: nothing means always."""

    test = TestBlock()
    all = InnerBlock(label=pgettext_lazy("condition", "All of"))
    any = InnerBlock(label=pgettext_lazy("condition", "Any of"))
    json = ConditionJsonBlock(label=_("Condition as JSON"))

    class Meta:
        max_num = 1
        required = False
        label = _("Only when")


def unit_choices() -> list[tuple[str, str]]:
    """List the units by code, named in Latvian."""
    return list(Unit.objects.filter(locale__language_code="lv").values_list("code", "name"))


def document_choices() -> list[tuple[str, str]]:
    """List the document types by code, named in Latvian."""
    return list(DocumentType.objects.filter(locale__language_code="lv").values_list("code", "name"))


WHO = {
    "client": _("client"),
    "applicant": _("applicant"),
    "helper": _("who helps to fill in"),
    "institution": _("institution"),
    "authority": _("authority to act"),
    "supporter": _("supporter"),
    "member": _("member of the household"),
    "reply": _("reply"),
    "safe_contact": _("safe contact"),
}
WHAT = {
    "first_name": _("first name"),
    "last_name": _("last name"),
    "personal_code": _("personal code"),
    "birth_date": _("date of birth"),
    "address": _("address"),
    "phone": _("phone"),
    "email": _("e-mail"),
    "relation": _("relation"),
    "may_receive": _("what may be told"),
    "name": _("name"),
    "number": _("number"),
    "kind": _("kind"),
    "valid_until": _("valid until"),
    "proof": _("proof"),
    "is_applicant": _("is the applicant"),
    "channel": _("way to reply"),
    "note": _("when and how"),
    "safe_contact": _("is it safe to write or call"),
    "capacity": _("for whom the application is"),
    "supporters": _("supporters (group)"),
    "household": _("household (group)"),
    "urgent": _("urgent"),
    "interpreter": _("interpreter"),
    "poor_status": _("poor or low-income status"),
}
# A role that asks for no certain type is a name or a choice.
NAMING_TYPES = ("text", "long_text", "radio", "select", "choices", "yes_no", "company_number")


def _roles_of(kind: str) -> Callable[[], list[tuple[str, str]]]:
    """Offer the roles a question of this type can carry: all of them under each question made the editor slow."""

    def offered() -> list[tuple[str, str]]:
        return [(role, role_name(role)) for role in roles() if kind in (role_types(role) or NAMING_TYPES)]

    return offered


def role_name(role: str) -> str:
    """Name a role: "client: first name"."""
    who, _dot, what = role.rpartition(".")
    return f"{WHO[who]}: {WHAT[what]}" if who else str(WHAT[what])


REQUIREMENTS = [
    ("required", _("Has to be answered")),
    ("warn", _("May be missing, and is then listed as missing")),
    ("optional", _("May be left out")),
]
CATEGORIES = [
    ("contact", _("Contact")),
    ("identity", _("Identity")),
    ("situation", _("Situation")),
    ("household", _("Household")),
    ("income", _("Income")),
    ("health", _("Health")),
    ("other", _("Other")),
]
WHOSE = [("client", _("The client's")), ("applicant", _("The applicant's")), ("supporter", _("The supporter's"))]
WIDTHS = [("short", _("Short")), ("medium", _("Medium")), ("long", _("Long"))]


class AskedBlock(blocks.StructBlock):
    """What every question has in common."""

    label = CharBlock(label=_("Question"))
    key = KeyBlock()
    hint = TextBlock(label=_("Hint"), required=False, rows=2)
    help = TextBlock(label=_("Longer help"), required=False, rows=3)
    example = CharBlock(label=_("Example"), required=False)
    requirement = CodeBlock(label=_("Answer"), choices=REQUIREMENTS, default="required")
    category = CodeBlock(label=_("Kind of data"), choices=CATEGORIES, default="other")
    role = FixedTextBlock(label=_("Meaning"), required=False)
    when = ConditionBlock()

    class Meta:
        label_format = "{label}"


class WideBlock(AskedBlock):
    """A question answered in one box."""

    width = CodeBlock(label=_("Width"), choices=WIDTHS, default="medium")


PATTERNS = [
    ("postcode", _("Postcode: LV-1234")),
    ("cadastre", _("Cadastre number: 11 digits")),
    ("vehicle", _("Number plate")),
    ("document", _("Number of an identity document")),
    ("digits", _("Digits only")),
    ("year", _("Year")),
    ("time", _("Time of day")),
]


class TextQuestion(AskedBlock):
    """One line."""

    pattern = CodeBlock(label=_("Written as"), choices=PATTERNS, required=False)
    min_length = WholeNumberBlock(label=_("At least characters"), required=False, min_value=1, max_value=20000)
    max_length = WholeNumberBlock(label=_("At most characters"), required=False, min_value=1, max_value=20000)
    width = CodeBlock(label=_("Width"), choices=WIDTHS, default="medium")


class LongTextQuestion(AskedBlock):
    """Several lines."""

    min_length = WholeNumberBlock(label=_("At least characters"), required=False, min_value=1, max_value=20000)
    max_length = WholeNumberBlock(label=_("At most characters"), required=False, min_value=1, max_value=20000)


class OptionBlock(blocks.StructBlock):
    """One choice."""

    label = CharBlock(label=_("Choice"))
    key = SlugKeyBlock()
    hint = CharBlock(label=_("Hint"), required=False)
    when = ConditionBlock()

    class Meta:
        label_format = "{label}"


class ChoiceQuestion(AskedBlock):
    """One or several of the choices."""

    options = blocks.ListBlock(OptionBlock(), label=_("Choices"), min_num=1)


class DaysBlock(AskedBlock):
    """What days may be answered."""

    past = TickBlock(label=_("Not in the future"), required=False)
    future = TickBlock(label=_("Not in the past"), required=False)
    earliest = WholeNumberBlock(
        label=_("Not earlier than so many days from today"), required=False, help_text=_("-30 is thirty days ago.")
    )
    latest = WholeNumberBlock(label=_("Not later than so many days from today"), required=False)


class DateQuestion(DaysBlock):
    """A day."""

    age_min = WholeNumberBlock(label=_("At least years old"), required=False, min_value=0, max_value=130)
    age_max = WholeNumberBlock(label=_("At most years old"), required=False, min_value=0, max_value=130)
    age_on = FixedTextBlock(
        label=_("On the day answered to"), required=False, help_text=_("The key of a date; empty means today.")
    )


class PeriodQuestion(DaysBlock):
    """From one day to another."""

    open = TickBlock(label=_("The end may be left open"), required=False)


class NumberQuestion(WideBlock):
    """A number."""

    min = FigureBlock(label=_("At least"), required=False)
    max = FigureBlock(label=_("At most"), required=False)
    decimals = WholeNumberBlock(label=_("Decimal places"), required=False, min_value=0, max_value=4)


class MoneyQuestion(WideBlock):
    """An amount in euro."""

    min = FigureBlock(label=_("At least"), required=False)
    max = FigureBlock(label=_("At most"), required=False)


class SlotQuestion(AskedBlock):
    """A place for one document: a file, or the word that it will be brought."""

    document = CodeBlock(label=_("Document"), choices=document_choices)
    whose = CodeBlock(label=_("Whose"), choices=WHOSE, default="client")
    later = TickBlock(label=_("May be brought later"), required=False, default=True)
    max_files = WholeNumberBlock(label=_("At most files"), default=5, min_value=1, max_value=20)


class InfoBlock(blocks.StructBlock):
    """Information between questions. Paragraphs are separated by an empty line; lines starting with - are a list."""

    label = CharBlock(label=_("Heading"), required=False)
    body = TextBlock(label=_("Text"))
    key = KeyBlock()
    when = ConditionBlock()

    class Meta:
        label_format = "{label}"


class TermBlock(blocks.StructBlock):
    """One part of a sum."""

    what = CodeBlock(
        label=_("What"),
        choices=[
            ("answer", _("The answer to a question")),
            ("rows", _("The sum of a question over all rows")),
            ("count", _("The number of rows of a group")),
            ("number", _("A fixed number")),
        ],
        default="answer",
    )
    answer = FixedTextBlock(label=_("Key of the question or group"), required=False)
    number = FigureBlock(label=_("Number"), required=False)
    times = FigureBlock(label=_("Times"), default=1, help_text=_("-1 takes it away."))


class CalculatedBlock(blocks.StructBlock):
    """A line the form works out and keeps: a sum, an average per person."""

    label = CharBlock(label=_("Label"))
    key = KeyBlock()
    hint = TextBlock(label=_("Hint"), required=False, rows=2)
    add = blocks.ListBlock(TermBlock(), label=_("Add up"), min_num=1)
    divide_by = blocks.ListBlock(TermBlock(), label=_("Divide by"), default=[])
    shown_as = CodeBlock(
        label=_("Shown as"), choices=[("money", _("Euro")), ("number", _("A number"))], default="money"
    )
    category = CodeBlock(label=_("Kind of data"), choices=CATEGORIES, default="other")
    when = ConditionBlock()


class CheckBlock(blocks.StructBlock):
    """Something said at a question when answers do not fit together."""

    text = CharBlock(label=_("What is said"))
    key = KeyBlock()
    when = ConditionBlock(required=True, min_num=1, label=_("Said when"))
    at = FixedTextBlock(label=_("At the question"))
    level = CodeBlock(
        label=_("How"),
        choices=[("error", _("Has to be mended to go on")), ("warn", _("Is only pointed out"))],
        default="error",
    )

    class Meta:
        icon = "warning"
        label = _("Check")


class DeclarationBlock(blocks.StructBlock):
    """The declaration: its full text and version stand in the settings of the form."""

    label = CharBlock(label=_("Text beside the tick box"))
    key = KeyBlock()
    hint = TextBlock(label=_("Hint"), required=False, rows=2)
    when = ConditionBlock()

    class Meta:
        label_format = "{label}"


def _role(kind: str) -> list[tuple[str, CodeBlock]]:
    return [("role", CodeBlock(label=_("Meaning"), choices=_roles_of(kind), required=False))]


class RowItemsBlock(blocks.StreamBlock):
    """Everything that can be asked in a row of a group."""

    text = TextQuestion(_role("text"), label=_("Short text"), group=_("Text"))
    long_text = LongTextQuestion(_role("long_text"), label=_("Long text"), group=_("Text"))
    radio = ChoiceQuestion(_role("radio"), label=_("One choice"), group=_("Choices"))
    select = ChoiceQuestion(_role("select"), label=_("One choice from a long list"), group=_("Choices"))
    choices = ChoiceQuestion(_role("choices"), label=_("Several choices"), group=_("Choices"))
    yes_no = AskedBlock(_role("yes_no"), label=_("Yes or no"), group=_("Choices"))
    date = DateQuestion(_role("date"), label=_("Date"), group=_("Numbers"))
    period = PeriodQuestion(_role("period"), label=_("Period"), group=_("Numbers"))
    number = NumberQuestion(_role("number"), label=_("A number"), group=_("Numbers"))
    money = MoneyQuestion(_role("money"), label=_("Money"), group=_("Numbers"))
    email = WideBlock(_role("email"), label=_("E-mail"), group=_("People"))
    phone = WideBlock(_role("phone"), label=_("Phone"), group=_("People"))
    personal_code = AskedBlock(_role("personal_code"), label=_("Personal code or other identity"), group=_("People"))
    address = AskedBlock(_role("address"), label=_("Address"), group=_("People"))
    iban = WideBlock(_role("iban"), label=_("Account number (IBAN)"), group=_("People"))
    company_number = WideBlock(_role("company_number"), label=_("Company's registration number"), group=_("People"))
    calculated = CalculatedBlock(label=_("Calculated line"), group=_("Numbers"))
    slot = SlotQuestion(_role("slot"), label=_("Document"), group=_("Documents"))
    info = InfoBlock(label=_("Information"), group=_("Other"))

    class Meta:
        collapsed = True  # a form of a hundred questions is first seen as their list


class GroupQuestion(AskedBlock):
    """A repeating group of questions: one row for every person, income or the like."""

    requirement = CodeBlock(label=_("Answer"), choices=REQUIREMENTS, default="optional")
    row = CharBlock(label=_("What one row is called"))
    add = CharBlock(label=_("Text of the button that adds a row"))
    min = WholeNumberBlock(label=_("At least rows"), default=0, min_value=0, max_value=50)
    max = WholeNumberBlock(label=_("At most rows"), default=10, min_value=1, max_value=50)
    items = RowItemsBlock(label=_("Questions of a row"))


class ItemsBlock(RowItemsBlock):
    """Everything that can stand in a step."""

    group = GroupQuestion(_role("group"), label=_("Repeating group"), group=_("Other"))
    declaration = DeclarationBlock(label=_("Declaration"), group=_("Other"))


class StepBlock(blocks.StructBlock):
    """One page of the form."""

    title = CharBlock(label=_("Title"))
    key = SlugKeyBlock(help_text=_("Stands in the address. Made from the title when left empty."))
    intro = TextBlock(label=_("Introduction"), required=False, rows=3)
    when = ConditionBlock()
    items = ItemsBlock(label=_("Questions"))
    checks = blocks.StreamBlock([("check", CheckBlock())], label=_("Checks"), required=False)

    class Meta:
        label_format = "{title}"
        icon = "form"
        label = _("Step")
        label_format = "{title}"


class RoutingRuleBlock(blocks.StructBlock):
    """Where an application goes when a condition holds; the first rule with a unit wins."""

    when = ConditionBlock(required=True, min_num=1)
    unit = CodeBlock(label=_("Unit"), choices=unit_choices, required=False)
    urgent = TickBlock(label=_("Urgent"), required=False)

    class Meta:
        icon = "redirect"
        label = _("Rule")


class BlocksField(StreamField):
    """A StreamField whose migration does not repeat every block: its JSON is the same whatever the labels say."""

    def deconstruct(self) -> Any:
        """Leave the blocks out of the migration."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
