"""Documents the office issues to the person who applied."""

from django.http import HttpResponse

from eservices.applications.models import Application


def document(application: Application, kind: str) -> HttpResponse:
    """Answer with one of them as a file to keep."""
    from eservices.documents import issuing

    response = HttpResponse(issuing.ready(application, kind), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{application.case.reference}-{kind}.pdf"'
    return response
