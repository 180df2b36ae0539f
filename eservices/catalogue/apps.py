"""Django's entry to this package."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Names the package for Django and forgets remembered facts when one changes."""

    name = "eservices.catalogue"
    label = "catalogue"
    verbose_name = "Catalogue"

    def ready(self) -> None:
        """Watch every model of the catalogue, and units."""
        from portal.people.models import Unit, UnitHours
        from portal.remembering import watch

        watch(*self.get_models(), Unit, UnitHours)
