"""HTML to PDF/UA-1: tagged, titled, hyphenated in its language, with the fonts inside.

Nothing is fetched: a template may name only ``data:`` addresses and the few files of ours in ``_files``.
"""

import atexit
import functools
import hashlib
import logging
import threading
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

SCHEME = "durvis:"
STYLE = Path(__file__).with_name("document.css")
FONTS = tuple(
    f"durvis-sans-{subset}-{weight}.woff2" for subset in ("latin", "latin-ext", "cyrillic") for weight in (400, 700)
)

_one_at_a_time = threading.Lock()
# WeasyPrint's warnings quote the text they are about, and that text is somebody's answers.
for _name in ("weasyprint", "weasyprint.progress", "fontTools"):
    logging.getLogger(_name).setLevel(logging.ERROR)


def pdf(html: str) -> bytes:
    """Render a whole HTML document, whose ``lang`` and ``title`` become the PDF's.

    Raises FileNotFoundError where the fonts have not been built (``make setup``).
    """
    from weasyprint import HTML

    # The font configuration is one C object for the process; threads of a web server take turns.
    with _one_at_a_time:
        style, fonts, fetcher = _prepared()
        document = HTML(string=html, base_url=SCHEME, url_fetcher=fetcher)
        return document.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")


@functools.cache
def look() -> bytes:
    """Give a digest of what every PDF looks like: its style and its fonts."""
    used = (STYLE, *_files().values())
    return hashlib.sha256(b"".join(path.read_bytes() for path in used)).digest()


@functools.cache
def _prepared() -> tuple[Any, Any, Any]:
    """Prepare what every PDF shares, once per process: the style, the font configuration, the fetcher."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts, fetcher = FontConfiguration(), _fetcher()
    return CSS(string=STYLE.read_text(), base_url=SCHEME, font_config=fonts, url_fetcher=fetcher), fonts, fetcher


# The C object is freed while the interpreter still stands.
atexit.register(_prepared.cache_clear)


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    files = _files()

    class OurFilesOnly(URLFetcher):
        """Gives the files of our map and data addresses; refuses everything else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url in files:
                return URLFetcherResponse(url, files[url].read_bytes())
            return super().fetch(url, headers)

    return OurFilesOnly(allowed_protocols=["data"], allow_redirects=False)


def _files() -> dict[str, Path]:
    """Name every file a document may use."""
    found = {f"{SCHEME}{name}": finders.find(f"fonts/{name}") for name in FONTS}
    for name, path in found.items():
        if not path:
            raise FileNotFoundError(f"{name} is not built: run make setup")
    return {name: Path(str(path)) for name, path in found.items()}
