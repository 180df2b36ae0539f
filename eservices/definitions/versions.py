"""Finding a version and its words."""

from collections import OrderedDict
from typing import Any

from django.db.models import Exists, OuterRef, Value

from eservices.definitions.models import FormVersion, FormVersionTexts
from eservices.definitions.plan import Plan, plan_of

LATVIAN = "lv"
KEPT_PLANS = 64
_plans: OrderedDict[str, Plan] = OrderedDict()


def live_version(eservice: str, *, offered_in: str = LATVIAN) -> FormVersion | None:
    """Find the version new applications start on; None where the e-service is not offered.

    Its ``offered`` says whether it has texts of its own in the language asked about.
    """
    live = FormVersion.objects.filter(eservice=eservice, state=FormVersion.State.LIVE).select_related("service")
    translated = FormVersionTexts.objects.filter(version=OuterRef("pk"), locale=offered_in)
    return live.annotate(offered=Value(True) if offered_in == LATVIAN else Exists(translated)).first()


def texts_for(version: FormVersion, language: str) -> tuple[dict[str, str], str]:
    """Give a version's words in a language, and the language they are in: Latvian where it has no others.

    A form is offered whole in one language, never mixed. One query for another language, none for Latvian.
    """
    if language != LATVIAN:
        translated = version.translations.filter(locale=language).order_by("-number").first()
        if translated:
            return translated.texts, language
    return version.texts, LATVIAN


def plan_for(version: FormVersion | Plan | dict[str, Any]) -> Plan:
    """Give a version's schema with its indexes, made once per content and process; the last 64 are kept."""
    if isinstance(version, Plan):
        return version
    if isinstance(version, dict):
        return plan_of(version)
    plan = _plans.get(version.hash)
    if plan is None:
        plan = _plans[version.hash] = plan_of(version.schema)
        while len(_plans) > KEPT_PLANS:
            _plans.popitem(last=False)
    return plan
