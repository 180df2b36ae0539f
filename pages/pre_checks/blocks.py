"""What editors build a pre-check from: the questions of a form that name nobody, and what may come of the answers."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from eservices.catalogue.models import Service
from eservices.definitions.blocks import (
    AskedBlock,
    ChoiceQuestion,
    CodeBlock,
    ConditionBlock,
    DateQuestion,
    InfoBlock,
    MoneyQuestion,
    NumberQuestion,
    StepBlock,
)

KINDS = [
    ("likely", pgettext_lazy("pre-check", "Likely")),
    ("ask", pgettext_lazy("pre-check", "Perhaps: ask")),
    ("other", pgettext_lazy("pre-check", "Other help")),
]


def service_choices() -> list[tuple[str, str]]:
    """List the services offered now by code."""
    return list(Service.objects.filter(active=True).values_list("code", "name"))


class EasyItemsBlock(blocks.StreamBlock):
    """Everything that may be asked of somebody who has not said who they are."""

    yes_no = AskedBlock(label=_("Yes or no"))
    radio = ChoiceQuestion(label=_("One choice"))
    select = ChoiceQuestion(label=_("One choice from a long list"))
    choices = ChoiceQuestion(label=_("Several choices"))
    date = DateQuestion(label=_("Date"))
    number = NumberQuestion(label=_("A number"))
    money = MoneyQuestion(label=_("Money"))
    info = InfoBlock(label=_("Information"))

    class Meta:
        collapsed = True


class QuestionsBlock(StepBlock):
    """One page of a pre-check."""

    items = EasyItemsBlock(label=_("Questions"))


class OutcomeBlock(blocks.StructBlock):
    """What is said to answers for which the condition holds; without a condition, to all others."""

    title = blocks.CharBlock(label=_("In one sentence"), max_length=160)
    kind = CodeBlock(label=_("Kind"), choices=KINDS, default="likely")
    text = blocks.TextBlock(
        label=_("Why"),
        rows=3,
        help_text=_("A fee item's code in square brackets is replaced by its amount: [code], [code:ienākumi]."),
    )
    do = blocks.TextBlock(label=_("What to do"), rows=2)
    services = blocks.ListBlock(CodeBlock(label=_("Service"), choices=service_choices), label=_("Services"), default=[])
    when = ConditionBlock(
        help_text=_(
            "An income may be compared with the fee table: is less than [code], is [code:ienākumi] (within that band)."
        )
    )

    class Meta:
        label = _("Outcome")
        label_format = "{title}"
        icon = "tick-inverse"
