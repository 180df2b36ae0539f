"""Staff and the units they work in."""

from django.contrib.auth.models import AbstractUser


class StaffUser(AbstractUser):
    """A person who works in the office; residents never have an account here."""

    wagtail_reference_index_ignore = True
