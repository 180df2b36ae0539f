"""Papers for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from eservices.documents import leaflets


@require_safe
def leaflet(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a service's leaflet."""
    language = get_language() or "lv"
    found = leaflets.ready(slug, language)
    if found is None:
        raise Http404
    row, content = found
    headers = {
        "Content-Disposition": f'inline; filename="{slug}-{language}.pdf"',
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{row.digest}"',
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)
