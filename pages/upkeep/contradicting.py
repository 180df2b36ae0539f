"""What on the site contradicts the facts or has grown old. Nothing here is put right by itself."""

import datetime
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from eservices.catalogue.contradictions import contradictions
from eservices.catalogue.models import (
    DocumentRequirement,
    DocumentType,
    Fee,
    FeeItem,
    Regulation,
    Service,
    ServiceFee,
    ServiceRegulation,
)
from eservices.definitions.models import EServicePage, FormVersion
from eservices.definitions.plan import plan_of
from pages.models import OfficeSettings, ServicePage
from pages.models.base import BasePage
from pages.models.news import NewsPage
from pages.upkeep.findings import Advice, Finding, advised, on_fact, on_page
from pages.upkeep.reviewing import published, to_review
from pages.upkeep.texts import texts_of
from portal.people.models import Unit
from portal.working_days import calendar

A_YEAR = 12
_NUMBER = r"\d[\d \N{NO-BREAK SPACE}]*(?:[.,]\d{1,2})?"
AMOUNT = re.compile(rf"(?<![\[\w]){_NUMBER}\s?(?:€|EUR\b|eiro\b|euros?\b|евро\b)|€\s?\d+(?:[.,]\d+)*", re.IGNORECASE)
# What follows is reckoned with, not promised.
EXAMPLE = re.compile(r"\b(?:piemēram|например|for example|наприклад)\b.*", re.IGNORECASE | re.DOTALL)
# Eight digits of a Latvian number, grouped or not; three- and six-digit help lines are everybody's.
PHONE = re.compile(r"(?<![\d.,])(?:\+371[ \N{NO-BREAK SPACE}]?)?[26]\d(?:[ \N{NO-BREAK SPACE}]?\d){6}(?![\d.,]*\d)")


def contradicting() -> Iterator[Finding]:
    """Every line of the report: facts first, then services and their forms, then what is typed on pages."""
    pages = list(published())
    for sentence in contradictions():
        yield Finding(_("Facts"), sentence, _("Put it right among the facts."))
    yield from _without_price()
    yield from _former_regulations()
    yield from _forms_and_services()
    yield from _papers()
    yield from _typed(pages)
    yield from _old(pages)
    yield from _older_than_latvian(pages)


def _without_price() -> Iterator[Finding]:
    """Fee items of services offered now that have had a price and have none today, or none from next year."""
    today = calendar.today()
    days = (today, datetime.date(today.year + 1, 1, 1))
    fees = defaultdict(list)
    for fee in Fee.objects.all():
        fees[fee.item_code].append(fee)
    shown = set(ServiceFee.objects.filter(service__active=True).values_list("item_code", flat=True))
    for item in FeeItem.objects.filter(locale__language_code=settings.LANGUAGE_CODE, code__in=shown & set(fees)):
        day = next((day for day in days if not any(fee.holds_on(day) for fee in fees[item.code])), None)
        if day:
            what = _("No amount holds on %(day)s, but services show it.") % {"day": f"{day:%d.%m.%Y}"}
            yield on_fact(item, what, _("Add the amount, or take the item away from the services."))


def _former_regulations() -> Iterator[Finding]:
    what = _("Rests on a regulation that is no longer in force: %(law)s")

    def todo(law: Regulation) -> str:
        newer = law.replaced_by
        told = _("Name the one that replaced it: %(law)s") % {"law": newer} if newer else ""
        return told or _("Name the regulation that replaced it.")

    former = ServiceRegulation.objects.filter(regulation__current=False, service__active=True)
    for base in former.select_related("service", "regulation__replaced_by"):
        yield on_fact(base.service, what % {"law": base.regulation}, todo(base.regulation))
    for fee in Fee.objects.filter(regulation__current=False).select_related("regulation__replaced_by"):
        if fee.regulation and (fee.valid_until is None or fee.valid_until >= calendar.today()):
            yield on_fact(fee, what % {"law": fee.regulation}, todo(fee.regulation))


def _forms_and_services() -> Iterator[Finding]:
    for page in EServicePage.objects.live().select_related("service", "locale").defer("steps", "rehearsals"):
        if not page.service.active:
            what = _("The form can be filled in, but the service “%(service)s” is not offered.")
            yield on_page(page, what % {"service": page.service}, _("Unpublish the form, or offer the service again."))


def _papers() -> Iterator[Finding]:
    """What forms ask for against what their services say is needed."""
    asks, pages = _asked_by_forms(), {}
    for page in (
        EServicePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE).select_related("locale")
    ):
        pages[page.service_id] = page
    needed: dict[int, dict[str, str]] = defaultdict(dict)
    for each in DocumentRequirement.objects.all():
        needed[each.service_id][each.document_code] = each.kind
    names = {kind.code: kind for kind in DocumentType.objects.filter(locale__language_code=settings.LANGUAGE_CODE)}
    for service in Service.objects.filter(active=True, pk__in=pages):
        asked, said = asks[service.pk], needed[service.pk]
        for code in sorted({code for code, insisted in asked.items() if insisted} - set(said)):
            what = _("The form asks for “%(document)s”, but the service does not name it.")
            yield on_fact(service, what % {"document": names.get(code, code)}, _("Add it to the service's documents."))
        for code, kind in said.items():
            known = names.get(code)
            if kind == DocumentRequirement.Kind.RESIDENT and code not in asked and known and not known.without_slot:
                what = _("The service needs “%(document)s”, but its form has no place for it.")
                yield on_page(pages[service.pk], what % {"document": known}, _("Add the document to the form."))


def _asked_by_forms() -> dict[int, dict[str, bool]]:
    """By service, each document a form has a place for, and whether it is insisted on."""
    found: dict[int, dict[str, bool]] = defaultdict(lambda: defaultdict(bool))
    for version in FormVersion.objects.filter(state=FormVersion.State.LIVE):
        for slot in plan_of(version.schema).slots():
            found[version.service_id][slot["document"]] |= slot.get("requirement") == "required"
    return found


def _typed(pages: Iterable[BasePage]) -> Iterator[Finding]:
    known = known_phones()
    for page in pages:
        if not isinstance(page, NewsPage):
            for advice in typed_on(page, known):
                yield advised(page, advice)


def typed_on(page: BasePage, known: Container[str]) -> Iterator[Advice]:
    """Amounts and phones written out by hand, where a fact would follow its change."""
    for text in texts_of(page):
        for found in dict.fromkeys(AMOUNT.findall(EXAMPLE.sub("", text.words))):
            what = _("the amount “%(amount)s” is typed by hand.") % {"amount": found}
            yield Advice(text.field, what, _amount_todo(page), found)
        for found in dict.fromkeys(PHONE.findall(text.words)):
            if _digits(found) not in known:
                what = _("the phone %(phone)s is no unit's of the office.") % {"phone": found}
                yield Advice(text.field, what, _("Is it right? Phones of the office are kept with its units."), found)
    if isinstance(page, ServicePage) and page.phone and _digits(page.phone) not in known:
        what = _("the phone %(phone)s is no unit's of the office.") % {"phone": page.phone}
        field = str(page._meta.get_field("phone").verbose_name)  # type: ignore[union-attr]
        yield Advice(field, what, _("Leave it empty: then the unit's phone is shown."), page.phone)


def _amount_todo(page: BasePage) -> str:
    if isinstance(page, ServicePage):
        return _("Write the fee item's code in square brackets instead: then it follows the price list.")
    return _("Lead to the price list instead, or check the amount whenever prices change.")


def known_phones() -> set[str]:
    """The phones of the office and its units, by their last eight digits."""
    numbers = list(Unit.objects.values_list("phone", flat=True))
    for office in OfficeSettings.objects.all():
        numbers += [office.phone, office.crisis_phone, office.children_phone, office.victims_phone]
        numbers += [office.shelter_phone, *PHONE.findall(office.data_contact)]
    return {_digits(part) for number in numbers for part in re.split(r"[,;/]", number) if part}


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))[-8:]


def _old(pages: Iterable[BasePage]) -> Iterator[Finding]:
    a_year_ago = calendar.add_months(calendar.today(), -A_YEAR)
    for each in to_review():
        checked = each.page.checked
        if checked is None:
            yield on_page(each.page, _("Nobody has checked whether it is true."), _("Read it and note that you did."))
        elif checked < a_year_ago:
            what = _("Last checked on %(day)s, more than a year ago.") % {"day": f"{checked:%d.%m.%Y}"}
            yield on_page(each.page, what, _("Read it and note that you did."))


def _older_than_latvian(pages: list[BasePage]) -> Iterator[Finding]:
    """Translations of what has been published in Latvian since."""
    latvian = {page.translation_key: page for page in pages if page.locale.language_code == settings.LANGUAGE_CODE}
    for page in pages:
        source = latvian.get(page.translation_key)
        if source is None or source.pk == page.pk or not (page.last_published_at and source.last_published_at):
            continue
        if source.last_published_at > page.last_published_at:
            what = _("The Latvian page was published on %(day)s, this translation before that.")
            day = f"{source.last_published_at:%d.%m.%Y}"
            yield on_page(page, what % {"day": day}, _("Look at what has changed and translate it."))
