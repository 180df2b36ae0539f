"""Who has to sign an application (practice: who may act)."""

from eservices.cases.models import Case, Party, Role


def signer(case: Case) -> Party | None:
    """Whoever represents the client, for an institution its employee; otherwise the client.

    A helper and a relative without authority sign nothing.
    """
    people = {party.role: party for party in reversed(case.parties.all())}
    if Role.INSTITUTION in people:
        return people.get(Role.APPLICANT) or people[Role.INSTITUTION]
    return people.get(Role.REPRESENTATIVE) or people.get(Role.CLIENT)
