"""The demo office's facts: units, documents, regulations, fees, services. Each function adds only what is missing."""

from functools import cache
from typing import Any, TypeVar

from wagtail.models import Locale

from eservices.catalogue.models import (
    ClockUnit,
    DocumentRequirement,
    DocumentType,
    Fee,
    FeeGroup,
    FeeItem,
    KeepingTerm,
    Regulation,
    Service,
    ServiceFee,
    ServiceRegulation,
)
from portal.demo.reading import LANGUAGES, content, services
from portal.people.models import Unit, UnitHours
from portal.translated import TranslatedFact

Fact = TypeVar("Fact", bound=TranslatedFact)
# When a decision is told, where a service says nothing else.
FIVE_DAYS = {"n": 5, "unit": ClockUnit.DAYS}


def add_facts() -> None:
    """Add everything the catalogue holds, in the order it refers to itself."""
    add_units()
    add_documents()
    add_regulations()
    add_fees()
    add_keeping_terms()
    add_services()


def add_units() -> None:
    """Add units and reception points with their hours, in every language."""
    for order, unit in enumerate(content("units")):
        common = {key: unit[key] for key in ("kind", "phone", "email", "address", "access", "intro")}
        common |= dict.fromkeys(unit["features"], True)
        if _add(Unit, unit["code"], unit["name"], order=order, **common):
            UnitHours.objects.bulk_create(
                UnitHours(unit=row, sort_order=place, **_told(row.locale.language_code, line))
                for row in Unit.objects.filter(code=unit["code"]).select_related("locale")
                for place, line in enumerate(unit["hours"])
            )


def add_documents() -> None:
    """Add document types."""
    for document in content("documents"):
        kept = ("issuer", "help", "picture", "without_slot", "is_application")
        common = {key: document[key] for key in kept if key in document}
        _add(DocumentType, document["code"], document["name"], **common)


def add_regulations() -> None:
    """Add laws and regulations."""
    for order, regulation in enumerate(content("regulations")):
        told = {name: value for name, value in regulation.items() if name != "replaced_by"}
        law, made = Regulation.objects.get_or_create(code=regulation["code"], defaults={**told, "order": order})
        if made and "replaced_by" in regulation:
            law.replaced_by = Regulation.objects.get(code=regulation["replaced_by"])
            law.save()


def add_fees() -> None:
    """Add the fee schedule: groups, items and the amounts of every period, lats included."""
    fees = content("fees")
    for order, group in enumerate(fees["groups"]):
        titles = {language: _in(language, group["title"]) for language in LANGUAGES}
        _add(FeeGroup, group["code"], titles, intro=group["intro"], order=order)
    groups = {group.code: group for group in FeeGroup.objects.filter(locale__language_code="lv")}
    for order, item in enumerate(fees["items"]):
        common = {"group": groups[item["group"]], "per": item["per"], "note": item["note"], "order": order}
        _add(FeeItem, item["code"], item["name"], **common)
    laws = {law.code: law for law in Regulation.objects.all()}
    known = set(Fee.objects.values_list("item_code", "valid_from"))
    Fee.objects.bulk_create(
        Fee(
            item_code=fee["item"],
            amount=fee["amount"],
            amount_to=fee.get("amount_to"),
            currency=fee["currency"],
            income_from=fee.get("income_from"),
            income_to=fee.get("income_to"),
            valid_from=fee["valid_from"],
            valid_until=fee["valid_to"],
            regulation=laws[fee["regulation"]],
            clause=fee["clause"],
        )
        for fee in fees["fees"]
        if (fee["item"], _date(fee["valid_from"])) not in known
    )


def add_keeping_terms() -> None:
    """Add how long each retention class is kept."""
    for each in content("keeping"):
        _add(KeepingTerm, each["code"], each["name"], term=each["term"])


def add_services() -> None:
    """Add services and benefits with their documents, fees and legal bases."""
    known = set(Service.objects.values_list("code", flat=True))
    units = {unit.code: unit for unit in Unit.objects.filter(locale__language_code="lv")}
    laws = {law.code: law for law in Regulation.objects.all()}
    for entry in services():
        if entry["code"] not in known:
            _add_service(entry, units, laws)


def _add_service(entry: dict[str, Any], units: dict[str, Unit], laws: dict[str, Regulation]) -> None:
    term, notify = entry["deadline"] or {}, entry.get("notify", FIVE_DAYS) or {}
    service = Service.objects.create(
        code=entry["code"],
        name=entry["title"],
        kind=entry["kind"],
        executor=units[entry["unit"]],
        decider=entry["decider"],
        decider_text=entry["decider_text"],
        decide_n=term.get("n"),
        decide_unit=term.get("unit", ClockUnit.WORKING_DAYS),
        start=term.get("from", Service.ClockStart.REGISTERED),
        notify_n=notify.get("n") if term else None,
        notify_unit=notify.get("unit", ClockUnit.DAYS),
        crisis=entry["crisis"],
    )
    when_needed = content("when_needed")
    DocumentRequirement.objects.bulk_create(
        DocumentRequirement(
            service=service,
            document_code=asked["code"],
            kind=asked["kind"],
            when_needed=asked["when"],
            when_needed_in=when_needed.get(asked["when"], {}),
            sort_order=place,
        )
        for place, asked in enumerate(entry["documents"])
    )
    uses = entry.get("fee_uses", {})
    ServiceFee.objects.bulk_create(
        ServiceFee(service=service, item_code=code, use=uses.get(code, ServiceFee.Use.SHOWN), sort_order=place)
        for place, code in enumerate(entry["fee_items"])
    )
    ServiceRegulation.objects.bulk_create(
        ServiceRegulation(service=service, regulation=laws[base["regulation"]], clause=base["clause"], sort_order=place)
        for place, base in enumerate(entry["legal"])
    )


def _add(model: type[Fact], code: str, names: dict[str, str], **common: Any) -> Fact | None:
    """Add a fact in the languages it has a name in; return the Latvian row if it was missing, else None.

    What is not translated falls back to the Latvian.
    """
    rows = {row.locale.language_code: row for row in model.objects.filter(code=code).select_related("locale")}  # type: ignore[attr-defined]
    latvian = rows.get("lv")
    made = None
    for language in LANGUAGES:
        if language in rows or not names.get(language):
            continue
        key = {"translation_key": latvian.translation_key} if latvian else {}
        row = model(code=code, name=names[language], locale=locale(language), **key, **_told(language, common))
        row.save()
        if language == "lv":
            latvian = made = row
    return made


def _told(language: str, values: dict[str, Any]) -> dict[str, Any]:
    return {field: _in(language, value) for field, value in values.items()}


def _in(language: str, value: Any) -> Any:
    """A value in a language: given per language beside it, or known by its Latvian words."""
    if isinstance(value, dict):
        return value.get(language, value["lv"])
    return _words().get(value, {}).get(language, value) if isinstance(value, str) else value


@cache
def _words() -> dict[str, dict[str, str]]:
    translated: dict[str, dict[str, str]] = content("fact_words")
    return translated


def locale(language: str) -> Locale:
    """The locale of a language; made when it is missing."""
    return Locale.objects.get_or_create(language_code=language)[0]


def _date(text: str) -> Any:
    return Fee._meta.get_field("valid_from").to_python(text)
