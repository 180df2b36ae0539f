"""A real headless Chromium before the whole demo office."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page

from tests.demo_office import seed

# Playwright keeps an event loop in this thread; Django would refuse to touch the database from it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RESULTS = ROOT / "test-results"
PASSWORD = "viens-divi-tris-durvis"
CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
# A screen looks the same whichever database is behind it: axe looks at each once.
LOOKED_AT = connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    """The system's Chromium; in a container it has no sandbox of its own."""
    assert Path(CHROMIUM).exists(), f"{CHROMIUM} is missing: apt-get install chromium"
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}


@pytest.fixture
def office(as_migrated, settings, monkeypatch) -> None:
    """The demo office as ``make demo`` fills it, with home care to apply for; its staff's password is PASSWORD."""
    settings.PUBLIC_URL = ""
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    seed(["aprupe-majas"])


@pytest.fixture
def open_browser(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Open a browser of its own (cookies, storage) and give its page: ``open_browser(PHONE, javascript=False)``."""
    contexts: list[BrowserContext] = []

    def open_one(viewport: dict, *, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport=viewport, java_script_enabled=javascript, locale="lv-LV"
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def staff(open_browser) -> Callable[[str], Page]:
    """Sign a member of the demo staff in, in a browser of their own: ``staff("lietvede")``."""

    def sign_in(username: str) -> Page:
        page = open_browser(DESK)
        page.goto("/konts/login/")
        page.fill("[name=login]", username)
        page.fill("[name=password]", PASSWORD)
        page.click("form button[type=submit]")
        page.wait_for_url("**/admin/**")
        return page

    return sign_in


@pytest.fixture
def picture(request) -> Callable[[Page, str], None]:
    """Take a picture of the whole page into test-results/<story>/, for whoever asks for them: ``PICTURES=1``."""
    taken = 0
    folder = RESULTS / request.node.name.split("[")[0].removeprefix("test_")

    def take(page: Page, name: str) -> None:
        nonlocal taken
        if not os.environ.get("PICTURES"):
            return
        taken += 1
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{taken:02d}-{name}.png", full_page=True)

    return take


@pytest.fixture
def axe(browser: Browser) -> Iterator[Callable[[Page], None]]:
    """Assert that axe finds nothing on the page as it stands and that it fits 320 pixels; needs no JavaScript of it."""
    if not LOOKED_AT:
        yield lambda page: None
        return
    script, context = AXE.read_text(), browser.new_context(bypass_csp=True)
    copy = context.new_page()

    def check(page: Page) -> None:
        copy.set_viewport_size(page.viewport_size)
        _copy(page, copy)
        copy.evaluate(script)
        found = copy.evaluate("async () => (await axe.run()).violations")
        copy.set_viewport_size({"width": 320, "height": 640})
        width = copy.evaluate("document.documentElement.scrollWidth")
        told = [f"{one['id']}: {one['help']} {[node['html'][:160] for node in one['nodes']]}" for one in found]
        assert not told, f"{page.url}\n" + "\n".join(told)
        assert width <= 320, f"{page.url} is {width} px wide at 320"

    yield check
    context.close()


def _copy(page: Page, copy: Page) -> None:
    """Show the page's present state on another page, where scripts may run, once it is whole."""
    page.wait_for_load_state()
    origin = "/".join(page.url.split("/", 3)[:3])
    html = page.content().replace("<head>", f'<head><base href="{page.url}">', 1)
    copy.route("**/copy-for-axe", lambda route: route.fulfill(body=html, content_type="text/html"))
    copy.goto(f"{origin}/copy-for-axe")
    copy.unroute("**/copy-for-axe")
