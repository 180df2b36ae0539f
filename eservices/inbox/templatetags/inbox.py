"""Small turns of phrase for the screens of the inbox."""

from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from wagtail.admin.auth import user_has_any_page_permission

from eservices.cases.models import Case
from eservices.inbox import words
from portal.personal_data.secrets import show_reference

register = template.Library()


@register.filter
def case_name(case: Case) -> str:
    """How a case is called: by its number once it has one, else by its reference as it is said on the phone."""
    return case.register_number or show_reference(case.reference)


@register.filter
def capacity_word(code: str) -> str:
    """In what capacity someone acts for the client."""
    return words.word(words.CAPACITIES, code)


@register.filter
def proof_word(code: str) -> str:
    """How somebody's authority was proved."""
    return words.word(words.PROOFS, code)


@register.filter
def act_word(act: str) -> str:
    """What a reader did."""
    return words.word(words.ACTS, act)


@register.filter
def identity_words(identity: dict[str, Any]) -> str:
    """Another proof of who someone is than a Latvian personal code: kind, number, country, issuer."""
    parts = [words.word(words.IDENTITIES, identity.get("kind", ""))]
    parts += [identity.get(key) or "" for key in ("value", "country", "issuer")]
    return ", ".join(part for part in parts if part)


@register.filter
def address_line(address: Any) -> str:
    """An address on one line."""
    if not isinstance(address, dict):
        return str(address)
    return ", ".join(str(address[key]) for key in ("line", "city", "postcode") if address.get(key))


@register.filter
def iso_day(text: str) -> str:
    """A day kept as ISO text, written the Latvian way; anything else as it was typed."""
    try:
        return date_format(date.fromisoformat(text), "d.m.Y.")
    except ValueError:
        return text


@register.simple_tag(takes_context=True)
def edits_pages(context: template.Context) -> bool:
    """Whether Wagtail's own start page, with its search among pages, is of use to this person."""
    return user_has_any_page_permission(context["request"].user)
