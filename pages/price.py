"""The calculator of a page: a form asked by GET, from the same fees the page shows. Nothing of it is stored."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from eservices.catalogue.facts import ServiceFacts
from eservices.catalogue.models import FeeItem, Service, ServiceFee
from eservices.catalogue.reckoning import Part, Reckoning, can_be_reckoned, first_day, parts_on, reckon
from eservices.catalogue.schedule import AmountShown
from pages.amounts import income_band
from portal.remembering import remembered
from portal.ui.widgets import Checkboxes, DateInput, DateParts, RadioButtons

CHOICE, TIMES, FREED, DAY = "cena", "skaits-", "bez-maksas", "diena"
MOST = 1000


@dataclass(frozen=True)
class Price:
    """The calculator as it stands: its form, the day its amounts hold on and, once asked, the answer.

    ``untouched`` says that nothing was asked yet, so that it is the same for everybody.
    """

    form: "PriceForm"
    day: datetime.date
    answer: Reckoning | None
    untouched: bool


def price_of(
    service_id: int, facts: ServiceFacts, language: str, typed: QueryDict, today: datetime.date
) -> Price | None:
    """The calculator of a service; None where its fees are only shown. Anything typed gives a form, never an error page."""
    if not can_be_reckoned(facts.parts):
        return None
    sent = typed if f"{DAY}-day" in typed else None
    day = _day_in(typed) or today
    if sent is None and day == today:
        key = f"price:{service_id}:{language}:{today}"
        return remembered(key, lambda: _reckoned(facts.parts, facts, None, today, untouched=True))
    return _reckoned(facts.parts if day == today else parts_on(service_id, language, day), facts, sent, day)


def _reckoned(
    parts: list[Part], facts: ServiceFacts, sent: QueryDict | None, day: datetime.date, *, untouched: bool = False
) -> Price:
    unknown = not can_be_reckoned([part for part in parts if part.line.valid_from])
    form = PriceForm(facts.parts if unknown else parts, facts.kind, no_amounts=unknown, data=sent)
    answer = form.answer() if sent is not None else None if form.asks() else reckon(parts)
    return Price(form, day, answer, untouched)


def _day_in(typed: QueryDict) -> datetime.date | None:
    written = DateInput().value_from_datadict(typed, {}, DAY)
    try:
        return written.date() if written else None
    except ValueError:
        return None


class CountField(forms.Field):
    """How many: "2" or "1,5"; nothing is none."""

    def to_python(self, value: Any) -> Decimal:
        """Read the number. Raises ValidationError with one sentence for whatever else was typed."""
        text = "".join(str(value or "").split()).replace(",", ".")
        digits = text.replace(".", "", 1)
        if not text:
            return Decimal(0)
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 6) or Decimal(text) > MOST:
            raise ValidationError(_("Write a number from 0 to %(most)d, for example 3 or 1.5.") % {"most": MOST})
        return Decimal(text)


class DayField(forms.Field):
    """The day whose amounts are asked for; nothing is today."""

    widget = DateInput

    def to_python(self, value: DateParts | None) -> datetime.date | None:
        """Read the day. Raises ValidationError for one that does not exist."""
        try:
            return value.date() if value else None
        except ValueError:
            raise ValidationError(_("There is no such date. Write day, month and year in digits.")) from None


class PriceForm(forms.Form):
    """What the calculator asks, made of the service's fees."""

    use_required_attribute = False

    def __init__(self, parts: Sequence[Part], kind: str, *, no_amounts: bool, data: QueryDict | None) -> None:
        super().__init__(data, auto_id="price-%s", label_suffix="")
        self.parts = parts
        self.typed = data or QueryDict()
        self.no_amounts = no_amounts
        self.fields.update(self._questions(kind))

    def asks(self) -> bool:
        """Whether it asks anything besides the day."""
        return len(self.fields) > 1

    def answer(self) -> Reckoning | None:
        """What it comes to; None while something typed has to be put right."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        times = {
            part.line.code: count for part in self.parts if (count := given.get(TIMES + part.line.code)) is not None
        }
        return reckon(self.parts, given.get(CHOICE, ""), times, given.get(FREED, ()))

    def _must_be_in_force(self, day: datetime.date) -> None:
        if not self.no_amounts:
            return
        first = first_day(self.parts)
        if first and day < first:
            message = _("Our amounts begin on %(day)s. Choose that day or a later one.")
            raise ValidationError(message % {"day": f"{first:%d.%m.%Y}"})
        raise ValidationError(_("We have no amounts for that day. Choose another day or call us."))

    def _questions(self, kind: str) -> Iterator[tuple[str, forms.Field]]:
        use = ServiceFee.Use
        lines = {each: self._offered(each) for each in (use.CHOICE, use.FREES)}
        if lines[use.CHOICE]:
            label = _("Which of these fits you?") if kind == Service.Kind.BENEFIT else _("What do you need?")
            hint = _("If nothing fits, call us.")
            yield CHOICE, _choice(forms.ChoiceField, label, lines[use.CHOICE], RadioButtons(), hint)
        monthly = any(part.line.per == FeeItem.Per.MONTH for part in self.parts)
        for part in self.parts:
            name = TIMES + part.line.code
            if part.use in {use.TIMES, use.EXTRA} and (part.line.valid_from or self.typed.get(name)):
                yield name, _count(part.line, monthly)
        if lines[use.FREES]:
            yield FREED, _choice(forms.MultipleChoiceField, _("Is any of this true?"), lines[use.FREES], Checkboxes())
        hint = _("Leave it empty for today. A day in the past gives the amounts of that day.")
        yield (
            DAY,
            DayField(label=_("For which day?"), help_text=hint, required=False, validators=[self._must_be_in_force]),
        )

    def _offered(self, use: str) -> list[AmountShown]:
        """What holds on the day, and what was ticked before the day was changed."""
        name = CHOICE if use == ServiceFee.Use.CHOICE else FREED
        ticked = self.typed.getlist(name)
        return [
            part.line for part in self.parts if part.use == use and (part.line.valid_from or part.line.code in ticked)
        ]


def _choice(
    field: type[forms.ChoiceField], label: str, lines: list[AmountShown], widget: forms.Widget, hint: str = ""
) -> forms.Field:
    choices = [(line.code, ", ".join(filter(None, (line.name, income_band(line))))) for line in lines]
    wrong = {"invalid_choice": _("Choose from the list.")}
    return field(label=label, help_text=hint, choices=choices, widget=widget, required=False, error_messages=wrong)


def _count(line: AmountShown, monthly: bool) -> forms.Field:
    asked = {
        FeeItem.Per.HOUR: _("How many hours a month?") if monthly else _("How many hours?"),
        FeeItem.Per.DAY: _("How many days a month?") if monthly else _("How many days?"),
        FeeItem.Per.ONCE: _("How many times?"),
    }.get(FeeItem.Per(line.per), _("How many?"))
    hint = f"{asked} {_('Leave it empty if none.')}"
    field = CountField(label=line.name, help_text=hint, required=False)
    field.widget.attrs["inputmode"] = "decimal"
    field.kit_width = "short"  # type: ignore[attr-defined]
    return field
