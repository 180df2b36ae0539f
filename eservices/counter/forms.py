"""How an application came to the office."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eservices.attachments.limits import stated
from eservices.cases.models import Channel
from eservices.inbox.forms import DayField, ManyFilesField
from eservices.journeys.entering import PAPER
from portal.working_days.calendar import today


class FindForm(forms.Form):
    """The words of an e-service's title."""

    q = forms.CharField(label=_("Which e-service?"), required=False, max_length=100)

    def typed(self) -> str:
        """The words; what no form can take is nothing."""
        return self.cleaned_data["q"] if self.is_valid() else ""


class HowItCameForm(forms.Form):
    """Who stands there, or by which way the paper came, and when."""

    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[
            (Channel.COUNTER, pgettext_lazy("counter", "In person: I help to fill it in")),
            (Channel.ORAL, pgettext_lazy("counter", "Orally: the person tells, I write it down")),
            *((channel.value, channel.label) for channel in PAPER),
        ],
        widget=forms.RadioSelect(attrs={"autofocus": True}),
    )
    received_on = DayField(label=_("Received on"))
    scans = ManyFilesField(label=_("Scan of the paper"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, initial={"channel": Channel.COUNTER, "received_on": today()}, **kwargs)
        self.fields["scans"].help_text = stated()
