"""Addresses of papers for everybody."""

from django.urls import path

from eservices.documents import views

urlpatterns = [path("pakalpojumi/<slug:slug>/lapina.pdf", views.leaflet, name="leaflet")]
