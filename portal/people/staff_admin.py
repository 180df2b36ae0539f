"""Where the administrator keeps accounts: who works here, in which unit, with which roles.

Roles are granted and revoked by the acts of ``roles``, never by ticking a Wagtail group; nobody makes a superuser here
and nobody changes their own roles. Every change is recorded.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, UserViewSet

from portal.audit.recording import record
from portal.people.models import Role, StaffUser
from portal.people.roles import set_roles


def _roles_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=Role.choices, required=False, label=_("Roles"), widget=forms.CheckboxSelectMultiple
    )


class StaffCreationForm(UserCreationForm):
    """A new account; the field Wagtail's template calls ``groups`` holds our roles."""

    groups = _roles_field()

    class Meta(UserCreationForm.Meta):
        fields = ["username", "email", "first_name", "last_name", "job_title", "unit"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _only_latvian_units(self)
        self.fields.pop("is_superuser")


class StaffEditForm(UserEditForm):
    """An existing account; one's own roles are shown but cannot be changed."""

    groups = _roles_field()

    class Meta(UserEditForm.Meta):
        fields = ["username", "email", "first_name", "last_name", "job_title", "unit", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _only_latvian_units(self)
        self.fields["groups"].initial = list(self.instance.role_grants.valid().values_list("role", flat=True))
        self.fields["groups"].disabled = "is_superuser" not in self.fields
        self.fields.pop("is_superuser", None)


def _only_latvian_units(form: forms.ModelForm) -> None:
    """Foreign keys point to the Latvian row of a unit."""
    unit = form.fields["unit"]
    unit.queryset = unit.queryset.filter(locale__language_code="lv")  # type: ignore[attr-defined]


class StaffCreateView(CreateView):
    """Make an account, then grant its roles."""

    def save_instance(self) -> StaffUser:
        """Save; record the account and each role."""
        user: StaffUser = super().save_instance()
        record("user.created", by=self.request.user, on=user)
        set_roles(user, self.form.cleaned_data["groups"], by=self.request.user)
        return user


class StaffEditView(EditView):
    """Change an account and its roles."""

    def save_instance(self) -> StaffUser:
        """Save; record which fields changed, never their values, and each role granted or revoked."""
        user: StaffUser = super().save_instance()
        changed = sorted(set(self.form.changed_data) - {"groups"})
        if changed:
            record("user.changed", by=self.request.user, on=user, details={"fields": changed})
        set_roles(user, self.form.cleaned_data["groups"], by=self.request.user)
        return user


class StaffViewSet(UserViewSet):
    """Accounts of the office's staff."""

    add_view_class = StaffCreateView
    edit_view_class = StaffEditView

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """Our forms."""
        return StaffEditForm if for_update else StaffCreationForm
