"""Publishing: a page becomes a frozen version, a translated page becomes that version's texts in its language."""

import hashlib
import json
from collections import deque
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.models import Locale

from eservices.catalogue.models import DocumentType, Service
from eservices.definitions.compiling import compile_page
from eservices.definitions.models import EServicePage, FormVersion, FormVersionTexts
from eservices.definitions.rehearsing import rehearse
from eservices.definitions.schema import (
    DefinitionError,
    Fault,
    key_tree,
    key_types,
    missing_texts,
    normal_form,
    validate_definition,
)
from portal.audit.recording import SYSTEM, record
from portal.people.models import Unit
from portal.working_days import calendar

LATVIAN = "lv"


class NotPublishableError(DefinitionError):
    """A page cannot be published; carries the page beside every fault found."""

    def __init__(self, page: EServicePage, faults: list[Fault]):
        super().__init__(faults)
        self.page = page


def content_hash(*parts: Any) -> str:
    """Give the SHA-256 of JSON-able parts written in one fixed way."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def publish_version(definition: dict[str, Any], *, page: EServicePage | None, by: Any = None) -> FormVersion:
    """Freeze a definition as the live version of its e-service, or take up again the version that is equal to it.

    In order: refuse a faulty definition (``DefinitionError``); withdraw nothing else than replace the live version;
    insert the new one under the next number. Publishing the same content again changes nothing (invariant 1).
    """
    faults = definition_faults(definition)
    if faults:
        raise DefinitionError(faults)
    definition = normal_form(definition)
    schema, texts = definition["schema"], definition["texts"][LATVIAN]
    with transaction.atomic():
        service = Service.objects.select_for_update().get(code=schema["service"]["code"])
        digest = content_hash(schema, texts)
        versions = FormVersion.objects.filter(eservice=schema["eservice"])
        versions.filter(state=FormVersion.State.LIVE).exclude(hash=digest).update(state=FormVersion.State.SUPERSEDED)
        same = versions.filter(hash=digest).first()
        if same:
            versions.filter(pk=same.pk).update(state=FormVersion.State.LIVE, page=page)
            same.refresh_from_db()
            return same
        number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
        version = FormVersion.objects.create(
            eservice=schema["eservice"],
            service=service,
            number=number,
            schema=schema,
            texts=texts,
            hash=digest,
            published_by=by,
            page=page,
        )
        record(
            "eservice.publish", by=by or SYSTEM, on=version, details={"eservice": version.eservice, "number": number}
        )
        return version


def publish_texts(version: FormVersion, locale: str, texts: dict[str, str]) -> FormVersionTexts | None:
    """Add a language to a version; None where texts are missing. The same texts again change nothing."""
    if missing_texts(version.schema, texts):
        return None
    digest = content_hash(texts)
    latest = version.translations.filter(locale=locale).order_by("-number").first()
    if latest and latest.hash == digest:
        return latest
    number = latest.number + 1 if latest else 1
    return FormVersionTexts.objects.create(version=version, locale=locale, number=number, texts=texts, hash=digest)


def publish_page(page: EServicePage, *, by: Any = None) -> FormVersion | FormVersionTexts | None:
    """Freeze what a page now says: Latvian as a version, another language as texts of the live version.

    A translation whose keys differ from the live version's, or that is not whole, gives None: it is offered in Latvian.
    Raises ``NotPublishableError``.
    """
    definition = compile_page(page)
    locale = page.locale.language_code
    if locale == LATVIAN:
        try:
            return publish_version(definition, page=page, by=by)
        except DefinitionError as error:
            raise NotPublishableError(page, error.faults) from error
    version = FormVersion.objects.filter(eservice=page.key, state=FormVersion.State.LIVE).first()
    if version is None or key_tree(version.schema) != key_tree(definition["schema"]) or not _all_translated(page):
        return None
    return publish_texts(version, locale, definition["texts"][locale])


def _all_translated(page: EServicePage) -> bool:
    """Say whether every sentence has a translation; a page not made by the translation tool is taken at its word."""
    total, done = translation_progress(page) or (0, 0)
    return total == done


def translation_progress(page: EServicePage) -> tuple[int, int] | None:
    """Give how many sentences a page's translation has, and how many are done; None where no translation tool is used."""
    from wagtail_localize.models import Translation

    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale, enabled=True
    ).first()
    return translation.get_progress() if translation else None


def withdraw(page: EServicePage) -> None:
    """Stop taking applications: every version of a Latvian page that is unpublished or deleted is withdrawn."""
    if page.locale.language_code == LATVIAN:
        FormVersion.objects.filter(eservice=page.key).update(state=FormVersion.State.WITHDRAWN)


def refuse_other_identity(page: EServicePage) -> None:
    """Raise ``NotPublishableError`` for a page about to be published under another key, or under another page's key."""
    faults = _identity_faults(page) if page.locale.language_code == LATVIAN else []
    if faults:
        raise NotPublishableError(page, faults)


def page_faults(page: EServicePage) -> list[Fault]:
    """List what keeps a page from being published; a translation has nothing to prove."""
    if page.locale_id and page.locale.language_code != LATVIAN:
        return []
    if not page.service_id or not page.locale_id:
        page.locale = page.locale if page.locale_id else Locale.get_default()
    definition = compile_page(page)
    return [*definition_faults(definition), *_identity_faults(page)]


def definition_faults(definition: dict[str, Any]) -> list[Fault]:
    """List every fault: of shape and meaning, of codes this office does not know, of keys used before, of rehearsals."""
    faults = validate_definition(definition)
    if faults:
        return faults
    definition = normal_form(definition)
    faults = [*unknown_codes(definition["schema"]), *_retyped_keys(definition["schema"])]
    return faults or _rehearsal_faults(definition)


# A form is checked beside the editor, again when it is saved to be published, and again when it is frozen: rehearsals
# that came out as expected are not tried anew by the same process.
_came_out: deque[str] = deque(maxlen=100)


def _rehearsal_faults(definition: dict[str, Any]) -> list[Fault]:
    """Rehearse, unless the same was tried today with the same days off and everything came out."""
    exceptions = sorted((day.isoformat(), working) for day, working in calendar.exceptions().items())
    tried = [definition["schema"], definition["texts"][LATVIAN], definition.get("rehearsals")]
    key = content_hash(*tried, calendar.today().isoformat(), exceptions)
    if key in _came_out:
        return []
    faults = rehearse(definition)
    if not faults:
        _came_out.append(key)
    return faults


def unknown_codes(schema: dict[str, Any]) -> list[Fault]:
    """Name every unit and document type that this office does not have, each with its path."""
    units = set(Unit.objects.values_list("code", flat=True))
    documents = set(DocumentType.objects.values_list("code", flat=True))
    found = []
    rules = schema["routing"].get("rules") or ()
    named = [("schema.routing.unit", schema["routing"]["unit"])]
    named += [(f"schema.routing.rules[{n}].unit", rule.get("unit")) for n, rule in enumerate(rules)]
    for path, code in named:
        if code and code not in units:
            found.append(Fault(path, _("There is no unit “%(code)s”.") % {"code": code}))
    for path, item in _items(schema):
        if item["type"] == "slot" and item["document"] not in documents:
            message = _("There is no document type “%(code)s”.") % {"code": item["document"]}
            found.append(Fault(f"{path}.document", message))
    return found


def _items(schema: dict[str, Any]) -> list[tuple[str, dict]]:
    found = []
    for s, step in enumerate(schema["steps"]):
        for i, item in enumerate(step["items"]):
            path = f"schema.steps[{s}].items[{i}]"
            found.append((path, item))
            found += [(f"{path}.items[{n}]", inner) for n, inner in enumerate(item.get("items") or ())]
    return found


def _retyped_keys(schema: dict[str, Any]) -> list[Fault]:
    """A published key keeps its type for good: old and new answers under one key mean the same."""
    published = used_keys(schema["eservice"])
    paths = {item["key"]: path for path, item in _items(schema)}
    return [
        Fault(
            f"{paths[key]}.type",
            _("“%(key)s” was published as %(old)s and cannot become %(new)s; use a new key.")
            % {"key": key, "old": published[key], "new": kind},
        )
        for key, kind in key_types(schema).items()
        if published.get(key, kind) != kind
    ]


def _identity_faults(page: EServicePage) -> list[Fault]:
    """A published page keeps its own key and the keys of its blocks."""
    before = published_before(page)
    if before is None:
        taken = EServicePage.objects.filter(key=page.key, locale=page.locale).exclude(pk=page.pk).first()
        return [Fault("key", _("Another page already has this key: %(page)s.") % {"page": taken})] if taken else []
    faults = []
    if before.key != page.key:
        faults.append(Fault("key", _("The key “%(key)s” is published and cannot change.") % {"key": before.key}))
    old, new = block_keys(before), block_keys(page)
    for block_id, key in new.items():
        if old.get(block_id, key) != key:
            message = _(
                "The key “%(old)s” is published and cannot become “%(new)s”. Remove the question and add another."
            )
            faults.append(Fault("steps", message % {"old": old[block_id], "new": key}))
    return faults


def published_before(page: EServicePage) -> EServicePage | None:
    """Give the page as it was last published; None for one that never was."""
    return EServicePage.objects.filter(pk=page.pk, first_published_at__isnull=False).first() if page.pk else None


def used_keys(eservice: str) -> dict[str, str]:
    """Map the key of every question this e-service was ever published with to its type."""
    types: dict[str, str] = {}
    for schema in FormVersion.objects.filter(eservice=eservice).order_by("number").values_list("schema", flat=True):
        types |= key_types(schema)
    return types


def block_keys(page: EServicePage) -> dict[str, str]:
    """Map the id of every keyed block to its key."""
    return {block_id: path.rpartition(".")[2] for path, block_id in block_ids(page).items()}


def block_ids(page: EServicePage) -> dict[str, str]:
    """Map what a block stands for ("step.<key>", "item.<key>", "option.<key>.<option>", "check.<key>") to its id."""
    found: dict[str, str] = {}
    for step in page.steps or ():
        found[f"step.{step.value['key']}"] = str(step.id)
        _collect(step.value["items"], found)
        found |= {f"check.{check.value['key']}": str(check.id) for check in step.value["checks"]}
    return found


def _collect(items: Any, found: dict[str, str]) -> None:
    for block in items:
        key = block.value["key"]
        found[f"item.{key}"] = str(block.id)
        if block.value.get("options") is not None:
            for option in block.value["options"].bound_blocks:
                found[f"option.{key}.{option.value['key']}"] = str(option.id)
        if block.value.get("items") is not None:
            _collect(block.value["items"], found)
