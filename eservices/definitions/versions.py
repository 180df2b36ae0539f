"""Finding a version and its words."""

from collections import OrderedDict
from typing import Any

from eservices.definitions.models import FormVersion
from eservices.definitions.plan import Plan, plan_of

KEPT_PLANS = 64
_plans: OrderedDict[str, Plan] = OrderedDict()


def live_version(eservice: str) -> FormVersion | None:
    """Find the version new applications start on; None where the e-service is not offered."""
    return FormVersion.objects.filter(eservice=eservice, state=FormVersion.State.LIVE).select_related("service").first()


def texts_for(version: FormVersion, language: str) -> tuple[dict[str, str], str]:
    """Give a version's words in a language, and the language they are in: Latvian where it has no others.

    A form is offered whole in one language, never mixed. One query for another language, none for Latvian.
    """
    if language != "lv":
        translated = version.translations.filter(locale=language).order_by("-number").first()
        if translated:
            return translated.texts, language
    return version.texts, "lv"


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
