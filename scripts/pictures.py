"""Take the README's pictures: the home page and the inbox of a fresh demo, with three applications in it.

Starts a demo of its own on a free port with its data in a temporary folder, takes the pictures
in a headless Chromium and ends the demo. Writes docs/pictures/*.png.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import ready
from playwright.sync_api import Page, sync_playwright
from run_tests import free_port

PICTURES = ready.ROOT / "docs" / "pictures"
PASSWORD = "tikai-attelam-1234"  # noqa: S105 - of a demo that lives for a minute


def wait_for(demo: subprocess.Popen[str]) -> None:
    """Return when the demo has printed its welcome, which it does once it answers."""
    if not any("Ctrl-C" in line for line in demo.stdout or ()):
        sys.exit("The demo did not start; run `make demo` to see why.")


def log_in(page: Page, address: str) -> None:
    """Log in as the registrar."""
    page.goto(f"{address}/admin/inbox/")
    page.fill("input[name=login]", "lietvede")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/admin/inbox/**")


def take(address: str) -> None:
    """Take both pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ready.find_chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}/lv/")
        page.screenshot(path=PICTURES / "home.png")
        log_in(page, address)
        page.goto(f"{address}/admin/inbox/?tab=all")
        page.screenshot(path=PICTURES / "inbox.png")
        browser.close()


def main() -> None:
    """Start a demo, fill it a little, take the pictures, end it."""
    with tempfile.TemporaryDirectory(prefix="durvis-pictures-") as folder:
        port = str(free_port())
        environment = {**os.environ, "PORT": port, "DATA_DIR": folder, "DEMO_PASSWORD": PASSWORD}
        command = [sys.executable, str(Path(__file__).with_name("demo.py"))]
        demo = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            wait_for(demo)
            manage = [str(ready.PYTHON), "manage.py", "make_applications", "12"]
            subprocess.run(manage, cwd=ready.ROOT, env=environment, check=True)
            take(f"http://localhost:{port}")
        finally:
            demo.send_signal(signal.SIGTERM)
            demo.wait(timeout=30)


if __name__ == "__main__":
    main()
