"""A definition with a household: income by rows, lines the form works out, and checks between answers."""

from tests.definitions.forms import tiny_definition

STEPS = [
    {
        "key": "majsaimnieciba",
        "items": [
            {"key": "rent", "type": "money", "category": "income"},
            {
                "key": "members",
                "type": "group",
                "role": "household",
                "max": 5,
                "items": [
                    {"key": "m_name", "type": "text", "role": "member.first_name", "category": "household"},
                    {"key": "m_born", "type": "date", "role": "member.birth_date", "category": "household"},
                    {
                        "key": "m_income",
                        "type": "money",
                        "category": "income",
                        "when": {"answer": "m_born", "age_from": 18},
                    },
                    {"key": "m_moved", "type": "date", "requirement": "optional"},
                ],
            },
        ],
        "checks": [
            {
                "key": "moved_before_birth",
                "when": {"answer": "m_moved", "less_than": {"answer": "m_born"}},
                "at": "m_moved",
            },
            {
                "key": "rent_above_income",
                "when": {"answer": "rent", "more_than": {"answer": "members"}},
                "at": "rent",
                "level": "warn",
            },
        ],
    },
    {
        "key": "ienakumi",
        "items": [
            {"key": "total", "type": "calculated", "category": "income", "calc": {"add": [{"rows": "m_income"}]}},
            {
                "key": "each",
                "type": "calculated",
                "category": "income",
                "calc": {
                    "add": [{"answer": "total"}, {"answer": "rent", "times": -0.5}],
                    "divide_by": [{"count": "members"}, {"number": 1}],
                },
            },
            {"key": "poor", "type": "yes_no", "when": {"answer": "each", "less_than": 343}},
            {"key": "future", "type": "date", "requirement": "optional", "when": {"answer": "total", "empty": True}},
            {"key": "stay", "type": "period", "requirement": "optional", "rules": {"open": True}},
            {"key": "account", "type": "iban", "requirement": "optional", "rules": {}},
            {"key": "firm", "type": "company_number", "requirement": "optional"},
            {"key": "truth", "type": "declaration"},
        ],
    },
]
TEXTS = {
    "step.majsaimnieciba.title": "Kas dzīvo kopā",
    "step.ienakumi.title": "Ienākumi",
    "item.rent.label": "Īre mēnesī",
    "item.members.label": "Mājsaimniecība",
    "group.members.add": "Pievienot cilvēku",
    "group.members.row": "Cilvēks",
    "item.m_name.label": "Vārds",
    "item.m_born.label": "Dzimšanas datums",
    "item.m_income.label": "Ienākumi mēnesī",
    "item.m_moved.label": "Kopš kura laika dzīvo kopā",
    "item.total.label": "Ienākumi kopā",
    "item.each.label": "Uz vienu cilvēku",
    "item.poor.label": "Vai ir trūcīgas personas statuss?",
    "item.future.label": "Kad būs ienākumi",
    "item.stay.label": "Cik ilgi bijāt slimnīcā",
    "item.account.label": "Konts",
    "item.firm.label": "Darba devēja reģistrācijas numurs",
    "item.truth.label": "Apliecinu",
    "check.moved_before_birth": "Cilvēks nevar ievākties pirms dzimšanas.",
    "check.rent_above_income": "Īre ir ļoti liela.",
}


def household_definition(**schema):
    """A whole valid definition; keyword arguments replace parts of its schema."""
    definition = tiny_definition(steps=STEPS, routing={"unit": "home_care", "rules": []}, **schema)
    kept = {key: definition["texts"]["lv"][key] for key in ("title", "declaration", "privacy")}
    return definition | {"texts": {"lv": kept | TEXTS}, "rehearsals": []}
