"""The privacy notice of one form, made of what the form asks and the facts of its service: never a text beside them.

It says what Articles 13 and 14 of the General Data Protection Regulation ask for. The office acts under the law and in
the public interest; consent is never asked for.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eservices.catalogue.facts import ServiceFacts, facts_of
from eservices.catalogue.models import KeepingTerm
from eservices.catalogue.texts import text_of
from eservices.definitions.models import FormVersion
from eservices.definitions.plan import Plan
from eservices.definitions.versions import LATVIAN, plan_for, texts_for
from portal.working_days.calendar import today

_CATEGORIES = {
    "identity": gettext_lazy("Who you are: name, personal code or birth date"),
    "contact": gettext_lazy("How to reach you: address, phone, e-mail"),
    "situation": gettext_lazy("What has happened and what help you need"),
    "household": gettext_lazy("Who lives with you"),
    "income": gettext_lazy("Income and property"),
    "health": gettext_lazy("Health"),
    "other": gettext_lazy("Other things you tell us"),
}
# What is said of people besides the one who needs help, by the beginning of the roles their answers have.
_NAMED = {
    "supporter": gettext_lazy("Those who have to support you by law: name, relation, contacts and their own papers"),
    "member": gettext_lazy("Those who live with you: name, birth date, income"),
    "helper": gettext_lazy("The one who helps you to apply: name, relation, contacts"),
    "applicant": gettext_lazy("The one who applies for you: name, contacts and the right to act for you"),
}


@dataclass(frozen=True)
class PrivacyNotice:
    """What is told of the data of one form, in one language."""

    title: str
    words: str
    latvian_words: bool
    facts: ServiceFacts
    categories: list[str]
    health: bool
    named: list[str]
    term: str
    latvian_term: bool
    draft_days: int
    violence: bool


def notice_of(version: FormVersion, language: str) -> PrivacyNotice:
    """The notice of a form, with the texts of the version and the facts of today."""
    plan = plan_for(version)
    texts, shown_in = texts_for(version, language)
    categories = {item.get("category") for item in plan.items.values()}
    term, latvian_term = (text_of(KeepingTerm, plan.schema["retention_class"], code) for code in (language, LATVIAN))
    return PrivacyNotice(
        title=texts["title"],
        words=texts["privacy"],
        latvian_words=shown_in != language,
        facts=facts_of(version.service_id, language, today()),
        categories=[str(label) for key, label in _CATEGORIES.items() if key in categories],
        health="health" in categories,
        named=_named(plan),
        term=term.term if term else _("As long as the law and the office's list of files say."),
        latvian_term=term is not None and language != LATVIAN and term.pk == latvian_term.pk,  # type: ignore[union-attr]
        draft_days=plan.schema["draft_days"],
        violence=bool(plan.schema.get("violence")),
    )


def _named(plan: Plan) -> list[str]:
    roles = {role.partition(".")[0] for role in plan.roles}
    return [str(label) for key, label in _NAMED.items() if key in roles]
