"""Cases in bulk, for measuring: as they would stand after a year and a half of an office's work.

Rows are made as the acts make them (numbers gap-free and within a batch in order, clocks counted, answers sealed) but inserted many
at a time; the record gets one entry for a whole run. Each batch is a transaction of its own, with the journal's
counter locked, so a run that is broken off leaves no gap.
"""

import datetime
import hashlib
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from eservices.applications.models import Application, Authenticity, Promise
from eservices.applications.people_named import Answers, parties_of
from eservices.cases import clocks, naming
from eservices.cases.models import Case, Channel, Clock, ClockSegment, Event, Party, Role, Status
from eservices.cases.opening import PartyData, build_party
from eservices.catalogue.models import Service
from eservices.definitions.models import FormVersion
from eservices.registration import numbering
from eservices.registration.letters import profile_of
from eservices.registration.models import Journal, JournalCounter, Letter, RegisteredDocument
from portal.audit.recording import record
from portal.demo.filling_in import Pattern, fill_in
from portal.demo.inventing import InventedPerson, invent
from portal.people.models import Role as StaffRole
from portal.people.models import RoleGrant, StaffUser, Unit
from portal.personal_data.secrets import hash_secret, new_reference, new_typed_secret
from portal.working_days.terms import due_on

BATCH = 1000
DAYS = 540
PATTERNS = 24
PAPER_SHARE = 0.3
PAPER = (Channel.COUNTER, Channel.POST, Channel.EMAIL, Channel.EADDRESS, Channel.DROP_BOX, Channel.INSTITUTION)
# Age in days up to which the weights hold: (status, ending, weight).
FATES: tuple[tuple[int, tuple[tuple[str, str, int], ...]], ...] = (
    (1, (("received", "", 8), ("registered", "", 2))),
    (4, (("received", "", 1), ("registered", "", 6), ("in_review", "", 3))),
    (
        16,
        (
            ("registered", "", 2),
            ("in_review", "", 5),
            ("awaiting_information", "", 2),
            ("sent_for_decision", "", 1),
            ("decided", "", 1),
            ("closed", "withdrawn", 1),
        ),
    ),
    (
        DAYS,
        (
            ("closed", "decided", 80),
            ("closed", "withdrawn", 4),
            ("closed", "left_unexamined", 3),
            ("closed", "terminated", 2),
            ("closed", "forwarded", 2),
            ("closed", "client_died", 1),
            ("in_review", "", 3),
            ("notified", "", 3),
            ("decided", "", 1),
            ("disputed", "", 1),
        ),
    ),
)


class NotSeeded(Exception):
    """The demo office is not there yet: no services, journal or registrar."""


@dataclass(frozen=True)
class Office:
    """What of the office the cases need, read once."""

    services: list[Service]
    units: dict[str, Unit]
    journal: Journal
    registrar: StaffUser
    handlers: dict[int, list[StaffUser]]
    patterns: list[Pattern]


@dataclass
class Rows:
    """The rows of a batch, in the order in which they may be inserted after their cases."""

    cases: list[Case] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    documents: list[RegisteredDocument] = field(default_factory=list)
    segments: list[ClockSegment] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def insert(self) -> None:
        """Insert everything; the cases first, as the others carry their keys."""
        Case.objects.bulk_create(self.cases)
        tables: list[tuple[type[models.Model], list]] = [
            (Party, self.parties), (Application, self.applications), (Promise, self.promises), (Letter, self.letters),
            (RegisteredDocument, self.documents), (ClockSegment, self.segments), (Event, self.events),
        ]  # fmt: skip
        for model, rows in tables:
            for row in rows:
                if hasattr(row, "case"):
                    row.case_id = row.case.pk
            model._default_manager.bulk_create(rows)


def make(count: int, *, seed: int | None = None, told: Callable[[int], None] = lambda done: None) -> None:
    """Add so many cases, oldest first; ``told`` hears after each batch how many there are. Raises NotSeeded."""
    dice = random.Random(seed)  # noqa: S311 - invented data
    office = _office(dice)
    now = timezone.now()
    ages = sorted((dice.random() ** 1.2 * DAYS for _ in range(count)), reverse=True)
    for start in range(0, count, BATCH):
        with transaction.atomic():
            rows = Rows()
            maker = _Maker(office, dice, now, rows)
            for serial, age in enumerate(ages[start : start + BATCH], start=start):
                maker.add(serial, age)
            maker.number()
            rows.insert()
        told(min(start + BATCH, count))
    record("demo.cases_made", by="demo", details={"count": count})


def _office(dice: random.Random) -> Office:
    services = list(Service.objects.filter(active=True).select_related("executor"))
    journal = Journal.objects.filter(mode=Journal.Mode.WE_NUMBER).order_by("code")
    grants = RoleGrant.objects.valid().select_related("user")
    registrar = grants.filter(role=StaffRole.REGISTRAR).first()
    ours = journal.filter(code="sanemtie").first() or journal.filter(direction="received").first()
    if not services or registrar is None or ours is None:
        raise NotSeeded
    handlers: dict[int, list[StaffUser]] = {}
    for grant in grants.filter(role=StaffRole.HANDLER):
        handlers.setdefault(grant.unit_id or grant.user.unit_id or 0, []).append(grant.user)
    versions = list(FormVersion.objects.filter(state=FormVersion.State.LIVE).select_related("service"))
    return Office(
        services=services,
        units={unit.code: unit for unit in Unit.objects.filter(locale__language_code="lv")},
        journal=ours,
        registrar=registrar.user,
        handlers=handlers,
        patterns=[fill_in(version, dice) for version in versions for _ in range(PATTERNS)],
    )


class _Maker:
    """Adds the rows of one case after another to a batch."""

    def __init__(self, office: Office, dice: random.Random, now: datetime.datetime, rows: Rows) -> None:
        self.office, self.dice, self.now, self.rows = office, dice, now, rows

    def add(self, serial: int, age: float) -> None:
        """Add one case that was received so many days ago."""
        received_at = self.now - datetime.timedelta(days=age, seconds=60)
        status, ending = self._fate(age)
        people = self._people(serial)
        on_paper = not self.office.patterns or self.dice.random() < PAPER_SHARE
        pattern = None if on_paper else self.dice.choice(self.office.patterns)
        case = self._case(received_at, status, ending, pattern)
        parties = self._parties(case, pattern, people)
        source = self._application(case, pattern, people, parties) if pattern else self._letter(case, people["client"])
        naming.fill(case, parties)
        self.rows.cases.append(case)
        self.rows.parties += parties
        self._history(case, status, source)

    def number(self) -> None:
        """Number the batch's documents in the order they were registered, from where each year's counter stands."""
        journal = self.office.journal
        self.rows.documents.sort(key=lambda document: document.registered_at)
        for year in sorted({document.year for document in self.rows.documents}):
            JournalCounter.objects.get_or_create(journal=journal, year=year)
            counter = JournalCounter.objects.select_for_update().get(journal=journal, year=year)
            for document in (one for one in self.rows.documents if one.year == year):
                counter.last += 1
                document.number = counter.last
                document.number_text = numbering.number_text(journal, year, counter.last)
                document.case.register_number = document.number_text
                document.case.search_text += f"\n{document.number_text.casefold()}"
            counter.save(update_fields=["last"])

    def _fate(self, age: float) -> tuple[str, str]:
        weights = next(weights for upto, weights in FATES if age <= upto)
        status, ending, _weight = self.dice.choices(weights, [weight for _s, _e, weight in weights])[0]
        return status, ending

    def _people(self, serial: int) -> dict[str, InventedPerson]:
        client = invent(self.dice, serial)
        others = {who: invent(self.dice, serial, born_between=(1955, 2000)) for who in ("applicant", "supporter")}
        return {"client": client, "helper": others["applicant"], **others}

    def _case(self, received_at: datetime.datetime, status: str, ending: str, pattern: Pattern | None) -> Case:
        service = pattern.version.service if pattern else self.dice.choice(self.office.services)
        unit = self.office.units.get(pattern.unit) if pattern else service.executor
        handlers = self.office.handlers.get(unit.pk if unit else 0, [])
        assigned = handlers and status not in (Status.RECEIVED, Status.REGISTERED)
        return Case(
            reference=self._reference(),
            service=service,
            unit=unit,
            eservice=pattern.version.eservice if pattern else "",
            channel=Channel.PORTAL if pattern else self.dice.choice(PAPER),
            clock=pattern.version.schema["clock"] if pattern else profile_of(service),
            status=status,
            ending=ending,
            received_at=received_at,
            urgent=bool(pattern and pattern.urgent and self.dice.random() < 0.3),
            to_be_confirmed=bool(pattern) and status == Status.RECEIVED and self.dice.random() < 0.5,
            handler=self.dice.choice(handlers) if assigned else None,
        )

    def _reference(self) -> str:
        """24 to the power of 8 references: the unique column catches a repeat, which then undoes the batch."""
        return new_reference()

    def _parties(self, case: Case, pattern: Pattern | None, people: dict[str, InventedPerson]) -> list[Party]:
        if pattern:
            told = parties_of(Answers(pattern.plan, pattern.answers_of(people)))
        else:
            one = people["client"]
            contact = {"birth_date": one.born.isoformat(), "phone": one.phone}
            told = [PartyData(Role.CLIENT, one.first_name, one.last_name, personal_code=one.code, contact=contact)]
        rows: list[Party] = []
        for order, data in enumerate(told):
            same = None if data.same_as is None else rows[data.same_as]
            rows.append(build_party(case, data, order=order, same_as=same))
            rows[-1].derive()
        return rows

    def _application(
        self, case: Case, pattern: Pattern, people: dict[str, InventedPerson], parties: list[Party]
    ) -> dict[str, Any]:
        signed = not case.to_be_confirmed
        answers, shown = pattern.answers_of(people), pattern.shown_of(people)
        application = Application(
            case=case,
            form_version=pattern.version,
            language="lv",
            answers=answers,
            shown_lv=shown,
            authenticity=Authenticity.SIGNED_COUNTER if signed else Authenticity.UNSIGNED,
            authenticity_at=case.received_at if signed else None,
            authenticity_by=self.office.registrar if signed else None,
            submission_key=uuid.uuid4(),
            submitted_at=case.received_at,
            declaration_version=pattern.version.schema["declaration"]["version"],
            privacy_version=pattern.version.schema["privacy"]["version"],
            secret_hash=hash_secret(new_typed_secret()),
            content_hash=hashlib.sha256(repr(answers).encode()).hexdigest(),
        )
        self.rows.applications.append(application)
        if case.status not in (Status.CLOSED, Status.DECIDED, Status.NOTIFIED, Status.DISPUTED):
            self._promise(application, pattern)
        return {"application": application, "sender": parties[0].full_name}

    def _promise(self, application: Application, pattern: Pattern) -> None:
        labels = pattern.version.texts
        for slot in pattern.promised:
            label = labels[f"item.{slot}.label"][:300]
            code = pattern.plan.items[slot].get("document") or ""
            self.rows.promises.append(
                Promise(application=application, slot=slot, document_code=code, label=label, label_shown=label)
            )
        application.case.missing_count = len(pattern.promised)

    def _letter(self, case: Case, person: InventedPerson) -> dict[str, Any]:
        sender = f"{person.first_name} {person.last_name}"
        letter = Letter(
            case=case,
            opens_case=True,
            kind=case.kind,
            channel=case.channel,
            sender=sender,
            received_on=clocks.received_on(case),
            entered_by=self.office.registrar,
        )
        self.rows.letters.append(letter)
        return {"letter": letter, "sender": sender}

    def _history(self, case: Case, status: str, source: dict[str, Any]) -> None:
        registrar = self.office.registrar
        self._event(case, "opened", case.received_at, to_status=Status.RECEIVED)
        case.legal_due_on = _legal(clocks.received_on(case))
        at = case.received_at
        unregistered = status == Status.RECEIVED or (status == Status.CLOSED and self.dice.random() < 0.01)
        if not unregistered:
            at = min(at + datetime.timedelta(hours=self.dice.uniform(0.2, 26)), self.now)
            self._registered(case, at, source)
            self._event(case, "moved", at, by=registrar, from_status=Status.RECEIVED, to_status=Status.REGISTERED)
        if status not in (Status.RECEIVED, Status.REGISTERED):
            began = Status.RECEIVED if unregistered else Status.REGISTERED
            at = min(at + datetime.timedelta(days=self.dice.uniform(0.5, 14)), self.now)
            self._event(case, "moved", at, by=case.handler or registrar, from_status=began, to_status=status)
        closed_at = at if status == Status.CLOSED else None
        for clock, started, ends in self._terms(case):
            self.rows.segments.append(
                ClockSegment(
                    case=case,
                    clock=clock,
                    started_on=started,
                    ends_on=ends,
                    reason="received",
                    closed_at=closed_at,
                    closed_reason=case.ending if closed_at else "",
                )
            )

    def _registered(self, case: Case, at: datetime.datetime, source: dict[str, Any]) -> None:
        day = timezone.localdate(at)
        case.registered_on = day
        start = clocks.received_on(case) if case.clock.get("start") == "received" else day
        decide = case.clock.get("decide") or {}
        case.due_on = _due(decide.get("n"), decide.get("unit"), start)
        self.rows.documents.append(
            RegisteredDocument(
                journal=self.office.journal,
                year=day.year,
                kind=case.kind,
                case=case,
                opens_case=True,
                service_name=case.service.name if case.service else "",
                received_on=clocks.received_on(case),
                registered_on=day,
                registered_at=at,
                registered_by=self.office.registrar,
                channel=case.channel,
                **source,
            )
        )

    def _terms(self, case: Case) -> Iterator[tuple[str, datetime.date, datetime.date]]:
        received = clocks.received_on(case)
        assert case.legal_due_on is not None
        yield Clock.LEGAL, received, case.legal_due_on
        if case.due_on is not None and case.registered_on is not None:
            by_receipt = case.clock.get("start") == "received"
            yield Clock.SERVICE, received if by_receipt else case.registered_on, case.due_on

    def _event(self, case: Case, kind: str, at: datetime.datetime, **fields: Any) -> None:
        self.rows.events.append(Event(case=case, kind=kind, at=at, **fields))


@lru_cache(maxsize=2000)
def _legal(received: datetime.date) -> datetime.date:
    return clocks.legal_due_on(received)


@lru_cache(maxsize=20000)
def _due(n: int | None, unit: str | None, start: datetime.date) -> datetime.date | None:
    return due_on({"decide": {"n": n, "unit": unit}}, start)
