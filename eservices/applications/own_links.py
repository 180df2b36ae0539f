"""Links of their own for people named in an application: an adult of the household confirms, a supporter adds papers.

A link opens only what is its person's. It works while the case is open and contact is not marked unsafe; looking
changes nothing.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from eservices.applications.models import Application, OwnLink
from eservices.cases import events
from eservices.cases.models import Case, Party, Role, SafeContact, Status
from portal.audit.recording import record
from portal.people.models import StaffUser
from portal.personal_data.secrets import hash_secret, new_link_token

PAGES = {Role.HOUSEHOLD.value: "tracking:cosign", Role.SUPPORTER.value: "tracking:own_papers"}


class LinkRefused(Exception):
    """The person can have no link: ``not_offered``."""

    code = "not_offered"


def may_have(application: Application, party: Party) -> bool:
    """Whether the person may have a link now: the form offers it, the case is open, nobody said it is not safe.

    An adult who confirmed, or was skipped by decision, and a supporter who is the applicant need none.
    """
    case = application.case
    if case.status == Status.CLOSED or case.safe_contact == SafeContact.NO or not party.row_id or party.same_as_id:
        return False
    if party.role == Role.SUPPORTER:
        return bool(application.form_version.schema.get("supporter_links"))
    cosigning = getattr(party, "cosigning", None)
    return cosigning is not None and cosigning.is_waiting


def give(application: Application, party: Party) -> str:
    """Make the token of the person's link; one given before stops working. Raises LinkRefused."""
    if not may_have(application, party):
        raise LinkRefused
    token = new_link_token()
    fresh = {"link_hash": hash_secret(token), "given_at": timezone.now()}
    OwnLink.objects.update_or_create(party=party, defaults=fresh | {"application": application})
    return token


def give_out(party: Party, *, by: StaffUser | None) -> str:
    """Give a link to be passed on, at the applicant's wish (``by`` None) or by staff: history, audit. Raises LinkRefused."""
    application = party.case.applications.select_related("form_version", "case").first()
    if application is None:
        raise LinkRefused
    token = give(application, party)
    events.write(party.case, "own_link_given", by=by, party=str(party.pk), role=party.role)
    record("party.own_link_given", by=by, on=party, details={"role": party.role})
    return token


def follow(token: str, role: str) -> OwnLink | None:
    """The link of a person in this role, if it still opens something."""
    found = OwnLink.objects.select_related("party", "application__case", "application__form_version")
    found = found.exclude(application__case__status=Status.CLOSED)
    found = found.exclude(application__case__safe_contact=SafeContact.NO)
    return found.filter(link_hash=hash_secret(token), party__role=role).first()


def people_to_give(case: Case) -> list[Party]:
    """The people of the case to whom a link can be given, as the case stands."""
    application = case.applications.select_related("form_version", "case").first()
    people = case.parties.filter(role__in=PAGES).select_related("cosigning")
    return [party for party in people if application and may_have(application, party)]


def still_good(case: Case, tokens: dict[str, str]) -> dict[str, str]:
    """The addresses of those tokens (by person) that still open something, by person."""
    found = OwnLink.objects.filter(application__case=case, party__in=tokens).select_related("party", "application")
    good = [link for link in found if link.link_hash == hash_secret(tokens[str(link.party_id)])]
    return {
        str(link.party_id): address(link.party.role, tokens[str(link.party_id)], link.application.language)
        for link in good
        if case.status != Status.CLOSED and case.safe_contact != SafeContact.NO
    }


def address(role: str, token: str, language: str) -> str:
    """The whole address of a link, in the language the person is asked in."""
    with translation.override(language):
        return settings.PUBLIC_URL.rstrip("/") + reverse(PAGES[role], args=[token])
