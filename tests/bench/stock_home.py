"""What a page is compared with: a home page as Wagtail's own demo site has it, of 43 statements.

Nothing is read ahead and templates ask for what they show: a menu whose every entry asks for its children, the way here,
three sections with cards, each of which asks for its picture, pictures of its own, and a footer.
"""

from io import BytesIO

from django.core.files.images import ImageFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from PIL import Image as Drawing
from wagtail.images import get_image_model
from wagtail.models import Page, Site

STATEMENTS = 43
SECTIONS = ("pakalpojumi", "jaunumi", "pakalpojumi")
PICTURE = "stock picture"


def stock_home(request: HttpRequest) -> HttpResponse:
    """The page, found as Wagtail finds it: level by level and then as its own type."""
    root = Site.objects.get(is_default_site=True).root_page
    page = root.get_children().live().in_menu().first().specific
    # A stock page asks for its restrictions by the paths above it.
    list(Page.get_view_restrictions(page))
    leading_to = root.get_children().live().last()
    return render(
        request, "stock/home.html", {"page": page, "root": root, "sections": SECTIONS, "leading_to": leading_to}
    )


def hang_pictures(number: int = 8) -> None:
    """Upload a picture for each card."""
    model = get_image_model()
    if model.objects.filter(title=PICTURE).exists():
        return
    for place in range(number):
        written = BytesIO()
        Drawing.new("RGB", (640, 480), (place * 20, 90, 120)).save(written, "JPEG")
        model.objects.create(title=PICTURE, file=ImageFile(BytesIO(written.getvalue()), f"stock-{place}.jpg"))
