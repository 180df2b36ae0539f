"""The form by which staff hand in what somebody told them."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from eservices.applications.models import Authenticity
from eservices.attachments.limits import stated
from portal.people.models import StaffUser
from portal.people.rights import people_who_may
from portal.ui.widgets import RadioButtons, Select, SingleCheckbox

from . import entering
from .forms import FilesField, KitForm
from .handing_in import HandOver
from .models import Draft

NOW, LATER = "now", "later"
WAYS = {
    NOW: _("The person signs now, on the copy I print after handing in"),
    Authenticity.READ_ALOUD: _("Read aloud: the person cannot read, see or sign"),
    Authenticity.SIGNED_PAPER: _("The paper is already signed"),
    Authenticity.E_SIGNED: _("It is e-signed, I have checked the signature"),
    LATER: _("Later"),
}
BY_SCAN = (Authenticity.SIGNED_PAPER, Authenticity.E_SIGNED)


def ways_for(channel: str) -> list[str]:
    """List how an application that came so may be confirmed."""
    if channel in entering.PRESENT:
        return [NOW, Authenticity.READ_ALOUD, Authenticity.SIGNED_PAPER, LATER]
    electronic = [Authenticity.E_SIGNED] if channel in entering.ELECTRONIC else []
    return [Authenticity.SIGNED_PAPER, *electronic, LATER]


class ScansField(FilesField):
    """Scans, or none."""

    def clean(self, value: list[UploadedFile]) -> list[UploadedFile]:
        """Return the files. Raises ValidationError where too many were chosen."""
        return super().clean(value) if value else []


class ScansForm(KitForm):
    """Scans of the paper an application is entered from."""

    scans = ScansField(label=_("Scan of the paper"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scans"].help_text = stated()


class HandOverForm(KitForm):
    """Why answers are missing, whether an interpreter is needed, how the application is confirmed."""

    incomplete_reason = forms.CharField(
        label=_("Why is it handed in without these answers?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why the answers are missing, for example: does not remember.")},
    )
    interpreter = forms.BooleanField(
        label=_("An interpreter or sign language is needed"), required=False, widget=SingleCheckbox
    )
    how = forms.ChoiceField(
        label=_("How is it confirmed that the application is the person's own?"),
        widget=RadioButtons,
        error_messages={"required": _("Choose how the application is confirmed.")},
    )
    reason = forms.CharField(
        label=_("Why it was read aloud"),
        help_text=_("Only when it was read aloud."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    witness = forms.ModelChoiceField(
        label=_("Second member of staff who was there"),
        help_text=_("Only when it was read aloud."),
        queryset=StaffUser.objects.none(),
        required=False,
        empty_label=_("choose"),
        widget=Select,
    )

    def __init__(
        self, *args: Any, draft: Draft, left_out: bool, asks_interpreter: bool, needs_confirming: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.has_scan = bool(draft.content.get("scans"))
        if not left_out:
            del self.fields["incomplete_reason"]
        if asks_interpreter:
            del self.fields["interpreter"]
        if needs_confirming:
            self._offer(draft)
        else:
            del self.fields["how"], self.fields["reason"], self.fields["witness"]

    def _offer(self, draft: Draft) -> None:
        ways = ways_for(draft.channel)
        cast(forms.ChoiceField, self.fields["how"]).choices = [(way, WAYS[way]) for way in ways]
        self.fields["how"].initial = NOW if NOW in ways else None
        if Authenticity.READ_ALOUD not in ways:
            del self.fields["reason"], self.fields["witness"]
            return
        others = people_who_may("application.witness").exclude(pk=draft.entered_by_id)
        cast(forms.ModelChoiceField, self.fields["witness"]).queryset = others

    def clean(self) -> dict[str, Any]:
        """Return what was said; a signature on paper is seen on a scan, reading aloud has a reason and a witness."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("how") in BY_SCAN and not self.has_scan:
            self.add_error("how", ValidationError(_("Add the scan of the signed paper first.")))
        if told.get("how") == Authenticity.READ_ALOUD:
            if not (told.get("reason") or "").strip():
                self.add_error("reason", ValidationError(_("Write why the application was read aloud.")))
            if not told.get("witness") and "witness" not in self.errors:
                self.add_error("witness", ValidationError(_("Choose the second member of staff who was there.")))
        return told

    def over(self) -> HandOver:
        """Return what staff add to the answers."""
        told = self.cleaned_data
        how = told.get("how", LATER)
        return HandOver(
            incomplete_reason=told.get("incomplete_reason", ""),
            interpreter_needed=bool(told.get("interpreter")),
            how="" if how in (NOW, LATER) else how,
            reason=told.get("reason", "") if how == Authenticity.READ_ALOUD else "",
            witness=told.get("witness") if how == Authenticity.READ_ALOUD else None,
        )
