"""The forms of the inbox: each works with the values it opens with."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from eservices.applications.confirming import WAYS
from eservices.applications.models import Authenticity, Original
from eservices.cases.models import Case, Channel, Kind
from eservices.catalogue.models import Service
from eservices.clients.models import Client
from eservices.definitions.models import FormVersion
from eservices.registration import numbering
from eservices.registration.letters import CHANNELS
from eservices.registration.models import Direction, Journal
from portal.people.models import StaffUser, Unit
from portal.people.rights import people_who_may
from portal.personal_data import personal_codes
from portal.working_days.calendar import today

# Nothing an office enters is older; a slip such as 0026 would start clocks two thousand years ago.
EARLIEST_YEAR = 1990


class DayInput(forms.DateInput):
    """The browser's own date field: a keyboard works in it and no script is needed."""

    input_type = "date"

    def __init__(self, **attrs: Any):
        super().__init__(attrs=attrs, format="%Y-%m-%d")


DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y.", "%d.%m.%Y"]


class DayField(forms.DateField):
    """A day that is not in the future, nor in a year that can only be a slip."""

    widget = DayInput

    def __init__(self, **kwargs: Any):
        super().__init__(input_formats=DAY_FORMATS, **kwargs)

    def validate(self, value: date | None) -> None:
        """Refuse tomorrow, and the year 26."""
        super().validate(value)
        if value and value > today():
            raise forms.ValidationError(_("This day has not come yet."), code="future")
        if value and value.year < EARLIEST_YEAR:
            raise forms.ValidationError(_("This day is too long ago. Check the year."), code="past")


def offer(form: forms.Form, name: str, rows: Any) -> None:
    """Set what can be chosen in a field."""
    cast(forms.ModelChoiceField, form.fields[name]).queryset = rows


def code_as_written(typed: str) -> str:
    """A personal code in its one written form; a failed check digit is let through, such codes exist."""
    if not typed:
        return ""
    try:
        return personal_codes.check(typed).value
    except personal_codes.PersonalCodeError:
        raise forms.ValidationError(_("This is not a personal code: eleven digits are needed.")) from None


def units() -> Any:
    """The units a case can be routed to, in Latvian."""
    return Unit.objects.filter(locale__language_code="lv", kind=Unit.Kind.UNIT)


def journals() -> Any:
    """The journals of received documents in use."""
    return Journal.objects.filter(direction=Direction.RECEIVED, active=True)


def preset_journal(code: str) -> Journal | None:
    """The journal to begin with; None where none is in use, which must not keep the case itself from being read."""
    try:
        return numbering.journal_for(code)
    except Journal.DoesNotExist:
        return None


class RegisterForm(forms.Form):
    """Journal and unit as the form and its routing say; a paper may have come earlier than it was entered."""

    journal = forms.ModelChoiceField(label=_("Journal"), queryset=Journal.objects.none(), empty_label=None)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("choose"))
    received_on = DayField(label=_("Received on"))

    def __init__(self, *args: Any, case: Case, journal_code: str = "", **kwargs: Any):
        self.case = case
        self.preset = preset_journal(journal_code)
        initial = {
            "journal": self.preset.pk if self.preset else None,
            "unit": case.unit_id,
            "received_on": timezone.localdate(case.received_at),
        }
        super().__init__(*args, initial=initial, auto_id="register-%s", **kwargs)
        offer(self, "journal", journals())
        offer(self, "unit", units())
        if case.channel == Channel.PORTAL:
            del self.fields["received_on"]

    @classmethod
    def of(cls, case: Case, data: Any = None) -> "RegisterForm":
        """The form of a case, with the journal its e-service names."""
        named = FormVersion.objects.filter(applications__case=case).values_list("schema__journal", flat=True).first()
        return cls(data, case=case, journal_code=named or "")

    @cached_property
    def predicted(self) -> str:
        """The number to expect if no colleague is quicker."""
        return numbering.preview(self.preset, today()) if self.preset else ""


def reason_field(**kwargs: Any) -> forms.CharField:
    """Why something is done; two lines are enough."""
    return forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 2}), **{"label": _("Reason"), **kwargs})


class ReasonForm(forms.Form):
    """Why: annulling, opening health data, taking something back."""

    reason = reason_field()


class OriginalForm(forms.Form):
    """What became of the original behind a file."""

    state = forms.ChoiceField(choices=Original.State.choices)
    note = forms.CharField(max_length=200, required=False)


class SearchForm(forms.Form):
    """What was typed above the list."""

    q = forms.CharField(required=False)

    def typed(self) -> str:
        """The text to look for; what no database can take is nothing."""
        return self.cleaned_data.get("q", "") if self.is_valid() else ""


class NumberForm(forms.Form):
    """The number the records system gave; where another case has it, once more with a tick."""

    number = forms.CharField(
        label=_("Number of the records system"),
        max_length=60,
        error_messages={"required": _("Write the number.")},
    )
    once_more = forms.BooleanField(
        label=_("The number is right: one letter stands in both cases"), required=False, widget=forms.HiddenInput
    )

    def ask_again(self) -> None:
        """Let the tick be seen."""
        self.fields["once_more"].widget = forms.CheckboxInput()


class ConfirmForm(forms.Form):
    """How the person made the application her own."""

    how = forms.ChoiceField(
        label=_("How it was confirmed"),
        choices=[(way.value, way.label) for way in WAYS],
        initial=Authenticity.SIGNED_COUNTER,
        widget=forms.RadioSelect,
    )
    reason = reason_field(
        required=False, help_text=_("Needed when it was read aloud, or accepted under the head's rule.")
    )
    witness = forms.ModelChoiceField(
        label=_("Second member of staff"),
        queryset=StaffUser.objects.none(),
        required=False,
        empty_label=_("nobody"),
        help_text=_("Needed when it was read aloud: who else was there."),
    )

    def __init__(self, *args: Any, by: StaffUser, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "witness", people_who_may("application.witness").exclude(pk=by.pk))


class JoinForm(forms.Form):
    """Which case this one repeats."""

    into = forms.CharField(label=_("Number or reference of the case that goes on"), max_length=60)
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)


class ManyFilesInput(forms.ClearableFileInput):
    """Several scans in one field."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """None, one or several files; each is checked when it is accepted, not here."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list:
        """The files posted."""
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [file for file in files if file]


class LetterForm(forms.Form):
    """What stands on a letter and its envelope."""

    channel = forms.ChoiceField(label=_("Channel"), choices=[(each.value, each.label) for each in CHANNELS])
    received_on = DayField(label=_("Received on"))
    kind = forms.ChoiceField(label=_("What it is"), choices=Kind.choices)
    sender = forms.CharField(
        label=_("Sender"), max_length=330, required=False, help_text=_("Empty only for an anonymous tip.")
    )
    sender_number = forms.CharField(label=_("Sender's number"), max_length=60, required=False)
    sender_date = DayField(label=_("Sender's date"), required=False)
    note = forms.CharField(
        label=_("About what"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    scans = ManyFilesField(label=_("Scans"), required=False)
    health = forms.BooleanField(label=_("The scans hold health data"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, initial={"channel": Channel.POST, "received_on": today()}, **kwargs)

    def clean(self) -> dict:
        """A sender is needed, and a letter is not written after it came."""
        data = self.cleaned_data
        if not data.get("sender", "").strip() and data.get("kind") != Kind.TIP:
            self.add_error("sender", _("Write who sent it."))
        written, received = data.get("sender_date"), data.get("received_on")
        if written and received and written > received:
            self.add_error("sender_date", _("The letter cannot be written after it was received."))
        return data


class NewCaseForm(LetterForm):
    """A letter that opens a case: about whom, for which service, to which unit."""

    client_first_name = forms.CharField(label=_("Client's first name"), max_length=120, required=False)
    client_last_name = forms.CharField(label=_("Client's last name"), max_length=200, required=False)
    client_code = forms.CharField(label=_("Client's personal code"), max_length=20, required=False)
    service = forms.ModelChoiceField(label=_("Service"), queryset=Service.objects.none(), required=False)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), required=False)
    urgent = forms.BooleanField(label=_("Urgent"), required=False)

    def __init__(self, *args: Any, preset: Mapping[str, str] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "service", Service.objects.order_by("name"))
        offer(self, "unit", units())
        if preset and preset.get("channel") in CHANNELS:
            self.initial["channel"] = preset["channel"]
        if preset and preset.get("service"):
            self.initial["service"] = Service.objects.filter(code=preset["service"][:100]).first()

    def clean_client_code(self) -> str:
        """A code in its one written form."""
        return code_as_written(self.cleaned_data["client_code"])


class MergeForm(forms.Form):
    """Which of two records stands for both."""

    survivor = forms.ModelChoiceField(label=_("The record that stays"), queryset=Client.objects.none())
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def __init__(self, *args: Any, others: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "survivor", others)


class ExportForm(forms.Form):
    """Which part of the register."""

    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"))
    journal = forms.ModelChoiceField(
        label=_("Journal"), queryset=Journal.objects.none(), required=False, empty_label=_("all")
    )
    full = forms.BooleanField(label=_("With personal codes"), required=False)
    reason = reason_field(
        label=_("Why personal codes are needed"), required=False, help_text=_("Stands in the audit record.")
    )

    def __init__(self, *args: Any, may_full: bool, **kwargs: Any):
        super().__init__(*args, initial={"since": today().replace(month=1, day=1), "until": today()}, **kwargs)
        offer(self, "journal", Journal.objects.all())
        if not may_full:
            del self.fields["full"], self.fields["reason"]

    def clean(self) -> dict:
        """The range runs forward."""
        data = self.cleaned_data
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("The last day comes before the first."))
        if data.get("full") and not data.get("reason", "").strip():
            self.add_error("reason", _("Write why the personal codes are needed."))
        return data
