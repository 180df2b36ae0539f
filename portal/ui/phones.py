"""Phone numbers as people say them."""

from functools import lru_cache

import phonenumbers

HOME = 371


@lru_cache(maxsize=256)
def international_phone(number: str) -> str:
    """Write a number as machines dial it from anywhere, +37160000002; a short one (112) stays as it is."""
    try:
        parsed = phonenumbers.parse(number, "LV")
    except phonenumbers.NumberParseException:
        return number
    if not phonenumbers.is_possible_number(parsed):
        return "".join(number.split())
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def written_phone(number: str) -> str:
    """Write a stored number in groups: "20 000 000" in Latvia, "+44 20 7946 0958" elsewhere.

    What was kept as typed because it is no number we know is given back as it is.
    """
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    at_home = parsed.country_code == HOME and phonenumbers.is_valid_number(parsed)
    way = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, way)
