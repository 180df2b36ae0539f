"""The PDFs we issue: of an application, and what anybody may print: leaflets, and forms to be filled in on paper."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from eservices.applications.models import Application
from eservices.definitions.models import FormVersion
from eservices.registration.models import RegisteredDocument
from portal.due_work.models import DueRow


class IssuedPdf(DueRow):
    """One PDF of an application, due until it is rendered; then it lies sealed in the private storage.

    ``key`` names what the PDF is of (kind, and the state it shows), so that each is rendered once whoever asks first.
    """

    class Kind(models.TextChoices):
        SUMMARY = "summary", pgettext_lazy("pdf", "application for the office")
        TO_SIGN = "to_sign", pgettext_lazy("pdf", "copy to sign")
        LARGE = "large", pgettext_lazy("pdf", "copy to sign in large type")
        RECEIPT = "receipt", pgettext_lazy("pdf", "receipt")
        STAMPED = "stamped", pgettext_lazy("pdf", "application with its registration number")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="issued_pdfs")
    document = models.ForeignKey(RegisteredDocument, null=True, on_delete=models.PROTECT, related_name="issued_pdfs")
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=120)
    storage_name = models.CharField(max_length=100, blank=True, default="")
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="issued_pdf_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.application_id}"


class Print(DueRow):
    """What anybody may print, in one language; one row for each way it has ever looked.

    ``digest`` is the hash of what is printed: it changes with the texts, the office's address or the layout.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    language = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=100, blank=True, default="")
    size = models.PositiveIntegerField(default=0)

    class Meta(DueRow.Meta):
        abstract = True


class ServiceLeaflet(Print):
    """A service on one sheet; ``slug`` is its place on the site."""

    slug = models.SlugField(max_length=255)
    made_on = models.DateField(default=timezone.localdate)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "language", "digest"], name="service_leaflet_once")]

    def __str__(self) -> str:
        return f"{self.slug} {self.language}"


class PaperForm(Print):
    """A published form to be filled in on paper."""

    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="paper_forms")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "language", "digest"], name="paper_form_once")]

    def __str__(self) -> str:
        return f"{self.version} {self.language}"
