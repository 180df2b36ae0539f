"""Taking a definition file in: the service, its page, the e-service page and its published version, or nothing.

The page's blocks are built from the file and compiled again, so what is published is what an editor would see.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from eservices.catalogue.models import Service
from eservices.definitions.compiling import clock_of, compile_page, page_values
from eservices.definitions.differing import differences
from eservices.definitions.models import SLUG, EServicePage, FormVersion
from eservices.definitions.publishing import (
    LATVIAN,
    block_ids,
    content_hash,
    definition_faults,
    publish_texts,
)
from eservices.definitions.schema import DefinitionError, Fault, missing_texts, normal_form
from eservices.definitions.versions import live_version


@dataclass
class Imported:
    """What an import did: the page, whether anything changed, and notes an editor should read."""

    page: EServicePage
    changed: bool
    notes: list[str] = field(default_factory=list)


def import_definition(data: Any, by: Any = None) -> Imported:
    """Take in one definition file and publish it.

    In order, in one transaction: refuse a faulty file, naming every fault and every code this office does not know
    (``DefinitionError``); make the service, or set its clock to the file's; make the service's page where it has none;
    build the e-service page and publish it; do the same for every other language that is whole. Importing the same
    file again changes nothing.
    """
    definition = _checked(data)
    with transaction.atomic():
        return _Import(definition, by).run()


def _checked(data: Any) -> dict[str, Any]:
    faults = definition_faults(data)
    if faults:
        raise DefinitionError(faults)
    return normal_form(data)


def read_file(written: bytes) -> Any:
    """Read a definition file; raises ``DefinitionError`` where it is not JSON, or holds a name twice."""
    try:
        return json.loads(written.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise DefinitionError([Fault("", _("The file is not text in UTF-8."))]) from error
    except RecursionError as error:
        raise DefinitionError([Fault("", _("The file is nested too deep."))]) from error
    except json.JSONDecodeError as error:
        message = _("This is not JSON: something is wrong in line %(line)s, at character %(column)s.")
        raise DefinitionError([Fault("", message % {"line": error.lineno, "column": error.colno})]) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that stands twice would silently lose one of its values."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise DefinitionError(
                [Fault("", _("The name “%(name)s” stands twice in one place.") % {"name": name[:60]})]
            )
        found[name] = value
    return found


def _no_constant(name: str) -> Any:
    raise DefinitionError([Fault("", _("%(name)s is no number.") % {"name": name})])


@dataclass
class Ahead:
    """What an import would do: which form, which version of it is in use, and what would change there."""

    title: str
    before: FormVersion | None
    changed: bool
    changes: list[str]
    notes: list[str]
    may_publish: bool


def look_ahead(data: Any, by: Any) -> Ahead:
    """Take a definition in and undo it at once: what is told is exactly what taking it in will do.

    Raises ``DefinitionError`` as ``import_definition`` does.
    """
    definition = _checked(data)
    with transaction.atomic():
        before = live_version(definition["schema"]["eservice"])
        imported = _Import(definition, by).run()
        after = FormVersion.objects.get(eservice=imported.page.key, state=FormVersion.State.LIVE)
        changes = differences((before.schema, before.texts), (after.schema, after.texts)) if before else []
        may_publish = imported.page.permissions_for_user(by).can_publish()
        transaction.set_rollback(True)
    return Ahead(imported.page.title, before, imported.changed, changes, imported.notes, may_publish)


class _Import:
    def __init__(self, definition: dict[str, Any], by: Any):
        self.definition, self.by = definition, by
        self.schema = definition["schema"]
        self.notes: list[str] = []
        self.changed = False

    def run(self) -> Imported:
        service = self._service()
        page = self._latvian_page(service)
        if not self._is_published(page):
            self._publish(page, LATVIAN)
        for locale in self.definition["texts"]:
            if locale != LATVIAN:
                self._translate(page, locale)
        return Imported(page, self.changed, self.notes)

    def _note(self, text: str) -> None:
        self.notes.append(text)

    def _service(self) -> Service:
        clock, named = self.schema["clock"], self.schema["service"]
        values = {
            "start": clock["start"],
            # No days: the service has no term of its own.
            "decide_n": clock["decide"]["n"] or None,
            "decide_unit": clock["decide"]["unit"],
            "notify_n": clock["notify"]["n"] or None,
            "notify_unit": clock["notify"]["unit"],
        }
        service, made = Service.objects.get_or_create(
            code=named["code"], defaults=values | {"name": named["name"], "crisis": self.schema["crisis"]}
        )
        if made:
            self._changed(_("Made the service “%(name)s”. Complete it in the catalogue of services.") % named)
        elif clock_of(service) != {key: clock[key] for key in ("start", "decide", "notify")}:
            Service.objects.filter(pk=service.pk).update(**values)
            service.refresh_from_db()
            self._changed(_("The terms of the service “%(name)s” are now those of the file.") % {"name": service.name})
        if service.name != named["name"]:
            self._note(
                _("The service is called “%(name)s” here; the file's name for it is left out.") % {"name": service.name}
            )
            self.schema["service"]["name"] = service.name
        return service

    def _changed(self, note: str) -> None:
        self.changed = True
        self._note(note)

    def _latvian_page(self, service: Service) -> EServicePage:
        found = EServicePage.objects.filter(key=self.schema["eservice"], locale__language_code=LATVIAN).first()
        if found:
            found.service = service
            return found
        parent = self._service_page(service)
        other = parent.get_children().filter(slug=SLUG).first()
        if other:
            message = _("The page “%(page)s” already has another e-service: %(other)s.")
            raise DefinitionError([Fault("schema.eservice", message % {"page": parent, "other": other})])
        page = EServicePage(slug=SLUG, service=service, locale=parent.locale, live=False, title="-")
        self._fill(page, LATVIAN)
        return parent.add_child(instance=page)

    def _service_page(self, service: Service) -> Page:
        """Find the page of the service, by the service or by an address equal to the e-service's key; or make it."""
        page_model, index_model = apps.get_model("pages", "ServicePage"), apps.get_model("pages", "ServiceIndexPage")
        latvian = page_model.objects.filter(locale__language_code=LATVIAN)
        found = latvian.filter(service=service).first() or latvian.filter(slug=self.schema["eservice"]).first()
        if found:
            return found
        index = index_model.objects.filter(locale__language_code=LATVIAN).order_by("-live", "path").first()
        if index is None:
            message = _("There is no page for the service “%(name)s”, and no list of services to put one under.")
            raise DefinitionError([Fault("schema.service", message % {"name": service.name})])
        page = page_model(title=service.name, slug=self.schema["eservice"], service=service, locale=index.locale)
        index.add_child(instance=page)
        page.save_revision(user=self.by).publish(user=self.by)
        self._changed(
            _("Made the page “%(page)s”. Write what residents should know about the service.") % {"page": page}
        )
        return page

    def _fill(self, page: EServicePage, locale: str) -> None:
        for name, value in page_values(self.definition, locale, block_ids(page)).items():
            setattr(page, name, value)

    def _publish(self, page: EServicePage, locale: str) -> None:
        """Fill the page, make sure that it says exactly what the file says, and publish it."""
        if page.live and page.has_unpublished_changes:
            self._note(_("The page had changes that were not published; they stay in its history."))
        self._fill(page, locale)
        try:
            page.full_clean()
        except ValidationError as error:
            faults = [Fault(f"{name}", " ".join(texts)) for name, texts in error.message_dict.items()]
            raise DefinitionError(faults) from error
        compiled = compile_page(page)
        if (compiled["schema"], compiled["texts"][locale]) != (self.schema, self.definition["texts"][locale]):
            message = _("The page cannot hold this form exactly; nothing was changed.")
            raise DefinitionError([Fault("schema", message)])
        page.save_revision(user=self.by).publish(user=self.by)
        page.refresh_from_db()
        self.changed = True

    def _is_published(self, page: EServicePage) -> bool:
        digest = content_hash(self.schema, self.definition["texts"][LATVIAN])
        live = FormVersion.objects.filter(eservice=page.key, state=FormVersion.State.LIVE, hash=digest, page=page)
        return (
            page.live
            and not page.has_unpublished_changes
            and page.rehearsals == self.definition["rehearsals"]
            and page.from_bank == (self.definition.get("bank") or [])
            and live.exists()
        )

    def _translate(self, page: EServicePage, locale: str) -> None:
        texts = self.definition["texts"][locale]
        lacking = missing_texts(self.schema, texts)
        if lacking:
            message = _("%(language)s lacks %(count)s texts and is not offered, for example: %(first)s.")
            return self._note(message % {"language": locale, "count": len(lacking), "first": ", ".join(lacking[:3])})
        version = FormVersion.objects.get(eservice=page.key, state=FormVersion.State.LIVE)
        latest = version.translations.filter(locale=locale).order_by("-number").first()
        translated = self._translated_page(page, locale)
        if latest and latest.texts == texts and (translated is None or translated.live):
            return None
        self.changed = True
        if translated is None:
            publish_texts(version, locale, texts)
            return self._note(_("%(language)s: there is no page in this language yet.") % {"language": locale})
        translated.service = page.service
        return self._publish(translated, locale)

    def _translated_page(self, page: EServicePage, locale: str) -> EServicePage | None:
        """Find or make the page in another language; None where the service has no page in it."""
        target = Locale.objects.filter(language_code=locale).first()
        if target is None:
            return None
        found = page.get_translation_or_none(target)
        if found:
            return found
        if page.get_parent().specific.get_translation_or_none(target) is None:
            return None
        return page.copy_for_translation(target)
