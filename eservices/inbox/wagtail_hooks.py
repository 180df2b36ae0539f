"""What the inbox adds to the Wagtail admin and what it hides from those it is not for."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from eservices.inbox.home import add_panel, narrow_menu
from eservices.inbox.viewsets import InboxViewSet


@hooks.register("register_admin_viewset")
def register_inbox():
    """The inbox under /admin/inbox/."""
    return InboxViewSet()


@hooks.register("insert_global_admin_css")
def menu_style():
    """The count beside the menu item is drawn by a style sheet on every page of the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("inbox/menu.css"))


hooks.register("construct_homepage_panels", add_panel)
hooks.register("construct_main_menu", narrow_menu)
