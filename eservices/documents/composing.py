"""What stands in each PDF: the office, the people, the answers as they were shown, the files, who confirmed it.

Everything comes from what was frozen at submitting, so a PDF made years later says what was said then. Templates
escape everything: an answer is text, never markup.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from eservices.applications.models import Application, Authenticity, CoSigning
from eservices.applications.signing import signer
from eservices.cases.clocks import received_on
from eservices.cases.models import Role
from eservices.documents.models import IssuedPdf
from eservices.registration.models import RegisteredDocument
from portal.people.office import office
from portal.personal_data.secrets import show_reference, show_secret
from portal.working_days.calendar import next_working_day
from portal.working_days.terms import decision_day

TEMPLATES = {
    IssuedPdf.Kind.SUMMARY: "documents/summary.html",
    IssuedPdf.Kind.STAMPED: "documents/summary.html",
    IssuedPdf.Kind.TO_SIGN: "documents/to_sign.html",
    IssuedPdf.Kind.LARGE: "documents/to_sign_large.html",
    IssuedPdf.Kind.RECEIPT: "documents/receipt.html",
}


@dataclass(frozen=True)
class FileLine:
    """A file in the list of files: which document it is, its own name, size in bytes, SHA-256."""

    label: str
    name: str
    size: int
    sha256: str


def html(
    application: Application,
    kind: str,
    *,
    document: RegisteredDocument | None = None,
    secret: str | None = None,
    links: dict[str, str] | None = None,
) -> str:
    """Write the HTML of one PDF.

    The receipt speaks the language the application was filled in; the rest is Latvian, the language the office
    decides in. ``document`` puts the registration stamp on; ``secret`` and ``links`` (by person) stand only on a
    receipt.
    """
    for_resident = kind == IssuedPdf.Kind.RECEIPT
    language = application.language if for_resident else "lv"
    with translation.override(language):
        context = _context(application, language, document, secret, for_resident)
        context["cosigners"] = list(cosigners(application, links or {}))
        return render_to_string(TEMPLATES[IssuedPdf.Kind(kind)], context)


def _context(
    application: Application,
    language: str,
    document: RegisteredDocument | None,
    secret: str | None,
    for_resident: bool,
) -> dict[str, Any]:
    case = application.case
    steps = (application.shown if language == application.language else None) or application.shown_lv
    texts = application.form_texts.texts if application.form_texts and language != "lv" else {}
    texts = texts or application.form_version.texts
    return {
        "language": language,
        "demo": settings.DEMO,
        "office": office(language),
        "title": texts.get("title") or case.title,
        "declaration": texts.get("declaration", ""),
        "application": application,
        "case": case,
        "reference": show_reference(case.reference),
        "secret": show_secret(secret) if secret else "",
        "document": document,
        "client": _party(case, Role.CLIENT),
        "representative": _party(case, Role.REPRESENTATIVE),
        "institution": _party(case, Role.INSTITUTION),
        "applicant": _party(case, Role.APPLICANT),
        "helper": _party(case, Role.HELPER),
        "signer": signer(case),
        "steps": [{"title": step["title"], "blocks": blocks(step["items"])} for step in steps],
        "files": list(files_shown(steps)),
        "originals": [] if for_resident else list(originals_of(application)),
        "promises": list(application.promises.filter(brought_at__isnull=True)),
        "confirmed": application.authenticity != Authenticity.UNSIGNED,
        "made_at": timezone.now(),
        **_terms(application),
    }


@dataclass(frozen=True)
class Cosigner:
    """An adult of the household who confirms, with the link to be passed on where it is known."""

    cosigning: CoSigning
    name: str
    link: str


def cosigners(application: Application, links: dict[str, str]) -> Iterator[Cosigner]:
    """List the adults of the household who were asked to confirm."""
    for each in application.cosignings.select_related("party", "by"):
        yield Cosigner(each, each.party.full_name, links.get(str(each.party_id), ""))


def _party(case: Any, role: str) -> Any:
    return case.parties.filter(role=role).first()


def _terms(application: Application) -> dict[str, Any]:
    """Give the days we can promise: registered on the next working day, decided by the service's own clock."""
    case = application.case
    received = received_on(case)
    promised = decision_day(case.clock, received)
    return {
        "registered_by": case.registered_on or next_working_day(received),
        "decided_by": case.due_on or (promised and promised.day),
    }


def blocks(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Arrange answers as they are set: runs of single answers (one table each), and groups with their rows."""
    arranged: list[dict[str, Any]] = []
    for item in items:
        if item["type"] == "group":
            rows = [{"title": row["title"], "blocks": blocks(row["items"])} for row in item["rows"]]
            arranged.append({"label": item["label"], "rows": rows, "group": True})
        elif arranged and "answers" in arranged[-1]:
            arranged[-1]["answers"].append(item)
        else:
            arranged.append({"answers": [item]})
    return arranged


def originals_of(application: Application) -> Any:
    """List what became of the originals of the case's files, for the office's own copy."""
    return application.case.originals.select_related("attachment", "by").order_by("attachment__uploaded_at")


def files_shown(steps: list[dict[str, Any]]) -> Iterator[FileLine]:
    """List the files of the answers in the order asked, those of a group's rows as well."""
    for step in steps:
        yield from _files_of(step["items"])


def _files_of(items: list[dict[str, Any]]) -> Iterator[FileLine]:
    for item in items:
        for file in item["files"]:
            yield FileLine(item["label"], file["name"], file["size"], file["sha256"])
        for row in item["rows"]:
            yield from _files_of(row["items"])
