"""A real Chromium for the tests that need one."""

import os

import pytest

# Playwright's loop runs in the tests' own thread, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM") or "/usr/bin/chromium",
        "args": ["--no-sandbox"],
    }


@pytest.fixture
def page_with_complaints(page):
    """A page of the browser, and everything its console complained about."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    return page, complaints


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "lv-LV"}
