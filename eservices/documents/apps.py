"""Django's entry to this package."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Names the package for Django, listens to what happens to cases, registers its due work."""

    name = "eservices.documents"
    label = "documents"

    def ready(self) -> None:
        """Connect the receivers and the worker's function."""
        from eservices.documents import issuing, leaflets, listening, paper_forms

        listening.connect()
        issuing.register()
        paper_forms.register()
        leaflets.register()
