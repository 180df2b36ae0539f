"""Whatever reaches a log handler has lost its personal data."""

import io
import logging
import logging.config

import pytest
from django.conf import settings

from portal.personal_data.redaction import holds_personal_data, redact
from portal.personal_data.secrets import new_link_token

LEAKS = ["010180-12345", "01018012345", "327673-12345", "anna.berzina@example.lv", "anna.berzina%40example.lv"]


@pytest.mark.parametrize("leak", LEAKS)
@pytest.mark.parametrize("around", ["code {}", "({})", "/lv/x?q={}&a=1", "'{}'", "{}."])
def test_codes_and_addresses_are_masked(leak, around):
    text = around.format(leak)
    assert leak not in redact(text)
    assert holds_personal_data(text)


def test_link_tokens_are_masked():
    for _ in range(50):
        token = new_link_token()
        assert token not in redact(f"Not Found: /lv/turpinat/{token}/")


@pytest.mark.parametrize(
    "text",
    [
        "GET /lv/pakalpojumi/aprupe-majas/ 200",
        "8e36f0a0-53b6-4b5e-9d4e-0c1d9b5f4a11",
        "1-6.13/26/123",
        "2026-11-21 21:15:00,123 INFO",
        "a" * 64,
        "K7MP 4TXD",
    ],
)
def test_what_a_log_needs_stays(text):
    assert redact(text) == text


@pytest.fixture
def console():
    """The handlers an installation logs with, writing where the test can read."""
    out = io.StringIO()
    config = {
        **settings.LOGGING,
        "handlers": {name: {**handler, "stream": out} for name, handler in settings.LOGGING["handlers"].items()},
    }
    before = logging.root.handlers[:], logging.root.level
    logging.config.dictConfig(config)
    yield out
    logging.config.dictConfig({**settings.LOGGING})
    logging.root.handlers, logging.root.level = before


@pytest.mark.parametrize("name", ["portal.anything", "django.request", "django.server", "some.library"])
def test_messages_arguments_and_tracebacks_are_masked_for_every_logger(console, name):
    def fail():
        raise ValueError("no such person: 010180-12345")

    try:
        fail()
    except ValueError:
        logging.getLogger(name).exception("While reading %s of %s", "anna@example.lv", {"code": "327673-12345"})
    written = console.getvalue()
    assert "While reading" in written
    assert "ValueError" in written
    for leak in ("010180-12345", "anna@example.lv", "327673-12345"):
        assert leak not in written
