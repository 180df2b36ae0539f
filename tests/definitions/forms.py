"""Small definitions for tests: one that has every shape, whole and valid, and ways to publish it."""

import copy
from typing import Any

TEXTS = {
    "title": "Pieteikties sīkai palīdzībai",
    "declaration": "Sniegtās ziņas ir patiesas.\n\nAr noteikumiem esmu iepazinies.",
    "privacy": "Datus apstrādājam, jo to nosaka likums.",
    "step.droshiba.title": "Drošība",
    "item.safe.label": "Vai ir droši Jums rakstīt vai zvanīt?",
    "option.safe.yes": "Jā",
    "option.safe.careful": "Jā, bet uzmanīgi",
    "option.safe.no": "Nē",
    "item.safe_note.label": "Kad un kā ar Jums sazināties?",
    "step.persona.title": "Par Jums",
    "item.capacity.label": "Kam ir vajadzīga palīdzība?",
    "option.capacity.self": "Man",
    "option.capacity.self_helped": "Man, bet aizpildīt palīdz cits",
    "item.first_name.label": "Vārds",
    "item.last_name.label": "Uzvārds",
    "item.code.label": "Personas kods",
    "item.born.label": "Dzimšanas datums",
    "item.home.label": "Adrese",
    "item.phone.label": "Tālrunis",
    "item.email.label": "E-pasts",
    "item.helper_name.label": "Kas palīdz aizpildīt?",
    "step.vajadziba.title": "Kāda palīdzība vajadzīga",
    "item.why.label": "Kas notiek?",
    "item.wants.label": "Kas ir vajadzīgs?",
    "option.wants.meals": "Maltītes",
    "option.wants.washing": "Mazgāšanās",
    "item.hours.label": "Cik stundu nedēļā?",
    "item.urgent.label": "Vai vajag steidzami?",
    "item.talk.label": "Kādā valodā runāsim?",
    "option.talk.lv": "Latviski",
    "option.talk.ru": "Krieviski",
    "step.apgadnieki.title": "Apgādnieki un ienākumi",
    "item.poor.label": "Vai Jums ir trūcīgas personas statuss?",
    "item.supporters.label": "Apgādnieki",
    "group.supporters.add": "Pievienot apgādnieku",
    "group.supporters.row": "Apgādnieks",
    "item.s_name.label": "Apgādnieka vārds, uzvārds",
    "item.s_works.label": "Vai strādā?",
    "item.s_income.label": "Ienākumi mēnesī",
    "item.pension.label": "Jūsu pensija mēnesī",
    "step.dokumenti.title": "Dokumenti",
    "item.checked.body": "Trūcīgas personas statusu pārbaudīsim paši.",
    "item.doctor.label": "Ģimenes ārsta atzinums",
    "item.income_papers.label": "Ienākumu izziņas",
    "step.apliecinajums.title": "Apliecinājums",
    "item.reply.label": "Kā Jums atbildēt?",
    "option.reply.email": "E-pastā",
    "option.reply.post": "Pa pastu",
    "item.truth.label": "Apliecinu",
}

SCHEMA: dict[str, Any] = {
    "eservice": "sika-palidziba",
    "service": {"code": "tiny", "name": "Sīka palīdzība"},
    "capacities": ["self", "self_helped"],
    "clock": {
        "start": "registered",
        "decide": {"n": 10, "unit": "working_days"},
        "notify": {"n": 5, "unit": "working_days"},
    },
    "journal": "sanemtie",
    "retention_class": "socialie-pakalpojumi",
    "authenticity": "signed_or_identified",
    "routing": {
        "unit": "home_care",
        "rules": [{"when": {"answer": "supporters", "more_than": 1}, "unit": "families"}],
    },
    "declaration": {"version": "2026-11"},
    "privacy": {"version": "2026-11"},
    "steps": [
        {
            "key": "droshiba",
            "items": [
                {
                    "key": "safe",
                    "type": "radio",
                    "category": "contact",
                    "role": "safe_contact",
                    "options": [{"key": "yes"}, {"key": "careful"}, {"key": "no"}],
                },
                {
                    "key": "safe_note",
                    "type": "long_text",
                    "category": "contact",
                    "role": "safe_contact.note",
                    "requirement": "optional",
                    "when": {"answer": "safe", "is": "careful"},
                },
            ],
        },
        {
            "key": "persona",
            "items": [
                {
                    "key": "capacity",
                    "type": "radio",
                    "role": "capacity",
                    "options": [{"key": "self"}, {"key": "self_helped"}],
                },
                {"key": "first_name", "type": "text", "category": "identity", "role": "client.first_name"},
                {"key": "last_name", "type": "text", "category": "identity", "role": "client.last_name"},
                {"key": "code", "type": "personal_code", "category": "identity", "role": "client.personal_code"},
                {
                    "key": "born",
                    "type": "date",
                    "category": "identity",
                    "role": "client.birth_date",
                    "rules": {"past": True},
                    "when": {"all": [{"answer": "code", "empty": False}, {"answer": "code", "is_not": "lv"}]},
                },
                {"key": "home", "type": "address", "category": "contact", "role": "client.address"},
                {
                    "key": "phone",
                    "type": "phone",
                    "category": "contact",
                    "role": "client.phone",
                    "requirement": "optional",
                    "width": "short",
                    "when": {"answer": "safe", "is_not": "no"},
                },
                {
                    "key": "email",
                    "type": "email",
                    "category": "contact",
                    "role": "client.email",
                    "requirement": "optional",
                    "when": {"answer": "safe", "is_not": "no"},
                },
                {
                    "key": "helper_name",
                    "type": "text",
                    "category": "contact",
                    "role": "helper.first_name",
                    "when": {"answer": "capacity", "is": "self_helped"},
                },
            ],
        },
        {
            "key": "vajadziba",
            "items": [
                {"key": "why", "type": "long_text", "category": "situation", "rules": {"max_length": 1000}},
                {
                    "key": "wants",
                    "type": "choices",
                    "category": "situation",
                    "options": [{"key": "meals"}, {"key": "washing"}],
                },
                {
                    "key": "hours",
                    "type": "number",
                    "category": "situation",
                    "requirement": "warn",
                    "width": "short",
                    "rules": {"min": 1, "max": 60},
                },
                {"key": "urgent", "type": "yes_no", "category": "situation", "role": "urgent"},
                {
                    "key": "talk",
                    "type": "select",
                    "requirement": "optional",
                    "options": [{"key": "lv"}, {"key": "ru"}],
                },
            ],
        },
        {
            "key": "apgadnieki",
            "items": [
                {"key": "poor", "type": "yes_no", "category": "income", "role": "poor_status"},
                {
                    "key": "supporters",
                    "type": "group",
                    "role": "supporters",
                    "max": 3,
                    "items": [
                        {"key": "s_name", "type": "text", "category": "household", "role": "supporter.last_name"},
                        {"key": "s_works", "type": "yes_no", "category": "household"},
                        {
                            "key": "s_income",
                            "type": "money",
                            "category": "income",
                            "when": {"all": [{"answer": "s_works", "is": "yes"}, {"answer": "poor", "is": "no"}]},
                        },
                    ],
                },
                {
                    "key": "pension",
                    "type": "money",
                    "category": "income",
                    "width": "short",
                    "when": {"answer": "poor", "is": "no"},
                },
            ],
        },
        {
            "key": "dokumenti",
            "items": [
                {"key": "checked", "type": "info"},
                {"key": "doctor", "type": "slot", "document": "gp_home", "category": "health"},
                {
                    "key": "income_papers",
                    "type": "slot",
                    "document": "income",
                    "category": "income",
                    "requirement": "warn",
                    "when": {
                        "any": [
                            {"answer": "supporters", "empty": False},
                            {"all": [{"answer": "poor", "is": "no"}, {"answer": "pension", "less_than": 500}]},
                        ]
                    },
                },
            ],
        },
        {
            "key": "apliecinajums",
            "items": [
                {
                    "key": "reply",
                    "type": "radio",
                    "category": "contact",
                    "role": "reply.channel",
                    "options": [{"key": "email", "when": {"answer": "email", "empty": False}}, {"key": "post"}],
                },
                {"key": "truth", "type": "declaration"},
            ],
        },
    ],
}

ANSWERS: dict[str, Any] = {
    "safe": "yes",
    "capacity": "self",
    "first_name": "Anna",
    "last_name": "Paraudziņa",
    "code": "32345678901",
    "home": "Lazdu iela 1, Paraugciems, LV-0000",
    "phone": "20000000",
    "why": "Grūti staigāt pa kāpnēm.",
    "wants": ["meals", "washing"],
    "hours": "6",
    "urgent": "no",
    "poor": "no",
    "supporters": [{"s_name": "Jānis Paraudziņš", "s_works": "yes", "s_income": "1 234,50"}],
    "pension": "410,20",
    "doctor": "later",
    "income_papers": ["izzina.pdf"],
    "reply": "post",
    "truth": "yes",
}

REHEARSALS: list[dict[str, Any]] = [
    {
        "name": "Anna piesakās pati",
        "answers": ANSWERS,
        "expect": {
            "steps": ["droshiba", "persona", "vajadziba", "apgadnieki", "dokumenti", "apliecinajums"],
            "slots": {"required": ["doctor"], "warn": ["income_papers"], "hidden": []},
            "unit": "home_care",
            "urgent": False,
            "due_if_registered": {"2026-11-23": "2026-12-07"},
            "errors": {},
            "missing": [],
        },
    },
]


def tiny_definition(**schema: Any) -> dict[str, Any]:
    """A whole valid definition with every question type; keyword arguments replace parts of its schema."""
    return copy.deepcopy(
        {
            "format": "durvis-eservice",
            "version": 1,
            "schema": SCHEMA | schema,
            "texts": {"lv": TEXTS},
            "rehearsals": REHEARSALS,
        }
    )


def tiny_facts() -> None:
    """Make the units, document types and the service that the definition names; needs the database."""
    from wagtail.models import Locale

    from eservices.catalogue.models import DocumentType, Service
    from portal.people.models import Unit

    locale = Locale.objects.get_or_create(language_code="lv")[0]
    for code, name in (("home_care", "Aprūpe mājās"), ("families", "Ģimenes ar bērniem")):
        Unit.objects.get_or_create(code=code, locale=locale, defaults={"name": name})
    for code, name in (("gp_home", "Ģimenes ārsta izziņa"), ("income", "Ienākumu izziņas")):
        DocumentType.objects.get_or_create(code=code, locale=locale, defaults={"name": name, "issuer": "ģimenes ārsts"})
    Service.objects.get_or_create(
        code="tiny",
        defaults={"name": "Sīka palīdzība", "decide_n": 10, "notify_n": 5},
    )


def published_version(**schema: Any):
    """Publish the tiny definition without a page; gives the FormVersion."""
    from eservices.definitions.publishing import publish_version

    tiny_facts()
    return publish_version(tiny_definition(**schema), page=None)
