"""The form staff sign in with: allauth's, without grey words inside the boxes that vanish when typing."""

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """User name and password under visible labels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})
