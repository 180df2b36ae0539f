"""Papers for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from eservices.documents import leaflets


@require_safe
def leaflet(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a service's leaflet; a copy that still holds is not sent again."""
    language = get_language() or "lv"
    found = leaflets.ready(slug, language)
    if found is None:
        raise Http404
    row, content = found
    tag = f'"{row.digest}"'
    headers = {
        "Content-Disposition": f'inline; filename="{slug}-{language}.pdf"',
        "X-Content-Type-Options": "nosniff",
        "ETag": tag,
    }
    response = HttpResponse(content, content_type="application/pdf", headers=headers)
    return get_conditional_response(request, etag=tag, response=response) or response
