"""What the page of a pre-check shows: a question, or what can be said with where to go from there."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language

from eservices.catalogue.facts import ServiceFacts, facts_of
from eservices.definitions.showing import show_answers
from pages.frame import pre_check_below
from pages.models.services import ServicePage
from pages.offered import offered
from pages.pre_checks.asking import answering, lines_of_today, outcomes, said_to
from pages.way import way_to
from portal.working_days.calendar import today


@dataclass(frozen=True)
class WayOn:
    """A service named by an outcome: its page, its facts and, where there are such, the addresses of form and pre-check."""

    title: str
    href: str
    language: str
    form: str
    pre_check: str
    slug: str
    phone: str
    facts: ServiceFacts


def shown(page: Any, request: HttpRequest) -> dict[str, Any]:
    """The question to ask now; once all are answered, what is said."""
    lines = lines_of_today()
    asking = answering(page, lines)
    if not asking.plan.steps:
        return {}
    if request.method != "POST":
        step = asking.first_step()
        form = asking.form(step)
        form.heading = False
        return {"form": form, "first": True, "about_violence": about_violence(page.service_id)} | asking.place(step)
    step_now, form_now = asking.turn(request.POST)
    said = said_to(asking, outcomes(page, lines), all_that_fit=page.service_id is None)
    # What is said to all others is no sign of anything.
    told_by_answers = {code for outcome in said if outcome.when for code in outcome.services}
    context = {
        "kept": asking.kept,
        "listed": "listed" in request.POST,
        "languages": languages(page, request),
        "about_violence": about_violence(page.service_id, told_by_answers),
    }
    if step_now is not None:
        title = asking.texts.get(f"step.{step_now}.title")
        return context | {"form": form_now, "step_title": title} | asking.place(step_now)
    own = [page.service.code] if page.service_id else []
    ways = ways_on(request, {*own, *(code for outcome in said for code in outcome.services)})
    language = get_language() or settings.LANGUAGE_CODE
    answers = show_answers(asking.plan, asking.texts, language, asking.evaluation.cleaned())
    return context | {
        "said": [(outcome, [ways[code] for code in outcome.services if code in ways]) for outcome in said],
        "own": ways.get(own[0]) if own else None,
        "answers": [(each.key, item) for each in answers for item in each.items],
        "today": today(),
    }


def languages(page: Any, request: HttpRequest) -> list[tuple[str, str, str]]:
    """The languages the answers can be taken to: code, name, address; the reader's own has none."""
    elsewhere = way_to(request, page).elsewhere
    addresses = {code: there.page.get_url(request) for code, there in elsewhere.items() if there.translated}
    own = page.locale.language_code
    return [(code, name, addresses.get(code, "")) for code, name in settings.LANGUAGES if code in {own, *addresses}]


def about_violence(service_id: int | None, told: Collection[str] = ()) -> bool:
    """Whether the pre-check's own service, or one that the answers tell of, has to be read unseen by others."""
    if service_id is None and not told:
        return False
    asked = Q(service_id=service_id) | Q(service__code__in=told)
    return any(page.about_violence for page in ServicePage.objects.live().filter(asked).only("audiences", "situations"))


def ways_on(request: HttpRequest, codes: Collection[str]) -> dict[str, WayOn]:
    """The pages of services, each in the reader's language where it has it, else in Latvian."""
    wanted = dict.fromkeys((settings.LANGUAGE_CODE, get_language() or settings.LANGUAGE_CODE))
    pages = ServicePage.objects.live().filter(service__code__in=codes, locale__language_code__in=wanted)
    found: dict[str, dict[str, ServicePage]] = {language: {} for language in wanted}
    for page in pages.select_related("service", "locale").defer(*ServicePage.LONG):
        found[page.locale.language_code][page.service.code] = page
    by_code = {code: page for language in wanted for code, page in found[language].items()}
    return {code: _way_on(request, page) for code, page in by_code.items()}


def _way_on(request: HttpRequest, page: ServicePage) -> WayOn:
    language = get_language() or settings.LANGUAGE_CODE
    facts, href = facts_of(page.service_id, language, today()), page.get_url(request) or ""
    form = offered(page.service_id, language)
    return WayOn(
        title=page.title,
        href=href,
        language="" if page.locale.language_code == language else page.locale.language_code,
        form=form.url if form else "",
        pre_check=f"{href}{below}" if (below := pre_check_below(page)) else "",
        slug=page.slug,
        phone=page.phone or (facts.unit.phone if facts.unit else ""),
        facts=facts,
    )
