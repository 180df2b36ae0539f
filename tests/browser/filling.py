"""Filling in a form as a person does: finding the question, choosing, typing, pressing the button."""

from typing import Any

from playwright.sync_api import Page, expect


def fill(page: Page, **answers: Any) -> None:
    """Answer questions by key: a text, an option, several options as a list, a date as (day, month, year)."""
    for key, value in answers.items():
        _fill(page, key, value)


def _fill(page: Page, name: str, value: Any) -> None:
    if isinstance(value, tuple):
        for part, text in zip(("day", "month", "year"), value, strict=True):
            page.fill(f"[name='{name}-{part}']", text)
    elif isinstance(value, list):
        for one in value:
            page.check(f"[name='{name}'][value='{one}']")
    elif isinstance(value, dict):
        for part, text in value.items():
            page.fill(f"[name='{name}-{part}']" if part else f"[name='{name}']", text)
    else:
        _fill_one(page, name, value)


def _fill_one(page: Page, name: str, value: str) -> None:
    # A question may appear a moment after the answer that asks for it.
    page.wait_for_selector(f"[name='{name}']", state="attached")
    if page.locator(f"input[type=radio][name='{name}']").count():
        page.check(f"[name='{name}'][value='{value}']")
    elif page.locator(f"select[name='{name}']").count():
        page.select_option(f"[name='{name}']", value)
    else:
        page.fill(f"[name='{name}']", value)


def attach(page: Page, key: str, *files: dict[str, Any]) -> None:
    """Choose files for a slot: ``{"name", "mimeType", "buffer"}``."""
    page.set_input_files(f"input[type=file][name='{key}']", list(files))


def continue_(page: Page) -> None:
    """Press "Continue" and be on the page that answers, whole."""
    press(page, "#continue")


def press(page: Page, button: str) -> None:
    """Press a button that leads to another page, and wait until that page is whole."""
    with page.expect_navigation():
        page.click(button)


def expect_step(page: Page, title: str) -> None:
    """Be on the step with this heading, and have it whole."""
    expect(page.locator("h1")).to_have_text(title)
    page.wait_for_load_state()
