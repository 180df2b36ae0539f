"""One Django field per question type: what was posted in, the stored answer out, errors in plain words.

``clean`` gives the stored answer (None where nothing was given; whether that is allowed is the form's business).
``shown`` turns a stored answer into what the control draws. ``posted`` gives what a browser would post for an answer
written in a rehearsal.
"""

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eservices.definitions.plan import IDENTITY_KINDS
from eservices.definitions.reading import (
    ReadingError,
    matches_pattern,
    read_company_number,
    read_day,
    read_iban,
    read_money,
    read_number,
    read_phone,
    read_text,
)
from portal.personal_data.personal_codes import PersonalCodeError, check
from portal.ui import dates, widgets
from portal.ui.phones import written_phone
from portal.working_days.calendar import today

TEXT_LIMIT = 200
LONG_TEXT_LIMIT = 3000
PART_LIMIT = 200

MESSAGES: dict[str, Promise] = {
    "choice": gettext_lazy("Choose one of the answers offered."),
    "incomplete": gettext_lazy("Write the day, the month and the year, for example 7 12 1948."),
    "two_digit_year": gettext_lazy("Write the year with four digits, for example 1948."),
    "digits": gettext_lazy("Write the date with digits only, for example 7 12 1948."),
    "no_such_date": gettext_lazy("There is no such day. Check the day and the month."),
    "too_early": gettext_lazy("This day is too long ago. Check the year."),
    "too_late": gettext_lazy("This day is too far away. Check the year."),
    "past": gettext_lazy("This day has not come yet. Write a day that is today or earlier."),
    "future": gettext_lazy("This day has passed. Write a day that is today or later."),
    "ambiguous": gettext_lazy(
        "We cannot tell whether this is thousands or cents. Write the euros and the cents, for example 1234,00."
    ),
    "negative": gettext_lazy("Write the amount without a minus sign."),
    "too_much": gettext_lazy("This amount is too large. Check it."),
    "money": gettext_lazy("Write an amount in euro with digits, for example 320,50."),
    "number": gettext_lazy("Write a number with digits, for example 3."),
    "whole": gettext_lazy("Write a whole number, without a fraction."),
    "decimals": gettext_lazy("Write fewer digits after the comma."),
    "email": gettext_lazy("Write the e-mail address in full, for example vards@epasts.lv."),
    "phone": gettext_lazy("Write a phone number with digits, for example 20 000 000 or +371 20 000 000."),
    "letters": gettext_lazy("A personal code has only digits. If it is another kind of number, choose that below."),
    "length": gettext_lazy("A personal code has 11 digits, for example 123456-12345. Check that none is missing."),
    "code_date": gettext_lazy("The personal code does not begin with a day that exists. Check the first six digits."),
    "check_digit": gettext_lazy(
        "There may be a slip in the personal code. Check every digit; if it is right, tick the box below it."
    ),
    "kind": gettext_lazy("Choose what you can give instead of the personal code."),
    "other_code": gettext_lazy("Write the code or the number of the document."),
    "birth_date": gettext_lazy("Write the date of birth."),
    "address_line": gettext_lazy("Write the street and the house, or the name of the house."),
    "earliest": gettext_lazy("Write a day that is %(day)s or later."),
    "latest": gettext_lazy("Write a day that is %(day)s or earlier."),
    "period_from": gettext_lazy("Write the day it begins."),
    "period_to": gettext_lazy("Write the day it ends."),
    "period_order": gettext_lazy("It ends before it begins. Check both days."),
    "iban": gettext_lazy("Write the whole account number, for example LV00 BANK 0000 0000 0000 0."),
    "iban_length": gettext_lazy("An account number in Latvia has 21 characters. Check that none is missing."),
    "iban_check": gettext_lazy("There is a slip in the account number. Check every character."),
    "company_length": gettext_lazy("A registration number has 11 digits. Check that none is missing."),
    "company_check": gettext_lazy("There is a slip in the registration number. Check every digit."),
    "max_files": gettext_lazy("There are too many files here. Remove one before adding another."),
    "row": gettext_lazy("The rows have got mixed up. Check them and go on."),
}
PATTERN_MESSAGES: dict[str, Promise] = {
    "postcode": gettext_lazy("Write the postcode like this: LV-1234."),
    "cadastre": gettext_lazy("Write the cadastre number: 11 digits."),
    "vehicle": gettext_lazy("Write the number plate like this: AB-1234."),
    "document": gettext_lazy("Write the document's number as it stands in the document, for example LV1234567."),
    "digits": gettext_lazy("Write digits only."),
    "year": gettext_lazy("Write the year with four digits, for example 1948."),
    "time": gettext_lazy("Write the time like this: 14:30."),
}
CODE_ERRORS = {"characters": "letters", "length": "length", "empty": "length"}


def wrong(code: str, **params: Any) -> ValidationError:
    """Make the error of a code, in words."""
    return ValidationError(str(MESSAGES[code]) % params if params else str(MESSAGES[code]), code=code)


def too_long(limit: int, length: int) -> ValidationError:
    """Make the error of a text that is too long."""
    text = _("Write at most %(limit)s characters; there are now %(length)s.") % {"limit": limit, "length": length}
    return ValidationError(text, code="too_long")


def reading(read: Callable[..., Any], *args: Any, renamed: Mapping[str, str] | None = None) -> Any:
    """Read, and say a reading error in words."""
    try:
        return read(*args)
    except ReadingError as error:
        raise wrong((renamed or {}).get(error.code, error.code)) from None


class AnswerField(forms.Field):
    """A question: its control, its reading, its way back."""

    empty_message = gettext_lazy("Answer the question “%(label)s”.")
    # What the kit draws around the control.
    kit_help = kit_example = ""
    kit_optional = False
    kit_width = "long"

    def __init__(self, item: dict, widget: forms.Widget):
        super().__init__(required=False, widget=widget)
        self.item = item
        self.rules = item.get("rules") or {}

    def empty_error(self) -> ValidationError:
        """Make the error of a question that has to be answered and is not."""
        return ValidationError(str(self.empty_message) % {"label": self.label}, code="required")

    def clean(self, value: Any) -> Any:
        """Give the stored answer, or None. Raises ValidationError with a code."""
        raise NotImplementedError

    def shown(self, stored: Any) -> Any:
        """Give what the control draws for a stored answer."""
        return stored

    def posted(self, name: str, answer: Any) -> dict[str, list[str]]:
        """Give what a browser would post for an answer as written in a rehearsal."""
        return {name: [str(answer)]}


class TextField(AnswerField):
    """One line, or several."""

    empty_message = gettext_lazy("Write an answer: “%(label)s”.")

    def __init__(self, item: dict):
        self.lines = item["type"] == "long_text"
        self.limit = (item.get("rules") or {}).get("max_length") or (LONG_TEXT_LIMIT if self.lines else TEXT_LIMIT)
        super().__init__(item, widgets.LongText(max_length=self.limit) if self.lines else forms.TextInput())

    def clean(self, value: Any) -> str | None:
        """Give the text without control characters."""
        text = read_text(value or "", lines=self.lines)
        if len(text) > self.limit:
            raise too_long(self.limit, len(text))
        least, pattern = self.rules.get("min_length", 0), self.rules.get("pattern")
        if text and len(text) < least:
            raise ValidationError(_("Write at least %(limit)s characters.") % {"limit": least}, code="too_short")
        if text and pattern and not matches_pattern(pattern, text):
            raise ValidationError(str(PATTERN_MESSAGES[pattern]), code=f"pattern_{pattern}")
        return text or None


class EmailField(AnswerField):
    """An e-mail address."""

    empty_message = TextField.empty_message

    def __init__(self, item: dict):
        attrs = {"inputmode": "email", "autocomplete": _browser_hint(item, "email"), "spellcheck": "false"}
        super().__init__(item, forms.TextInput(attrs))

    def clean(self, value: Any) -> str | None:
        """Give the address."""
        text = read_text(value or "")
        if not text:
            return None
        try:
            validate_email(text)
        except ValidationError:
            raise wrong("email") from None
        if len(text) > 254:
            raise wrong("email")
        return text


class PhoneField(AnswerField):
    """A phone number."""

    empty_message = TextField.empty_message

    def __init__(self, item: dict):
        super().__init__(item, forms.TextInput({"inputmode": "tel", "autocomplete": _browser_hint(item, "tel")}))

    def clean(self, value: Any) -> str | None:
        """Give E.164 where it can be."""
        text = read_text(value or "")
        return reading(read_phone, text) if text else None

    def shown(self, stored: Any) -> str:
        """Give the number in groups."""
        return written_phone(stored or "")


def _browser_hint(item: dict, name: str) -> str:
    """Let the browser offer the person's own data only where it is asked of the person who types."""
    return name if (item.get("role") or "").startswith(("client.", "reply.")) else "off"


class ChoiceField(AnswerField):
    """One of the options."""

    empty_message = gettext_lazy("Choose an answer: “%(label)s”.")

    def __init__(self, item: dict, choices: list[tuple[str, str]], hints: dict[str, str]):
        if item["type"] == "select":
            widget: forms.Widget = widgets.Select(choices=[("", _("Choose from the list")), *choices])
        else:
            widget = widgets.RadioButtons(choices=choices, option_hints=hints, inline=item["type"] == "yes_no")
        super().__init__(item, widget)
        self.offered = [key for key, _label in choices]

    def clean(self, value: Any) -> str | None:
        """Give the option's key."""
        if value in (None, ""):
            return None
        if value not in self.offered:
            raise wrong("choice")
        return value


class ChoicesField(AnswerField):
    """Any of the options."""

    empty_message = gettext_lazy("Tick at least one answer: “%(label)s”.")

    def __init__(self, item: dict, choices: list[tuple[str, str]], hints: dict[str, str]):
        super().__init__(item, widgets.Checkboxes(choices=choices, option_hints=hints))
        self.offered = [key for key, _label in choices]

    def clean(self, value: Any) -> list[str] | None:
        """Give the options' keys in the order offered."""
        if set(value or ()) - set(self.offered):
            raise wrong("choice")
        return [key for key in self.offered if key in (value or ())] or None

    def posted(self, name: str, answer: Any) -> dict[str, list[str]]:
        """One value for each option."""
        return {name: [answer] if isinstance(answer, str) else [str(one) for one in answer]}


class DateField(AnswerField):
    """A day."""

    empty_message = gettext_lazy("Write the date: “%(label)s”.")

    def __init__(self, item: dict):
        super().__init__(item, widgets.DateInput(birth_date=item.get("role") == "client.birth_date"))

    def clean(self, value: Any) -> str | None:
        """Give the ISO day."""
        if value is None:
            return None
        day = reading(read_day, *value)
        allowed(day, self.rules)
        return day.isoformat()

    def posted(self, name: str, answer: Any) -> dict[str, list[str]]:
        """An ISO day, or "31.02.1948" as people write."""
        return _posted_day(name, answer)


def allowed(day: datetime.date, rules: dict) -> None:
    """Raise where a day is outside the limits, which are counted from today."""
    if rules.get("past") and day > today():
        raise wrong("past")
    if rules.get("future") and day < today():
        raise wrong("future")
    for name, code, outside in (("earliest", "earliest", day.__lt__), ("latest", "latest", day.__gt__)):
        if rules.get(name) is not None:
            limit = today() + datetime.timedelta(days=rules[name])
            if outside(limit):
                raise wrong(code, day=dates.short_date(limit))


class PeriodField(AnswerField):
    """From one day to another; the end may be left open where the form says so."""

    empty_message = gettext_lazy("Write both days: “%(label)s”.")

    def __init__(self, item: dict):
        super().__init__(item, widgets.PeriodInput(open_end=bool((item.get("rules") or {}).get("open"))))
        if self.rules.get("open"):
            self.empty_message = gettext_lazy("Write the day it begins: “%(label)s”.")

    def clean(self, value: Any) -> dict[str, str] | None:
        """Give ``{"from", "to"}``, each an ISO day; without "to" it goes on."""
        begins, ends = value or (None, None)
        if not begins and not ends:
            return None
        if not begins:
            raise wrong("period_from")
        if not ends and not self.rules.get("open"):
            raise wrong("period_to")
        days = [reading(read_day, *parts) for parts in (begins, ends) if parts]
        for day in days:
            allowed(day, self.rules)
        if days[-1] < days[0]:
            raise wrong("period_order")
        return dict(zip(("from", "to"), (day.isoformat() for day in days), strict=False))

    def posted(self, name: str, answer: Any) -> dict[str, list[str]]:
        """Take ``{"from", "to"}``; a text as the day it begins."""
        answer = answer if isinstance(answer, Mapping) else {"from": answer}
        parts = (_posted_day(f"{name}-{part}", answer[part]) for part in ("from", "to") if answer.get(part))
        return {key: values for part in parts for key, values in part.items()}


class IbanField(AnswerField):
    """An account number."""

    empty_message = gettext_lazy("Write the account number: “%(label)s”.")

    def __init__(self, item: dict):
        super().__init__(item, forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}))

    def clean(self, value: Any) -> str | None:
        """Give the number without spaces."""
        text = read_text(value or "")
        return reading(read_iban, text) if text else None

    def shown(self, stored: Any) -> str:
        """Give it in groups of four."""
        return in_fours(stored or "")


def in_fours(iban: str) -> str:
    """Write an account number in groups of four, as banks print it."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


class CompanyNumberField(AnswerField):
    """The registration number of a Latvian company or institution."""

    empty_message = gettext_lazy("Write the registration number: “%(label)s”.")

    def __init__(self, item: dict):
        super().__init__(item, forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}))

    def clean(self, value: Any) -> str | None:
        """Give the eleven digits."""
        text = read_text(value or "")
        return reading(read_company_number, text) if text else None


def _posted_day(name: str, answer: Any) -> dict[str, list[str]]:
    text = str(answer)
    typed = text.split("-")[::-1] if text.count("-") == 2 else text.strip(".").split(".")
    day, month, year = [*typed, "", ""][:3]
    return {f"{name}-day": [day], f"{name}-month": [month], f"{name}-year": [year]}


class NumberField(AnswerField):
    """A number."""

    empty_message = gettext_lazy("Write a number: “%(label)s”.")

    def __init__(self, item: dict):
        super().__init__(item, forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}))

    def clean(self, value: Any) -> str | None:
        """Give the number as text with a point."""
        text = read_text(value or "")
        if not text:
            return None
        number = reading(read_number, text, self.rules.get("decimals") or 0, renamed={"invalid": "number"})
        within(number, self.rules)
        return str(number)

    def shown(self, stored: Any) -> Any:
        """Write a decimal comma."""
        return str(stored).replace(".", ",") if stored else stored


class MoneyField(NumberField):
    """An amount in euro."""

    empty_message = gettext_lazy("Write the amount: “%(label)s”.")

    def __init__(self, item: dict):
        AnswerField.__init__(self, item, widgets.MoneyInput())

    def clean(self, value: Any) -> str | None:
        """Give the amount with two decimal places."""
        text = read_text(value or "")
        if not text:
            return None
        amount = reading(read_money, text, renamed={"invalid": "money"})
        within(amount, self.rules)
        return str(amount)


def within(number: Decimal, rules: dict) -> None:
    """Raise where a number is below ``min`` or above ``max``."""
    low, high = rules.get("min"), rules.get("max")
    if low is not None and number < Decimal(str(low)):
        raise ValidationError(_("Write a number that is at least %(limit)s.") % {"limit": low}, code="min")
    if high is not None and number > Decimal(str(high)):
        raise ValidationError(_("Write a number that is at most %(limit)s.") % {"limit": high}, code="max")


class PersonalCodeField(AnswerField):
    """A personal code, or another way to say who someone is."""

    empty_message = gettext_lazy("Write the personal code, or choose what you can give instead: “%(label)s”.")

    def __init__(self, item: dict):
        super().__init__(item, widgets.PersonalCodeInput())

    def clean(self, value: Any) -> dict[str, Any] | None:
        """Give ``{"kind", "value", …}``; a failed check digit has to be confirmed by a tick."""
        if value is None:
            return None
        kind = value["kind"]
        if kind not in IDENTITY_KINDS:
            raise wrong("kind")
        if kind == "lv":
            return self._latvian(read_text(value["value"]), value["confirmed"])
        stored = {"kind": kind, "value": _part(value["value"]) if kind in ("foreign", "document") else ""}
        if kind in ("foreign", "document"):
            if not stored["value"]:
                raise wrong("other_code")
            stored |= {name: _part(value[name]) for name in ("country", "issuer") if value[name]}
        if value["birth_date"]:
            stored["birth_date"] = self._born(value["birth_date"])
        elif kind == "birth_date":
            raise wrong("birth_date")
        return stored

    def _latvian(self, text: str, confirmed: bool) -> dict[str, Any]:
        try:
            code = check(text)
        except PersonalCodeError as error:
            raise wrong(CODE_ERRORS.get(error.code, "code_date")) from None
        if code.warning and not confirmed:
            self.widget.ask_confirmation = True
            raise wrong("check_digit")
        return {"kind": "lv", "value": code.value} | ({"confirmed": True} if code.warning else {})

    def _born(self, parts: Any) -> str:
        day = reading(read_day, *parts)
        if day > today():
            raise wrong("past")
        return day.isoformat()

    def posted(self, name: str, answer: Any) -> dict[str, list[str]]:
        """Take a text as the code itself; an object is ``{"kind", "value", "country", "issuer", "birth_date"}``."""
        if isinstance(answer, str):
            return {name: [answer], f"{name}-kind": ["lv"]}
        kind = answer.get("kind", "lv")
        where = name if kind == "lv" else f"{name}-other"
        post = {f"{name}-kind": [kind], where: [answer.get("value", "")]}
        post |= {f"{name}-{part}": [answer[part]] for part in ("country", "issuer") if part in answer}
        post |= {f"{name}-confirmed": ["1"]} if answer.get("confirmed") else {}
        return post | (_posted_day(f"{name}-birth", answer["birth_date"]) if answer.get("birth_date") else {})


def _part(text: str) -> str:
    text = read_text(text)
    if len(text) > PART_LIMIT:
        raise too_long(PART_LIMIT, len(text))
    return text


class AddressField(AnswerField):
    """An address in three lines; the first is enough."""

    empty_message = gettext_lazy("Write the address: “%(label)s”.")

    def __init__(self, item: dict):
        super().__init__(item, widgets.AddressInput(own=item.get("role") == "client.address"))

    def clean(self, value: Any) -> dict[str, str] | None:
        """Give ``{"line", "city", "postcode"}``."""
        if value is None:
            return None
        stored = {part: _part(value[part]) for part in ("line", "city", "postcode")}
        if any(stored.values()) and not stored["line"]:
            raise wrong("address_line")
        return stored if stored["line"] else None

    def posted(self, name: str, answer: Any) -> dict[str, list[str]]:
        """Take a text as the first line; an object as the three."""
        if isinstance(answer, str):
            return {name: [answer]}
        return {name: [answer.get("line", "")]} | {
            f"{name}-{part}": [answer[part]] for part in ("city", "postcode") if part in answer
        }


class DeclarationField(AnswerField):
    """A tick under the declaration."""

    empty_message = gettext_lazy("To go on, tick the declaration: “%(label)s”.")

    def __init__(self, item: dict, sentence: str):
        super().__init__(item, widgets.SingleCheckbox(sentence=sentence))

    def clean(self, value: Any) -> bool | None:
        """Give True or None."""
        return True if value else None

    def posted(self, name: str, answer: Any) -> dict[str, list[str]]:
        """Tick the box."""
        return {name: ["on"]} if answer not in (False, "", "no") else {}


class SlotField(AnswerField):
    """A document: files, or the word that it will be brought. Files are taken in by the form."""

    empty_message = gettext_lazy("Add the document “%(label)s”.")

    def __init__(self, item: dict, facts: widgets.SlotFacts):
        super().__init__(item, widgets.FileSlot(facts=facts))
        self.facts = facts
        if item.get("later", True):
            self.empty_message = gettext_lazy("Add the document “%(label)s”, or tick that you will bring it later.")

    def clean(self, value: Any) -> Any:
        """Give what was posted, as it is."""
        return value

    def posted(self, name: str, answer: Any) -> dict[str, list[str]]:
        """Take "later" as the tick; file names are posted as files by the rehearsal."""
        return {f"{name}-later": ["1"]} if answer in ("later", True) else {}


class GroupField(AnswerField):
    """Carries the errors of a whole group; the rows have fields of their own."""

    empty_message = gettext_lazy("Add at least one: “%(label)s”.")

    def __init__(self, item: dict):
        super().__init__(item, forms.HiddenInput())

    def clean(self, value: Any) -> None:
        """Nothing of its own is posted."""
        return None


SIMPLE_FIELDS: dict[str, Callable[[dict], AnswerField]] = {
    "text": TextField,
    "long_text": TextField,
    "email": EmailField,
    "phone": PhoneField,
    "date": DateField,
    "period": PeriodField,
    "iban": IbanField,
    "company_number": CompanyNumberField,
    "number": NumberField,
    "money": MoneyField,
    "personal_code": PersonalCodeField,
    "address": AddressField,
    "group": GroupField,
}
