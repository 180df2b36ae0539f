"""Reading a PDF back, as a person and as a screen reader would."""

import io

import pikepdf
import pypdfium2


def text_of(pdf: bytes) -> str:
    """All text, words as they run; a word broken at a line's end is one word."""
    return " ".join(text_by_page(pdf))


def text_by_page(pdf: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(page.replace("\ufffe", "").split()) for page in pages]


class Read:
    """What a PDF says about itself."""

    def __init__(self, pdf: bytes) -> None:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            root = document.Root
            self.language = str(root.get("/Lang"))
            self.marked = bool(root.MarkInfo.Marked)
            self.shows_title = bool(root.ViewerPreferences.DisplayDocTitle)
            metadata = document.open_metadata()
            self.title = metadata.get("dc:title")
            self.ua = metadata.get("pdfuaid:part")
            self.pages = len(document.pages)
            self.tags = set(_tags(root.StructTreeRoot))
            self.fonts = list(_fonts(document))
            self.text_by_page = text_by_page(pdf)
            self.text = " ".join(self.text_by_page)


def _tags(element):
    kids = element.get("/K")
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S).lstrip("/")
            yield from _tags(kid)


def _fonts(document):
    """Name and whether the letters are inside, of every font of every page."""
    for page in document.pages:
        for font in page.Resources.get("/Font", {}).values():
            descriptor = font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else font.FontDescriptor
            inside = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            yield str(font.BaseFont).lstrip("/"), inside
