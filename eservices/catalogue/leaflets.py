"""What a service's leaflet says, in one language: put together by the site, printed by ``eservices.documents``.

The words are the site's; layers below the site ask here, and the site says who knows (``told_by``).
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Price:
    """A line of what it costs or what is paid; day and law only where they are not those of all lines."""

    name: str
    amount: str
    since: datetime.date | None = None
    clause: str = ""


@dataclass(frozen=True)
class Leaflet:
    """A service on one sheet; ``text_language`` is that of its prose, which may be only in Latvian."""

    language: str
    text_language: str
    title: str
    summary: str
    address: str
    is_benefit: bool
    crisis: bool
    phone: str
    deadline: str
    decider: str
    place: str
    street: str
    for_whom: list[str] = field(default_factory=list)
    included: list[str] = field(default_factory=list)
    fee: str = ""
    prices: list[Price] = field(default_factory=list)
    since: datetime.date | None = None
    law: str = ""
    brings: list[tuple[str, str]] = field(default_factory=list)
    office_checks: list[str] = field(default_factory=list)
    hours: list[tuple[str, str]] = field(default_factory=list)
    hours_translated: bool = True
    features: list[str] = field(default_factory=list)
    online: bool = False


Teller = Callable[[str, str], Leaflet | None]
Lister = Callable[[], Iterable[tuple[str, str]]]
_tell: Teller = lambda slug, language: None  # noqa: E731
_list: Lister = lambda: ()  # noqa: E731


def told_by(tell: Teller, every: Lister) -> None:
    """Set who knows; called once when the site's package is ready."""
    global _tell, _list
    _tell, _list = tell, every


def leaflet(slug: str, language: str) -> Leaflet | None:
    """Give the leaflet of the service at this place of the site; None where none is published in the language."""
    return _tell(slug, language)


def every() -> Iterable[tuple[str, str]]:
    """Give the place and language of every leaflet."""
    return _list()
