"""The forms about the people of a case: who may see it, what is known of them, what is done at their word."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from eservices.applications.cosigning import BY_STAFF, GROUNDS
from eservices.cases.models import Case, CaseAccess, Channel, Checked, Party, Role, SafeContact
from eservices.cases.opening import PartyData
from eservices.inbox.forms import DAY_FORMATS, DayField, DayInput, ManyFilesField, code_as_written, offer, reason_field
from eservices.inbox.templatetags.inbox import address_line
from eservices.inbox.words import CAPACITIES, PROOFS
from eservices.registration.letters import CHANNELS
from portal.people.models import StaffUser
from portal.people.rights import people_who_may
from portal.working_days.calendar import today

# Whose word counts: a contact person helps, and a supporter or payer has another part.
HEARD = (Role.CLIENT, Role.REPRESENTATIVE, Role.INSTITUTION, Role.APPLICANT)
ADDABLE = (Role.REPRESENTATIVE, Role.APPLICANT, Role.HELPER, Role.INSTITUTION, Role.SUPPORTER, Role.PAYER)
REPRESENTING = [(code, word) for code, word in CAPACITIES.items() if not code.startswith("self")]


def parties_heard(case: Case) -> list[Party]:
    """The people at whose word something is done to the case, the client first, each once."""
    return list(case.parties.filter(role__in=HEARD, same_as=None))


class StaffField(forms.ModelMultipleChoiceField):
    """Colleagues by name, with what they do."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """Name, job title."""
        return ", ".join(filter(None, (str(obj), obj.job_title)))


class NamedPeopleForm(forms.Form):
    """To whom a case stays open besides the one who closes it."""

    people = StaffField(label=_("Who may see the case besides you"), queryset=StaffUser.objects.none(), required=False)
    reason = reason_field()

    def __init__(self, *args: Any, case: Case, by: StaffUser, **kwargs: Any):
        named = {*CaseAccess.objects.filter(case=case).values_list("user", flat=True), case.handler_id}
        super().__init__(*args, initial={"people": list(named)}, **kwargs)
        offer(self, "people", people_who_may("case.list").exclude(pk=by.pk))


class WhoForm(forms.Form):
    """Who of the people of the case came or wrote."""

    who = forms.ChoiceField(label=_("Who asks for it"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.parties = {str(party.pk): party for party in parties}
        who = cast(forms.ChoiceField, self.fields["who"])
        who.choices = [(key, f"{each.full_name} ({each.get_role_display()})") for key, each in self.parties.items()]
        if len(parties) == 1:
            who.initial = str(parties[0].pk)

    def party(self) -> Party:
        """The person chosen."""
        return self.parties[self.cleaned_data["who"]]


class WithdrawalForm(WhoForm):
    """A withdrawal as it came: on paper, orally, by phone."""

    channel = forms.ChoiceField(
        label=_("Channel"), choices=[(each.value, each.label) for each in CHANNELS], initial=Channel.COUNTER
    )
    received_on = DayField(label=_("Received on"), initial=today)
    note = reason_field(label=_("What was said"), required=False)
    scans = ManyFilesField(label=_("Scans"), required=False)


class SecretForm(WhoForm):
    """To whom the new secret is handed, and how the person was recognised."""

    checked = forms.ChoiceField(
        label=_("How identity was checked"),
        choices=[(each.value, each.label) for each in (Checked.DOCUMENT, Checked.KNOWN)],
        widget=forms.RadioSelect,
    )


class ContactForm(WhoForm):
    """New contact details of one person; an empty field changes nothing."""

    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    checked = forms.ChoiceField(
        label=_("How it was checked who asks"), choices=Checked.choices, widget=forms.RadioSelect
    )
    reason = reason_field(label=_("Note"), required=False)

    def __init__(self, *args: Any, contact: dict[str, Any], **kwargs: Any):
        self.known = {"phone": contact.get("phone", ""), "email": contact.get("email", "")}
        self.known["address"] = address_line(contact.get("address", ""))
        super().__init__(*args, initial=self.known, **kwargs)

    def changes(self) -> dict[str, Any]:
        """What was typed anew, by the keys of a party's contact."""
        typed = {name: self.cleaned_data[name] for name in self.known}
        changed = {name: value for name, value in typed.items() if value and value != self.known[name]}
        return changed | ({"address": {"line": changed["address"]}} if "address" in changed else {})


class CosignForm(forms.Form):
    """How an adult of the household confirmed."""

    how = forms.ChoiceField(
        choices=[(way.value, way.label) for way in BY_STAFF], initial=BY_STAFF[0], widget=forms.RadioSelect
    )
    reason = reason_field(label=_("Note"), required=False)

    def __init__(self, *args: Any, who: Party, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["how"].label = _("How %(name)s confirmed") % {"name": who.full_name}


class SkipForm(forms.Form):
    """Why an adult of the household is not asked."""

    ground = forms.ChoiceField(choices=[(one.value, one.label) for one in GROUNDS], widget=forms.RadioSelect)
    reason = reason_field()

    def __init__(self, *args: Any, who: Party, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["ground"].label = _("Why %(name)s is not asked") % {"name": who.full_name}


class SafetyForm(forms.Form):
    """Whether the office may write to or call the client."""

    safe = forms.ChoiceField(
        label=_("Is it safe to write to or call the client?"), choices=SafeContact.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("How to contact safely"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = reason_field()

    def __init__(self, *args: Any, case: Case, note: str | None, **kwargs: Any):
        super().__init__(*args, initial={"safe": case.safe_contact, "note": note}, **kwargs)
        if note is None:
            del self.fields["note"]


class PartyForm(forms.Form):
    """A person of a case as staff know better than the letter: name, code, and by what right she acts."""

    first_name = forms.CharField(label=_("First name"), max_length=120, required=False)
    last_name = forms.CharField(label=_("Last name or institution"), max_length=200)
    personal_code = forms.CharField(label=_("Personal code"), max_length=20, required=False)
    relation = forms.CharField(label=_("Relation to the client"), max_length=60, required=False)
    capacity = forms.ChoiceField(label=_("In what capacity"), choices=[("", "–"), *REPRESENTING], required=False)
    kind = forms.CharField(label=_("Kind of authority"), max_length=120, required=False)
    number = forms.CharField(label=_("Its number"), max_length=60, required=False)
    valid_until = forms.DateField(label=_("Valid until"), required=False, widget=DayInput, input_formats=DAY_FORMATS)
    proof = forms.ChoiceField(label=_("Proof"), choices=[("", "–"), *PROOFS.items()], required=False)
    reason = reason_field()

    AUTHORITY = ("capacity", "kind", "number", "valid_until", "proof")

    @classmethod
    def of(cls, party: Party, *data: Any) -> "PartyForm":
        """The form with what is known; the client needs no authority."""
        names = ("first_name", "last_name", "personal_code", "relation")
        known = {name: getattr(party, name) for name in names}
        form = cls(*data, initial=known | {name: party.authority.get(name, "") for name in cls.AUTHORITY})
        if party.role == Role.CLIENT:
            for name in ("relation", *cls.AUTHORITY):
                del form.fields[name]
        return form

    def clean_personal_code(self) -> str:
        """A code in its one written form."""
        return code_as_written(self.cleaned_data["personal_code"])

    def columns(self, authority: dict[str, Any]) -> dict[str, Any]:
        """What was typed as columns of a party; of the authority the parts not asked here stay."""
        typed = self.cleaned_data
        names = ("first_name", "last_name", "personal_code", "relation")
        columns: dict[str, Any] = {name: typed[name] for name in names if name in typed}
        if "capacity" not in typed:
            return columns
        stated = {name: typed[name] for name in self.AUTHORITY}
        stated["valid_until"] = stated["valid_until"].isoformat() if stated["valid_until"] else ""
        return columns | {"authority": {key: value for key, value in (authority | stated).items() if value != ""}}


class NewPartyForm(PartyForm):
    """Somebody the letter did not name."""

    role = forms.ChoiceField(label=_("Role in the case"), choices=[(each.value, each.label) for each in ADDABLE])
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    field_order = ("role", "first_name", "last_name", "personal_code", "relation", "phone", "email")

    def clean(self) -> dict[str, Any]:
        """Whoever represents another says by what right."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("role") == Role.REPRESENTATIVE and not data.get("capacity"):
            self.add_error("capacity", _("Choose by what right the person represents the client."))
        return data

    def person(self) -> PartyData:
        """The person as the case keeps her. A contact person is told what the client allows: nothing yet."""
        typed = self.cleaned_data
        contact = {name: typed[name] for name in ("phone", "email") if typed[name]}
        told = typed["role"] not in (Role.HELPER, Role.SUPPORTER, Role.PAYER)
        return PartyData(role=typed["role"], contact=contact, may_receive=told, **self.columns({}))
