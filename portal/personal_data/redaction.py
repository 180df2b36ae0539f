"""Keeping personal data out of logs.

The first line is not to log it; this is the net below: personal codes, e-mail addresses and link tokens are masked in
whatever reaches a handler, tracebacks included.
"""

import logging
import re

_MASKED = (
    (re.compile(r"(?<![\w-])\d{6}[-‐-―−]?\d{5}(?![\w-])"), "[personas kods]"),
    (re.compile(r"[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+"), "[e-pasts]"),
    (re.compile(r"(?<![\w-])(?=[\w-]*[A-Z_-])[A-Za-z0-9_-]{43}(?![\w-])"), "[saite]"),
)
_FORMATTER = logging.Formatter()


def redact(text: str) -> str:
    """Mask personal codes, e-mail addresses and link tokens in a text."""
    for pattern, mask in _MASKED:
        text = pattern.sub(mask, text)
    return text


def holds_personal_data(text: str) -> bool:
    """Whether a text holds something ``redact`` would mask."""
    return redact(text) != text


class PersonalDataFilter(logging.Filter):
    """Masks a record's message and traceback; lets every record through."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Write the record out, mask it, and leave nothing behind that a handler could write again unmasked."""
        record.msg = redact(record.getMessage())
        record.args = ()
        if record.exc_info:
            record.exc_text = redact(_FORMATTER.formatException(record.exc_info))
        if record.stack_info:
            record.stack_info = redact(record.stack_info)
        return True
