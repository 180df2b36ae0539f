"""Finding what is sealed: a keyed hash stored beside it, equal for equal values."""

import hashlib
import hmac

from portal.personal_data.keys import keys


def blind(purpose: str, value: str) -> str:
    """Give 64 hex characters for a value; hashes of different purposes cannot be matched with each other.

    The caller brings the value to one form first (a personal code with its dash, a folded name).
    """
    return hmac.new(keys().index, f"{purpose}\x00{value}".encode(), hashlib.sha256).hexdigest()
