"""Who is who in the answers of a draft, read by the semantic roles of its definition."""

from typing import Any

Schema = dict[str, Any]
Answers = dict[str, Any]

LAWFUL = {"parent", "guardian", "trustee", "authorised", "institution"}


def by_role(schema: Schema, answers: Answers, role: str) -> Any:
    """Return the answer to the question with the role outside groups, or None."""
    for step in schema["steps"]:
        for item in step["items"]:
            if item.get("role") == role and item["key"] in answers:
                return answers[item["key"]]
    return None


def client_name(schema: Schema, answers: Answers) -> str:
    """Return the client's name as typed, empty before it was asked."""
    return _name(schema, answers, "client")


def filler(schema: Schema, answers: Answers, texts: dict[str, str]) -> tuple[str, str]:
    """Return (name, relation in words) of the person who fills in for the client, both empty where it is the client."""
    for who in ("applicant", "helper"):
        name = _name(schema, answers, who)
        if name:
            return name, _relation(schema, answers, texts, who)
    return "", ""


def _relation(schema: Schema, answers: Answers, texts: dict[str, str], who: str) -> str:
    for step in schema["steps"]:
        for item in step["items"]:
            if item.get("role") == f"{who}.relation" and item["key"] in answers:
                value = str(answers[item["key"]])
                return texts.get(f"option.{item['key']}.{value}", value)
    return ""


def birth_dates(schema: Schema, answers: Answers) -> set[str]:
    """Return every birth date (ISO) given for the client, the applicant or the helper."""
    found = set()
    for who in ("client", "applicant", "helper"):
        found.add(by_role(schema, answers, f"{who}.birth_date"))
        identity = by_role(schema, answers, f"{who}.personal_code")
        if isinstance(identity, dict):
            found.add(identity.get("birth_date"))
    return {each for each in found if each}


def safe_to_write(schema: Schema, answers: Answers) -> bool:
    """Tell whether the office may write by itself: not where that is unsafe or only as agreed."""
    return by_role(schema, answers, "safe_contact") not in ("no", "careful")


def safe_when_asked(schema: Schema, answers: Answers) -> bool:
    """Tell whether a mail the person asks for at this moment may be sent: not where contact is unsafe."""
    return by_role(schema, answers, "safe_contact") != "no"


def email(schema: Schema, answers: Answers) -> str:
    """Return the address the office should write to: the one for replies, else the filler's, else the client's."""
    for role in ("reply.email", "applicant.email", "helper.email", "client.email"):
        address = by_role(schema, answers, role)
        if address:
            return str(address)
    return ""


def _name(schema: Schema, answers: Answers, who: str) -> str:
    parts = (by_role(schema, answers, f"{who}.{part}") for part in ("first_name", "last_name"))
    return " ".join(part for part in parts if part)
