"""The addresses of the counter, below those of the inbox."""

from django.urls import include, path
from wagtail import hooks

from eservices.counter import views

COUNTER = [
    path("", views.NewView.as_view(), name="new"),
    path("<slug:slug>/", views.BeginView.as_view(), name="begin"),
]


@hooks.register("register_admin_urls")
def register_counter():
    """Under /admin/inbox/new/."""
    return [path("inbox/new/", include((COUNTER, "counter"), namespace="counter"))]
