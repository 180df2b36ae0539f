"""Wagtail's users app with our own forms; a module of its own because it is read before any model."""

from wagtail.users.apps import WagtailUsersAppConfig


class StaffUsersConfig(WagtailUsersAppConfig):
    """Accounts are kept by ``staff_admin``."""

    user_viewset = "portal.people.staff_admin.StaffViewSet"
