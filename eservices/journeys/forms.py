"""Forms around the draft: codes, dates and addresses typed to go on, to prove or to follow."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from eservices.attachments.limits import stated
from eservices.cases.models import Party
from portal.personal_data.secrets import read_reference, read_secret
from portal.ui.widgets import AddressInput, DateInput, DateParts, FilesInput, RadioButtons


class KitForm(forms.Form):
    """A form drawn on the kit; errors are ours, not the browser's bubbles."""

    use_required_attribute = False


class BirthDateField(forms.Field):
    """A birth date in three boxes; gives a date."""

    widget = DateInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DateInput(birth_date=True), **kwargs)

    def clean(self, value: DateParts | None) -> date | None:
        """Return the date. Raises ValidationError for one that does not exist or lies ahead."""
        super().clean(value)
        if not value:
            return None
        try:
            born = value.date()
        except ValueError:
            raise ValidationError(_("There is no such date. Write day, month and year in digits.")) from None
        if born > date.today() or born.year < 1900:  # noqa: DTZ011 - a birth date has no zone
            raise ValidationError(_("Check the year of birth."))
        return born


class ReturnCodeForm(KitForm):
    """A return code and the birth date that guards it; without the date a code is mailed to a proven address."""

    code = forms.CharField(
        label=_("Return code"),
        help_text=_("20 letters and digits, for example K7MP 4TXD 9AAC 3EHJ N2PR. Spaces do not matter."),
        max_length=60,
        error_messages={"required": _("Write the return code.")},
    )
    birth_date = BirthDateField(
        label=_("Date of birth"),
        help_text=_("The one you gave in the application: yours or the client's."),
        required=False,
    )

    def clean_code(self) -> str:
        """Return the code as typed. Raises ValidationError where it cannot be one."""
        typed: str = self.cleaned_data["code"]
        if read_secret(typed) is None:
            raise ValidationError(_("A return code has 20 letters and digits. Check that none is left out."))
        return typed


class GuardForm(KitForm):
    """The birth date asked for only to guard a return code."""

    birth_date = BirthDateField(
        label=_("Your date of birth"),
        help_text=_("We will ask for it together with the code, so that nobody else can use it."),
        error_messages={"required": _("Write your date of birth.")},
    )


class MailLinkForm(KitForm):
    """The address a link is mailed to."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The letter says only that a form of ours is waiting, not which one."),
        error_messages={
            "required": _("Write the e-mail address."),
            "invalid": _("Check the e-mail address, for example anna@piemers.lv."),
        },
    )
    email.widget.attrs.update({"autocomplete": "email"})


class MailListForm(KitForm):
    """The address a list of what to bring is mailed to."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The letter lists the papers. It says neither for which service nor who asked."),
        error_messages={
            "required": _("Write the e-mail address."),
            "invalid": _("Check the e-mail address, for example anna@piemers.lv."),
        },
    )
    email.widget.attrs.update({"autocomplete": "email"})


class MailedCodeForm(KitForm):
    """Six digits from a mail."""

    code = forms.CharField(
        label=_("Code from the e-mail"),
        help_text=_("Six digits. The letter comes within a few minutes."),
        max_length=20,
        error_messages={"required": _("Write the six digits from the e-mail.")},
    )
    code.widget.attrs.update({"inputmode": "numeric", "autocomplete": "one-time-code"})
    code.kit_width = "short"  # type: ignore[attr-defined]


class BirthDateForm(KitForm):
    """The second fact of a case without a proven address."""

    birth_date = BirthDateField(
        label=_("Date of birth"),
        help_text=_("The one given in the application: yours or the client's."),
        error_messages={"required": _("Write the date of birth.")},
    )


class LostForm(KitForm):
    """The address lost numbers are mailed to."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The one you confirmed with a code when you applied."),
        error_messages={
            "required": _("Write the e-mail address."),
            "invalid": _("Check the e-mail address, for example anna@piemers.lv."),
        },
    )
    email.widget.attrs.update({"autocomplete": "email"})


class TrackingForm(KitForm):
    """What opens the status page: the reference and the typed secret."""

    reference = forms.CharField(
        label=_("Application number"),
        help_text=_("8 letters and digits, for example K7MP 4TXD."),
        max_length=30,
        error_messages={"required": _("Write the application number.")},
    )
    secret = forms.CharField(
        label=_("Access code"),
        help_text=_("20 letters and digits; it stands on the confirmation you received."),
        max_length=60,
        error_messages={"required": _("Write the access code.")},
    )

    def clean_reference(self) -> str:
        """Return the reference as stored."""
        reference = read_reference(self.cleaned_data["reference"])
        if reference is None:
            raise ValidationError(_("The number has 8 letters and digits. Check that none is left out."))
        return reference

    def clean_secret(self) -> str:
        """Return the secret as made."""
        secret = read_secret(self.cleaned_data["secret"])
        if secret is None:
            raise ValidationError(_("The access code has 20 letters and digits. Check that none is left out."))
        return secret


class SeveralFiles(FilesInput):
    """The browser's file input; gives all files chosen. Its data attributes let the page show progress."""

    def __init__(self) -> None:
        super().__init__({"data-slot-input": "", "data-sending": _("Sending…")})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        """Read the files."""
        return list(files.getlist(name))


class FilesField(forms.Field):
    """One or several files; gives the list of them."""

    widget = SeveralFiles

    def clean(self, value: list[UploadedFile]) -> list[UploadedFile]:
        """Return the files. Raises ValidationError where none or too many were chosen."""
        if not value:
            raise ValidationError(_("Choose a photo or a file."))
        if len(value) > settings.UPLOAD_SLOT_FILES_LIMIT:
            raise ValidationError(_("These are too many files at once. Send some of them first."))
        return value


class BringForm(KitForm):
    """Files brought after the application was handed in."""

    papers = FilesField(label=_("Photo or file"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].help_text = stated()


class ContactForm(KitForm):
    """What has changed in somebody's contact details; empty means unchanged, and nothing known is shown."""

    party = forms.ChoiceField(
        label=_("Whose details have changed?"),
        widget=RadioButtons,
        error_messages={"required": _("Choose whose details have changed.")},
    )
    phone = forms.CharField(label=_("New phone number"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("New e-mail address"),
        required=False,
        error_messages={"invalid": _("Check the e-mail address, for example anna@piemers.lv.")},
    )
    address = forms.Field(label=_("New address"), widget=AddressInput, required=False)

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party = cast(forms.ChoiceField, self.fields["party"])
        party.choices = [(str(each.pk), each.full_name) for each in parties]
        if len(parties) == 1:
            party.initial = str(parties[0].pk)
        for name in ("phone", "email", "address"):
            self.fields[name].kit_optional = True  # type: ignore[attr-defined]

    def changes(self) -> dict[str, Any]:
        """Return the details typed, by the keys of a party's contact."""
        return {name: self.cleaned_data[name] for name in ("phone", "email", "address") if self.cleaned_data[name]}

    def clean(self) -> dict[str, Any]:
        """Return the details. Raises ValidationError where none was typed."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(cleaned.get(name) for name in ("phone", "email", "address")):
            raise ValidationError(_("Write at least one new detail."))
        return cleaned
