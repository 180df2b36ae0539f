"""Everything the screen of a case shows, gathered under the reader's rights; the reading itself is recorded."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eservices.applications.models import Application, ApplicationFile, Original, Promise, Supplement
from eservices.applications.originals import NEXT
from eservices.applications.own_links import people_to_give
from eservices.cases.models import Case, Clock, ClockSegment, Event, Party, Status
from eservices.cases.models import Role as PartyRole
from eservices.clients.finding import propose
from eservices.clients.models import Client
from eservices.inbox import words
from eservices.inbox.rows import FINISHED, Due, due_of, status_word
from eservices.inbox.rules import CaseRights, rights_in
from eservices.notifications.models import Message
from eservices.registration.models import Letter, LetterFile, RegisteredDocument
from eservices.registration.supplementing import waiting
from portal.audit.models import AuditEntry
from portal.audit.recording import record
from portal.people.models import StaffUser
from portal.personal_data.secrets import show_reference
from portal.working_days.calendar import today, working_days_between

READERS_SHOWN = 30
HEALTH = "health"
SLOTS = {
    "signed_copy": gettext_lazy("signed copy of the application"),
    "paper": gettext_lazy("paper the application was entered from"),
}
ACTING = (PartyRole.REPRESENTATIVE, PartyRole.APPLICANT, PartyRole.INSTITUTION, PartyRole.HELPER)


@dataclass(frozen=True)
class ClockShown:
    """One of the two clocks and where it ends; the service's own also says "day 6 of 10"."""

    clock: str
    name: str
    due: Due | None
    day: int = 0
    of: int = 0


@dataclass(frozen=True)
class FileShown:
    """A file of the case by the name its owner gave it, with what a reader must know before opening it."""

    url: str
    name: str
    size: int
    label: str
    health: bool
    scan_state: str
    scan_word: str
    brought_later: bool = False
    original: Original | None = None
    original_url: str = ""

    @property
    def original_next(self) -> list[tuple[str, str]]:
        """What may be noted of its original now."""
        return [(state.value, str(state.label)) for state in NEXT[self.original.state if self.original else ""]]


@dataclass(frozen=True)
class EventShown:
    """One line of the history."""

    at: datetime
    words: str
    number: str
    who: str
    reason: str


@dataclass
class PartyShown:
    """A person of the case; contact and codes are empty where the reader may not see answers."""

    party: Party
    contact: dict[str, Any] = field(default_factory=dict)
    personal_code: str = ""
    proposals: list[Client] = field(default_factory=list)

    @property
    def main(self) -> bool:
        """Whether this is one of the two people every screen of a case starts with."""
        return self.party.role == PartyRole.CLIENT or self.party.role in ACTING


@dataclass
class CaseShown:
    """A case as one person may see it: what is not hers to see is not here, rather than hidden by a template."""

    case: Case
    rights: CaseRights
    status_word: str
    parties: list[PartyShown]
    documents: list[RegisteredDocument]
    clocks: list[ClockShown]
    applications: list[Application] = field(default_factory=list)
    files: list[FileShown] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    papers: list[Supplement | Letter] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    events: list[EventShown] = field(default_factory=list)
    readers: list[AuditEntry] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    link_takers: list[Party] = field(default_factory=list)

    @property
    def application(self) -> Application | None:
        """The form that opened the case; None for a letter."""
        return self.applications[0] if self.applications else None

    @property
    def steps(self) -> list[dict]:
        """The answers as asked, grouped by step, in Latvian."""
        return self.application.shown_lv if self.application and self.rights.answers else []

    @property
    def left_out(self) -> list[str]:
        """What had to be answered and staff handed in without."""
        return [item["label"] for item in asked(self.steps) if item["missing"] == "required" and item["type"] != "slot"]

    @property
    def reference(self) -> str:
        """The reference as it is said on the phone."""
        return show_reference(self.case.reference)

    @property
    def others(self) -> list[PartyShown]:
        """People of the household and whoever else takes part."""
        return [each for each in self.parties if not each.main]

    @property
    def cosigners(self) -> list[Party]:
        """The adults of the household asked to confirm."""
        return [each.party for each in self.parties if hasattr(each.party, "cosigning")]

    @property
    def document(self) -> RegisteredDocument | None:
        """The registration in force of what opened the case."""
        return next((each for each in self.documents if each.annulled_at is None), None)


def read_case(case: Case, user: StaffUser, *, whole: bool = True) -> CaseShown:
    """Gather what ``user`` may see of a visible case; ``whole`` adds history, readers and proposed persons.

    Effects: an audit entry "case.read" that says whether answers were among it. The number of statements does not
    grow with answers, files, people or events.
    """
    rights = rights_in(case, user)
    shown = CaseShown(
        case=case,
        rights=rights,
        status_word=status_word(case),
        parties=parties_of(case, rights),
        documents=list(case.documents.select_related("journal", "registered_by", "annulled_by").order_by("pk")),
        clocks=clocks_of(case),
        applications=list(case.applications.select_related("authenticity_by", "authenticity_witness", "entered_by")),
        promises=list(Promise.objects.filter(application__case=case, brought_at=None)),
        papers=waiting(case) if case.papers_to_register else [],
    )
    if case.closed_to_named:
        shown.named = [str(access.user) for access in case.accesses.select_related("user").order_by("pk")]
    if rights.answers:
        shown.letters = list(case.letters.select_related("entered_by"))
        shown.files = [*files_of(shown), *scans_of(case)]
    if whole:
        if rights.people and any(each.party.row_id for each in shown.parties):
            seen = {each.party.pk for each in shown.parties}
            shown.link_takers = [party for party in people_to_give(case) if party.pk in seen]
        _add_history(shown)
        _add_proposals(shown)
    record("case.read", by=user, on=case, details={"answers": rights.answers})
    return shown


def parties_of(case: Case, rights: CaseRights) -> list[PartyShown]:
    """The people of the case, the client first, each person once; others of the household only with the answers.

    Whoever has to confirm is known by name to all who see the case: any of them may be at the counter when she comes.
    """
    shown = []
    people = case.parties.select_related("client", "client__merged_into", "cosigning__by")
    for party in people.prefetch_related("corrections"):
        if rights.answers:
            shown.append(PartyShown(party, party.current_contact, party.personal_code))
        elif party.role == PartyRole.CLIENT or party.role in ACTING or hasattr(party, "cosigning"):
            shown.append(PartyShown(party))
    return shown


def files_of(shown: CaseShown) -> list[FileShown]:
    """The files of the form and of what was brought later, each under the words of its slot."""
    labels = slot_labels(shown.steps)
    found = ApplicationFile.objects.filter(application__case=shown.case)
    found = found.select_related("attachment__original__by").order_by("pk")
    return [
        file_shown(shown.case, each, labels.get(each.slot, str(SLOTS.get(each.slot, each.slot))), each.brought_later)
        for each in found
    ]


def scans_of(case: Case) -> list[FileShown]:
    """The scans of the letters of the case."""
    found = LetterFile.objects.filter(letter__case=case).select_related("attachment__original__by").order_by("pk")
    return [file_shown(case, each, _("scan of a letter")) for each in found]


def file_shown(case: Case, row: ApplicationFile | LetterFile, label: str, brought_later: bool = False) -> FileShown:
    """One line of the list of files."""
    attachment = row.attachment
    return FileShown(
        url=reverse("inbox:file", args=[case.pk, attachment.pk]),
        name=attachment.file_name,
        size=attachment.size,
        label=label,
        health=row.category == HEALTH,
        scan_state=attachment.scan_state,
        scan_word=attachment.get_scan_state_display(),
        brought_later=brought_later,
        original=getattr(attachment, "original", None),
        original_url=reverse("inbox:original", args=[case.pk, attachment.pk]),
    )


def slot_labels(steps: list[dict]) -> dict[str, str]:
    """What each document slot was called on the form, those of repeated groups included."""
    return {item["key"]: item["label"] for item in asked(steps)}


def asked(steps: list[dict]) -> Iterator[dict]:
    """Everything asked, in order, what stands in repeated groups after its group."""
    for step in steps:
        for item in step["items"]:
            yield item
            for row in item.get("rows", ()):
                yield from asked([row])


def clocks_of(case: Case) -> list[ClockShown]:
    """Both clocks side by side, the service's first."""
    now = today()
    last = {segment.clock: segment for segment in ClockSegment.objects.filter(case=case)}
    if case.due_on is None:
        last.pop(Clock.SERVICE, None)
    return [_clock(last[clock], case, now) for clock in Clock if clock in last]


def _clock(segment: ClockSegment, case: Case, now: date) -> ClockShown:
    due = due_of(segment.ends_on, case.status, now)
    profile = case.clock.get("decide") or {}
    if segment.clock != Clock.SERVICE or not profile.get("n") or case.status in FINISHED:
        return ClockShown(segment.clock, segment.get_clock_display(), due)
    if profile["unit"] == "working_days":
        day = working_days_between(segment.started_on, now)
    else:
        day = (now - segment.started_on).days
    return ClockShown(segment.clock, segment.get_clock_display(), due, max(0, day), profile["n"])


def _add_history(shown: CaseShown) -> None:
    shown.messages = list(Message.objects.filter(case=shown.case))
    numbers = {str(document.pk): document.number_text for document in shown.documents}
    names = {str(each.party.pk): each.party.full_name for each in shown.parties}
    events = shown.case.events.select_related("by").order_by("-at")
    shown.events = [_event(event, numbers, names) for event in events]
    entries = AuditEntry.objects.filter(case_id=shown.case.pk, act__in=["case.read", "file.open"])
    shown.readers = list(entries.select_related("actor").order_by("-at")[:READERS_SHOWN])


def _event(event: Event, numbers: dict[str, str], names: dict[str, str]) -> EventShown:
    sentence = words.word(words.EVENTS, event.kind)
    if event.kind in words.ABOUT_A_PERSON and event.details["party"] in names:
        sentence = f"{sentence}: {names[event.details['party']]}"
    if event.from_status:
        sentence = f"{sentence}: {status_of(event.from_status)} → {status_of(event.to_status)}"
    return EventShown(
        at=event.at,
        words=sentence,
        number=numbers.get(event.details.get("document", ""), ""),
        who=str(event.by or _("resident")),
        reason=event.reason or "",
    )


def status_of(code: str) -> str:
    """The word of a status by its code."""
    return words.word(dict(Status.choices), code)


def _add_proposals(shown: CaseShown) -> None:
    """Persons of the register the client and whoever acts may be; only where identity has not been checked yet."""
    if not (shown.rights.link and shown.rights.answers):
        return
    for each in shown.parties:
        if each.main and each.party.client is None and each.party.role != PartyRole.INSTITUTION:
            each.proposals = propose(each.party)
