"""How staff log in: by allauth, with no way to sign up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAccountAdapter(DefaultAccountAdapter):
    """Closes sign-up: accounts are made by the administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always no."""
        return False
