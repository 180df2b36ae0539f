"""Services as open data: each at an address of its own, and all of them as one file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from pages.described import cpsv


@require_safe
def service_data(request: HttpRequest, code: str) -> HttpResponse:
    """One service in the EU's vocabulary of public services."""
    described = cpsv.described_service(code)
    if described is None:
        raise Http404
    return _answer(described)


@require_safe
def catalogue_data(request: HttpRequest) -> HttpResponse:
    """The catalogue of all public services, to be kept as a file."""
    response = _answer(cpsv.described_catalogue())
    response["Content-Disposition"] = 'attachment; filename="pakalpojumi.jsonld"'
    return response


def _answer(described: dict[str, Any]) -> JsonResponse:
    """Anybody may read it from anywhere."""
    response = JsonResponse(
        described, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Access-Control-Allow-Origin"] = "*"
    return response
