"""References, typed secrets and link tokens.

A *reference* is said on the phone and opens nothing. A *typed secret* and a *link* open something; only their hash is
stored. Of letters and digits mistaken for each other (0 O Q D, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V W) the alphabet holds
one at most, and what was misread as its neighbour is read back where that is certain.
"""

import re
import secrets

from portal.personal_data.blind_index import blind

ALPHABET = "23456789ACDEFHJKMNPRTVXY"
REFERENCE_LENGTH = 8
SECRET_LENGTH = 20
# Left: what is typed for what stands on the paper; the second row are Cyrillic letters from a Russian keyboard.
_READ_AS = str.maketrans(
    "BSZGU" + "АСЕНКМТРХУВЗ",
    "8526V" + "ACEHKMTPXY83",
)
_BETWEEN = re.compile(r"[\s\-‐-―.]+")


def new_reference() -> str:
    """Make an application's reference, 8 characters; the caller's unique constraint decides about repeats."""
    return _random(REFERENCE_LENGTH)


def show_reference(reference: str) -> str:
    """Write a reference as people read it: K7MP 4TXD."""
    return _grouped(reference)


def read_reference(typed: str) -> str | None:
    """Read a reference as typed, in any case and grouping; None if it cannot be one."""
    return _read(typed, REFERENCE_LENGTH)


def new_typed_secret() -> str:
    """Make a secret that is typed by hand, 20 characters (91 bits)."""
    return _random(SECRET_LENGTH)


def show_secret(secret: str) -> str:
    """Write a typed secret in groups of four."""
    return _grouped(secret)


def read_secret(typed: str) -> str | None:
    """Read a typed secret in any case and grouping; None if it cannot be one."""
    return _read(typed, SECRET_LENGTH)


def new_link_token() -> str:
    """Make a token for a link: 256 bits, 43 characters fit for a URL."""
    return secrets.token_urlsafe(32)


def hash_secret(value: str) -> str:
    """Give what is stored instead of a secret or token: 64 hex characters, keyed, the same each time."""
    return blind("secret", value)


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def _grouped(text: str) -> str:
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _read(typed: str, length: int) -> str | None:
    plain = _BETWEEN.sub("", typed).upper().translate(_READ_AS)
    return plain if len(plain) == length and not set(plain) - set(ALPHABET) else None
