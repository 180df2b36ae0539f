"""How many letters wait for a number: the figure in the menu, on every page of the admin."""

from django.core.cache import cache

from eservices.cases.models import Status
from eservices.cases.queries import visible_to
from portal.people.models import StaffUser
from portal.people.rights import may, scope_of

KEPT = "inbox-waiting"
SECONDS = 5
LIMIT = 999


def waiting(user: StaffUser) -> int:
    """Count the unregistered cases this person may register, at most ``LIMIT`` + 1; kept a few seconds by scope.

    The limit keeps the statement as cheap on a bad day as on a good one; the figure is then shown as "999+".
    """
    if not may(user, "case.register"):
        return 0
    kept = cache.get(KEPT, {})
    scope = scope_of(user)
    if scope not in kept:
        count = visible_to(user).filter(status=Status.RECEIVED).order_by()[: LIMIT + 1].count()
        kept = {**kept, scope: count}
        cache.set(KEPT, kept, SECONDS)
    return kept[scope]


def papers(user: StaffUser) -> int:
    """Count the cases with a paper brought later that waits for its own number, at most ``LIMIT`` + 1."""
    if not may(user, "case.register"):
        return 0
    return visible_to(user).filter(papers_to_register__gt=0).order_by()[: LIMIT + 1].count()


def shown(count: int) -> str:
    """The figure as the menu writes it."""
    return f"{LIMIT}+" if count > LIMIT else str(count)


def forget() -> None:
    """Drop what is kept, so that the figure is right at once after an act of this process."""
    cache.delete(KEPT)
