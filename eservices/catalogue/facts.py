"""Everything a service page, a form or a letter says about a service that is not prose, in the reader's language."""

import datetime
from dataclasses import dataclass, field
from math import ceil

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from eservices.catalogue.models import (
    ClockUnit,
    DocumentRequirement,
    DocumentType,
    FeeItem,
    Regulation,
    Service,
    ServiceFee,
    ServiceRegulation,
)
from eservices.catalogue.reckoning import Part
from eservices.catalogue.schedule import AmountShown, amounts_of, since
from eservices.catalogue.tables import by, hours_shown, tables
from portal.people.models import Unit, UnitHours
from portal.remembering import remembered
from portal.ui import icons
from portal.working_days.terms import DecisionDay, decision_day


@dataclass(frozen=True)
class DocumentShown:
    """A required document.

    ``translated`` says whether issuer and help are in the reader's language, ``when_translated`` whether the words on when it is needed are.
    """

    code: str
    name: str
    issuer: str
    help: str
    picture: str
    when_needed: str
    translated: bool
    when_translated: bool = True
    is_application: bool = False

    @property
    def icon(self) -> str:
        """The drawing to show: a plain form where the type names none we have."""
        return icons.of_document(self.picture)


@dataclass(frozen=True)
class LegalBasis:
    """A law the service rests on."""

    title: str
    clause: str
    url: str


@dataclass(frozen=True)
class ServiceFacts:
    """The facts of one service on one day.

    ``hours`` are in Latvian, as machines read them, and ``hours_shown`` in the reader's language where
    ``hours_translated`` says so; ``access_translated`` says it of how to get into the building.
    """

    code: str
    kind: str
    crisis: bool
    decider: str
    opinion_from: str
    decide_n: int | None
    decide_unit: str
    start: str
    unit: Unit | None
    hours: list[tuple[str, str]] = field(default_factory=list)
    features: list[str] = field(default_factory=list)
    hours_shown: list[tuple[str, str]] = field(default_factory=list)
    hours_translated: bool = True
    access_translated: bool = True
    brings: list[DocumentShown] = field(default_factory=list)
    office_checks: list[DocumentShown] = field(default_factory=list)
    helps: list[DocumentShown] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    legal: list[LegalBasis] = field(default_factory=list)

    @property
    def amounts(self) -> list[AmountShown]:
        """The lines of the service's fees."""
        return [part.line for part in self.parts]

    @property
    def amounts_since(self) -> datetime.date | None:
        """The day from which all the amounts hold; None where they differ."""
        return since(self.amounts)

    def deadline(self) -> str:
        """How long the decision takes, in words; empty where the service has no clock of its own."""
        return deadline_in_words(self.decide_n, self.decide_unit, self.start)

    def duration(self) -> str:
        """How long the decision takes, as ISO 8601 has it; empty where the service has no clock of its own.

        It knows no working days: they are told as the days of ordinary weeks.
        """
        if self.decide_unit == ClockUnit.AT_ONCE:
            return "P0D"
        if self.decide_n is None:
            return ""
        return f"P{ceil(self.decide_n * 7 / 5) if self.decide_unit == ClockUnit.WORKING_DAYS else self.decide_n}D"

    def decision(self, today: datetime.date) -> DecisionDay | None:
        """The day of the decision if everything is handed in today; None where none can be told beforehand."""
        clock = {"start": self.start, "decide": {"n": self.decide_n, "unit": self.decide_unit}}
        return decision_day(clock, today)


def deadline_in_words(n: int | None, unit: str, start: str) -> str:
    """Write a service's term in the active language: "10 darba dienas pēc reģistrēšanas"; empty without a term."""
    if unit == ClockUnit.AT_ONCE:
        return _("At once")
    if n is None:
        return ""
    if unit == ClockUnit.WORKING_DAYS:
        length = ngettext("%(n)d working day", "%(n)d working days", n) % {"n": n}
    else:
        length = ngettext("%(n)d day", "%(n)d days", n) % {"n": n}
    if start == Service.ClockStart.REGISTERED:
        return _("%(length)s from registration") % {"length": length}
    return _("%(length)s from receipt") % {"length": length}


def facts_of(service_id: int, language: str, today: datetime.date) -> ServiceFacts:
    """A service's facts. Those of all services are read together and remembered; KeyError for an unknown id."""
    return remembered(f"facts:{language}:{today}", lambda: _read_all(language, today))[service_id]


@dataclass(frozen=True)
class _Texts:
    """Everything services refer to by code, in one language; read once for all services."""

    documents: dict[str, DocumentType]
    latvian_documents: dict[str, DocumentType]
    units: dict[str, Unit]
    amounts: dict[str, AmountShown]
    language: str

    @property
    def latvian(self) -> bool:
        """Whether they are the Latvian ones."""
        return self.language == settings.LANGUAGE_CODE


@dataclass(frozen=True)
class _Rows:
    """What belongs to a service by its key."""

    requirements: dict[int, list[DocumentRequirement]]
    fee_items: dict[int, list[ServiceFee]]
    legal_bases: dict[int, list[ServiceRegulation]]
    regulations: dict[int, Regulation]
    units: dict[int | None, Unit]
    hours: dict[int, list[UnitHours]]


def _read_all(language: str, today: datetime.date) -> dict[int, ServiceFacts]:
    """Every service's facts, from the catalogue read as a whole."""
    known = tables()
    items = known.texts(FeeItem, language)
    texts = _Texts(
        documents=known.texts(DocumentType, language),
        latvian_documents=known.texts(DocumentType, settings.LANGUAGE_CODE),
        units=known.texts(Unit, language),
        amounts={line.code: line for line in amounts_of(items, language, today, known)},
        language=language,
    )
    rows = _Rows(
        requirements=by("service_id", known.of(DocumentRequirement)),
        fee_items=by("service_id", known.of(ServiceFee)),
        legal_bases=by("service_id", known.of(ServiceRegulation)),
        regulations={law.pk: law for law in known.of(Regulation)},
        units={unit.pk: unit for unit in known.of(Unit)},
        hours=by("unit_id", known.of(UnitHours)),
    )
    with override(language):
        return {service.pk: _facts(service, rows, texts) for service in known.of(Service)}


def _facts(service: Service, rows: _Rows, texts: _Texts) -> ServiceFacts:
    asked = rows.requirements[service.pk]
    unit = rows.units.get(service.executor_id)
    in_own_words = service.decider_text if texts.latvian else ""
    told = texts.units.get(unit.code) if unit else None
    shown, translated = hours_shown(unit, told, rows.hours) if unit and told else ([], True)
    return ServiceFacts(
        code=service.code,
        kind=service.kind,
        crisis=service.crisis,
        decider=in_own_words or str(service.get_decider_display()),
        opinion_from=service.opinion_from,
        decide_n=service.decide_n,
        decide_unit=service.decide_unit,
        start=service.start,
        unit=told,
        hours=[(line.days, line.hours) for line in rows.hours[unit.pk]] if unit else [],
        features=unit.features() if unit else [],
        hours_shown=shown,
        hours_translated=translated,
        access_translated=texts.latvian or not (unit and told) or told.access != unit.access,
        brings=_documents(asked, DocumentRequirement.Kind.RESIDENT, texts),
        office_checks=_documents(asked, DocumentRequirement.Kind.OFFICE_CHECKS, texts),
        helps=_documents(asked, DocumentRequirement.Kind.HELPS, texts),
        parts=[
            Part(texts.amounts[fee.item_code], fee.use)
            for fee in rows.fee_items[service.pk]
            if fee.item_code in texts.amounts
        ],
        legal=[_basis(base, rows.regulations[base.regulation_id]) for base in rows.legal_bases[service.pk]],
    )


def _basis(base: ServiceRegulation, law: Regulation) -> LegalBasis:
    return LegalBasis(law.title, base.clause, law.url)


def _documents(asked: list[DocumentRequirement], kind: str, texts: _Texts) -> list[DocumentShown]:
    """The documents of a kind; one nobody has described yet is left out, ``check_facts`` reports it."""
    return [
        _document(texts.documents[each.document_code], each, texts)
        for each in asked
        if each.kind == kind and each.document_code in texts.documents
    ]


def _document(found: DocumentType, asked: DocumentRequirement, texts: _Texts) -> DocumentShown:
    when = asked.when_in(texts.language)
    latvian = texts.latvian_documents.get(found.code, found)
    return DocumentShown(
        code=found.code,
        name=found.name,
        issuer=found.issuer,
        help=found.help,
        picture=found.picture,
        when_needed=when or asked.when_needed,
        translated=texts.latvian or found.help != latvian.help,
        when_translated=bool(when) or not asked.when_needed,
        is_application=found.is_application,
    )
