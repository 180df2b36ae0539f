"""The demo office's website in Latvian, and what of it is translated. Adds only pages that are missing."""

import json
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils import timezone, translation
from wagtail.models import Page, Site

from eservices.catalogue.facts import deadline_in_words
from eservices.catalogue.models import Regulation, Service
from eservices.definitions.compiling import condition_blocks, step_block
from eservices.definitions.schema import normal_step
from pages.approving import set_up_approving
from pages.models import (
    AccessibilityStatementPage,
    BasePage,
    ContactsPage,
    ContentPage,
    EasyIndexPage,
    EasyPage,
    FeeSchedulePage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    OfficeSettings,
    PreCheckPage,
    ProcedurePage,
    RegulationsPage,
    RightsAndDutiesPage,
    ServiceIndexPage,
    ServicePage,
)
from pages.models.pre_checks import SLUG as PRE_CHECK
from pages.models.search import SearchSynonym
from pages.search import indexing
from pages.way import EASY
from portal.demo.facts import locale
from portal.demo.reading import LANGUAGES, content, pre_checks, services
from portal.people.models import StaffUser

Fields = dict[str, Any]
CHECKED = "2026-11-18"


def add_site() -> None:
    """Add the home page of every language, the office's settings and every page below."""
    homes = {language: _home(language) for language in LANGUAGES}
    _settle(homes["lv"])
    with indexing.together():
        for add in (_services, _benefits, _fees, _rights, _contacts, _procedure, _content, _statement):
            for language in LANGUAGES:
                add(homes[language], language)
        for add in (_regulations, _news, _easy):
            add(homes["lv"], "lv")
        _pre_checks(homes)
    set_up_approving()


def _home(language: str) -> HomePage:
    found = HomePage.objects.filter(locale=locale(language)).first()
    if found:
        return found
    texts = content("pages")["home"]
    told = {"title": texts["title"], "summary": texts["intro"]}
    cards = {card["code"]: (card["title"], card["text"]) for card in texts["situations"]}
    if language != "lv":
        translated = content("site")["home"][language]
        told = {"title": translated["title"], "summary": translated["summary"]}
        cards = translated["cards"]
    blocks = [("situation", {"situation": code, "title": title, "text": text}) for code, (title, text) in cards.items()]
    slug = "sakums" if language == "lv" else f"sakums-{language}"
    home = HomePage(
        slug=slug, situations=blocks, checked=CHECKED, responsible=_editor(), **_in(language, HomePage, None), **told
    )
    Page.objects.get(depth=1).add_child(instance=home)
    _with_history(home)
    return home


def _settle(home: HomePage) -> None:
    """Let the default site lead to our home page, remove what Wagtail begins with, write the office's settings once."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id != home.pk:
        welcome = site.root_page if site.root_page_id else None
        address = urlsplit(settings.PUBLIC_URL)
        site.hostname, site.port, site.root_page = address.hostname or "localhost", address.port or 80, home
        site.save()
        if welcome and welcome.specific_class is Page and not welcome.is_root():
            welcome.delete()
    OfficeSettings.objects.get_or_create(site=site, defaults=content("site")["office"])
    kept = set(SearchSynonym.objects.values_list("language", "said", "means"))
    synonyms = [SearchSynonym(**synonym) for synonym in content("site")["synonyms"]]
    for synonym in synonyms:
        if (synonym.language, synonym.said, synonym.means) not in kept:
            synonym.save()


def _services(home: HomePage, language: str) -> None:
    index = _section(home, language, ServiceIndexPage, "pakalpojumi", menu=True)
    known = set(index.get_children().values_list("slug", flat=True))
    by_code = {service.code: service for service in Service.objects.all()}
    for entry in services():
        if entry["slug"] not in known and (language == "lv" or entry["titles"].get(language)):
            _add(index, ServicePage, language, entry["slug"], _service_fields(entry, by_code[entry["code"]], language))


def _service_fields(entry: Fields, service: Service, language: str) -> Fields:
    titles = {"lv": entry["title"], **entry["titles"]}
    summaries = {"lv": entry["summary"], **entry["summaries"]}
    unit_phone = service.executor.phone if service.executor else ""
    latvian_only = not _is_whole(entry, language)
    entry = _translated(entry, language)
    return {
        "title": titles[language],
        "summary": summaries.get(language, entry["summary"]),
        "latvian_only": latvian_only,
        "service": service,
        "audiences": entry["audiences"],
        "situations": entry["situations"],
        "for_whom": _points(entry["for_whom"]),
        "not_for_whom": _points(entry.get("not_for_whom", [])),
        "included": [
            ("group", {"title": group.get("title", ""), "items": group["items"]}) for group in entry["included"]
        ],
        "levels": [("level", level) for level in entry.get("levels", [])],
        "steps": [("step", step) for step in entry["steps"]],
        "fee_short": entry["fee_short"],
        "fee_text": entry["fee_text"],
        "deadline_text": "" if _own_deadline(service) == entry["deadline_text"] else entry["deadline_text"],
        "phone": "" if entry["phone"] == unit_phone else entry["phone"],
        "synonyms": "\n".join(entry["synonyms"]),
        "checked": entry["checked"],
    }


def _is_whole(entry: Fields, language: str) -> bool:
    """Whether the texts are in the language, not only the words people search by."""
    return language == "lv" or "for_whom" in entry["translations"][language]


def _translated(entry: Fields, language: str) -> Fields:
    """An entry with its texts in a language; what is not translated stays Latvian."""
    texts: Fields = entry.get("translations", {}).get(language, {})
    return {**entry, **texts}


def _own_deadline(service: Service) -> str:
    """The deadline as the page would word it by itself, in Latvian."""
    with translation.override("lv"):
        return deadline_in_words(service.decide_n, service.decide_unit, service.start)


def _benefits(home: HomePage, language: str) -> None:
    _section(home, language, ServiceIndexPage, "pabalsti", menu=True, shows=ServiceIndexPage.Shows.BENEFITS)


def _fees(home: HomePage, language: str) -> None:
    _section(home, language, FeeSchedulePage, "cenradis", menu=True)


def _contacts(home: HomePage, language: str) -> None:
    _section(home, language, ContactsPage, "kontakti", menu=True)


def _rights(home: HomePage, language: str) -> None:
    texts = _translated(content("rights"), language)
    titles = {law.code: law.title for law in Regulation.objects.all()}
    laws = [f"{titles[base['regulation']]}, {base['clause']}".rstrip(", ") for base in texts["legal"]]
    dispute = texts["dispute"]
    _section(
        home,
        language,
        RightsAndDutiesPage,
        "tiesibas-un-pienakumi",
        menu=True,
        told={"title": texts["title"], "summary": texts["intro"]},
        rights=[("right", each) for each in texts["rights"]],
        duties=[("duty", each) for each in texts["duties"]],
        cooperation_intro=texts["cooperation_intro"],
        cooperation=[("duty", each) for each in texts["cooperation"]],
        principles=_points(texts["principles"]),
        confidentiality=texts["confidentiality"],
        dispute_intro=dispute["intro"],
        dispute_steps=[("step", each) for each in dispute["steps"]],
        dispute_help=f"{dispute['note']} {dispute['help']}",
        legal=_points(laws),
    )


def _procedure(home: HomePage, language: str) -> None:
    texts = _translated(content("procedure"), language)
    _section(
        home,
        language,
        ProcedurePage,
        "kartiba",
        told={"title": texts["title"], "summary": texts["intro"]},
        crisis=texts["crisis"],
        steps=[("step", each) for each in texts["steps"]],
        deadlines=[("term", each) for each in texts["deadlines"]],
        notes=_points(texts["notes"]),
    )


def _statement(home: HomePage, language: str) -> None:
    said = content("accessibility")
    texts = said[language]
    _section(
        home,
        language,
        AccessibilityStatementPage,
        "pieklustamiba",
        told={"title": texts["title"], "summary": texts["summary"]},
        gaps=[("gap", gap) for gap in texts["gaps"]],
        alternatives=_points(texts["alternatives"]),
        method_text=texts["method_text"],
        enforcement=texts["enforcement"],
        **{name: said[name] for name in ("conformance", "prepared", "reviewed", "method", "answer_days", "email")},
    )


def _regulations(home: HomePage, language: str) -> None:
    _section(home, language, RegulationsPage, "normativie-akti")


def _news(home: HomePage, language: str) -> None:
    index = _section(home, language, NewsIndexPage, "jaunumi")
    known = set(index.get_children().values_list("slug", flat=True))
    for note in content("news"):
        if note["slug"] not in known:
            body = [("text", f"<p>{paragraph}</p>") for paragraph in note["paragraphs"]]
            fields = {"title": note["title"], "summary": note["intro"], "date": note["date"], "body": body}
            _add(index, NewsPage, language, note["slug"], fields)


def _content(home: HomePage, language: str) -> None:
    for entry in content("pages")["pages"]:
        if language != "lv" and language not in entry.get("translations", {}):
            continue
        page = _translated(entry, language)
        told = {"title": page["title"], "summary": page["intro"]}
        _section(home, language, ContentPage, page["slug"], told=told, body=_prose(page["body"]))


def _easy(home: HomePage, language: str) -> None:
    """The easy-to-read pages, each below the page it retells; only in Latvian."""
    texts = content("easy")
    _section(home, language, EasyIndexPage, EASY, told=texts["index"])
    for page in texts["pages"]:
        original = Page.objects.get(url_path=f"{home.url_path}{page['of']}/").specific
        if not EasyPage.objects.child_of(original).exists():
            parts = [("part", {**part, "sentences": "\n".join(part["sentences"])}) for part in page["parts"]]
            fields = {"title": page["title"], "summary": page["summary"], "body": parts, "checked": CHECKED}
            _add(original, EasyPage, language, EASY, fields)


def _pre_checks(homes: dict[str, HomePage]) -> None:
    """The pre-check of a service below its page, the one across all below home; only where it is translated."""
    known = set(PreCheckPage.objects.values_list("service__code", "locale__language_code"))
    for entry in pre_checks():
        for language in entry["texts"]:
            if (entry["service"], language) not in known:
                _pre_check(entry, homes[language], language)


def _pre_check(entry: Fields, home: HomePage, language: str) -> None:
    below = ServicePage.objects.filter(locale=locale(language), service__code=entry["service"]).first()
    parent, texts = below if entry["service"] else home, entry["texts"][language]
    if parent is None:
        return
    owner = f"pre-check/{entry['service'] or ''}"
    steps = [step_block(owner, normal_step(step), texts, {}) for step in entry["steps"]]
    outcomes = [_outcome(owner, each, texts) for each in entry["outcomes"]]
    source = PreCheckPage.objects.filter(locale=locale("lv"), service=below.service if below else None).first()
    page = PreCheckPage(
        title=texts["title"],
        summary=texts["summary"],
        slug=PRE_CHECK,
        locale=locale(language),
        service=below.service if below else None,
        steps=json.dumps(steps, ensure_ascii=False),
        outcomes=json.dumps(outcomes, ensure_ascii=False),
        checked=CHECKED,
        first_published_at=timezone.now(),
        last_published_at=timezone.now(),
        **({"translation_key": source.translation_key} if source else {}),
    )
    parent.add_child(instance=page)


def _outcome(owner: str, entry: Fields, texts: Fields) -> Fields:
    path = f"outcome.{entry['key']}"
    told = {part: texts[f"{path}.{part}"] for part in ("title", "text", "do")}
    when = condition_blocks(owner, path, entry.get("when"))
    value = {**told, "kind": entry["kind"], "services": entry["services"], "when": when}
    return {"type": "outcome", "id": str(uuid5(NAMESPACE_URL, f"{owner}/{path}")), "value": value}


def _prose(sections: list[Fields]) -> list[tuple[str, Any]]:
    blocks: list[tuple[str, Any]] = []
    for section in sections:
        blocks.append(("heading", section["heading"]))
        blocks.extend(("text", f"<p>{paragraph}</p>") for paragraph in section["paragraphs"])
        if section.get("list"):
            blocks.append(("points", section["list"]))
    return blocks


def _section(
    home: HomePage,
    language: str,
    model: type[BasePage],
    slug: str,
    *,
    told: Fields | None = None,
    menu: bool = False,
    **fields: Any,
) -> BasePage:
    """The page with this slug below home, added when it is missing; titles of sections stand in ``site.json``."""
    found = home.get_children().filter(slug=slug).first()
    if found:
        there: BasePage = found.specific
        return there
    named = content("site")["sections"].get(slug, {}).get(language)
    if named:
        told = {"title": named[0], "summary": named[1]}
    return _add(home, model, language, slug, {**fields, **(told or {}), "show_in_menus": menu, "checked": CHECKED})


def _add(parent: Page, model: type[BasePage], language: str, slug: str, fields: Fields) -> BasePage:
    now = timezone.now()
    told = {"first_published_at": now, "last_published_at": now, "responsible": _editor()}
    page = model(slug=slug, **told, **_in(language, model, slug), **fields)
    parent.add_child(instance=page)
    return _with_history(page)


def _with_history(page: Any) -> Any:
    """Give a page the revision that is live: without one, a change set for a later day would take the page away."""
    revision = page.save_revision(changed=False, clean=False)
    Page.objects.filter(pk=page.pk).update(live_revision=revision)
    return page


def _editor() -> StaffUser | None:
    """Who looks after the pages."""
    return StaffUser.objects.filter(username="redaktore").first()


def _in(language: str, model: type[BasePage], slug: str | None) -> Fields:
    """Language, and the bond with the Latvian page."""
    if language == "lv":
        return {"locale": locale("lv")}
    source = model.objects.filter(locale=locale("lv"), **({"slug": slug} if slug else {})).first()
    bond = {"translation_key": source.translation_key} if source else {}
    return {"locale": locale(language), **bond}


def _points(texts: list[str]) -> list[tuple[str, str]]:
    return [("point", text) for text in texts]
