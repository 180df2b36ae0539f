"""The names a case is listed and found by, kept in step with its parties and numbers."""

from collections.abc import Iterable, Sequence

from eservices.cases.models import Case, Party, Role
from portal.personal_data import names

ACTING = (Role.REPRESENTATIVE, Role.APPLICANT, Role.INSTITUTION, Role.HELPER)


def refresh(case: Case, *, numbers: Iterable[str] = ()) -> None:
    """Write the list columns of the case anew from its parties; ``numbers`` are added to those it is found by."""
    fill(case, list(case.parties.all()), numbers=[*_known_numbers(case), *numbers])
    case.save(update_fields=[*COLUMNS])


COLUMNS = ("client_name", "client_folded", "client_sort", "applicant_name", "applicant_folded", "search_text")


def fill(case: Case, parties: Sequence[Party], *, numbers: Iterable[str] = ()) -> None:
    """Set the list columns without saving. The applicant is named only where it is another person."""
    client = _first(parties, (Role.CLIENT,))
    applicant = _first(parties, ACTING)
    case.client_name = client.full_name if client else ""
    case.client_folded = names.fold(case.client_name)
    case.client_sort = names.sort_key(f"{client.last_name} {client.first_name}".strip()) if client else ""
    case.applicant_name = applicant.full_name if applicant else ""
    case.applicant_folded = names.fold(case.applicant_name)
    folded = [names.fold(party.full_name) for party in parties]
    # One line each, so that a search for "anna ozola" cannot match the end of one name and the start of another.
    lines = dict.fromkeys([case.reference.casefold(), *(n.casefold() for n in numbers if n), *folded])
    case.search_text = "\n".join(line for line in lines if line)


def _first(parties: Sequence[Party], roles: Sequence[str]) -> Party | None:
    for role in roles:
        for party in parties:
            if party.role == role:
                return party
    return None


def _known_numbers(case: Case) -> list[str]:
    """Numbers already in the search text, ours and the records system's: the lines with a digit, which no name has."""
    return [line for line in case.search_text.split("\n") if any(map(str.isdigit, line))]
