"""Submitting: a draft's answers become an application with its case, once (things always true, 3).

One transaction holds everything; the files' bytes, mail and PDFs are others' due rows. The caller gives acts of its own
that run inside that transaction: ``lock`` takes the draft's row and compares its revision (and raises when the draft is
stale or another's), ``vouch`` may confirm the new application before anybody hears of it, ``settle`` marks the draft
submitted and may keep what the confirmation page must show.
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from eservices.applications import filing, household, own_links, rechecking
from eservices.applications.languages import needs_translating
from eservices.applications.models import Application, Authenticity, CoSigning
from eservices.applications.people_named import Answers, parties_of
from eservices.attachments.models import Attachment
from eservices.cases import clocks, events
from eservices.cases.models import Case, Channel, Role, SafeContact
from eservices.cases.opening import open_case
from eservices.definitions.evaluating import Evaluation, Missing
from eservices.definitions.models import FormVersion, FormVersionTexts
from eservices.definitions.versions import plan_for
from portal.audit.recording import record
from portal.people.models import StaffUser, Unit
from portal.personal_data.secrets import hash_secret, new_typed_secret

CONFIRMED = frozenset(Authenticity.values) - {Authenticity.UNSIGNED}


class SubmitRefused(Exception):
    """The application cannot be submitted as it is; nothing was stored and the draft is as it was."""


class NotComplete(SubmitRefused):
    """Required answers are missing, or answers are wrong; ``missing`` and ``errors`` (key: code) name them."""

    def __init__(self, missing: list[Missing], errors: dict[str, str]) -> None:
        super().__init__(f"{len(missing)} missing, {len(errors)} wrong")
        self.missing, self.errors = missing, errors


class ReasonNeeded(SubmitRefused):
    """Staff leave out what is required; why has to be said."""


class VersionWithdrawn(SubmitRefused):
    """The office has withdrawn this form since it was begun."""


@dataclass(frozen=True)
class Submission:
    """What is submitted. ``key`` is the draft's id; ``language`` that of the page; ``answers`` may hold hidden ones.

    Where staff write down what somebody else says (``entered_by``), nothing required stops them; ``incomplete_reason``
    says why it is left out. ``received_on`` is the day a paper came, ``scans`` are of it.
    """

    key: uuid.UUID
    version: FormVersion
    answers: dict[str, Any]
    lock: Callable[[], None]
    settle: Callable[["Submitted"], None]
    vouch: Callable[[Application], None] = lambda application: None
    language: str = "lv"
    channel: str = Channel.PORTAL
    entered_by: StaffUser | None = None
    received_on: date | None = None
    scans: Sequence[uuid.UUID] = ()
    incomplete_reason: str = ""
    interpreter_needed: bool = False
    authenticity: str = Authenticity.UNSIGNED
    proven_email: str = ""
    email_proven_at: datetime | None = None


@dataclass(frozen=True)
class Submitted:
    """The application; its typed secret and the own links (token by party) the one time they are known."""

    application: Application
    secret: str | None
    links: dict[str, str] = field(default_factory=dict)


def submit(submission: Submission) -> Submitted:
    """Make the application; a repeat, also a parallel one, gives the same application without the secret.

    Effects, in one transaction: the draft locked; the form found live and the answers complete and right; case opened
    with its parties and routing; answers without the hidden ones and both snapshots stored sealed; files claimed;
    promises noted; the adults of the household asked to confirm; history, audit, signal ``application_received``; the
    draft settled.
    Raises SubmitRefused (NotComplete, ReasonNeeded, VersionWithdrawn), and whatever ``lock`` raises.
    """
    already = _already(submission.key)
    if already:
        return already
    try:
        with transaction.atomic():
            submission.lock()
            return _already(submission.key) or _submit(submission)
    except IntegrityError:
        # Two submits without a common lock: the unique key let one through, and this is the other.
        already = _already(submission.key)
        if already is None:
            raise
        return already


def _already(key: uuid.UUID) -> Submitted | None:
    application = Application.objects.filter(submission_key=key).select_related("case").first()
    return Submitted(application, None) if application else None


def _submit(submission: Submission) -> Submitted:
    version = submission.version
    if not version.takes_applications:
        raise VersionWithdrawn(str(version.pk))
    plan = plan_for(version)
    evaluation = Evaluation(plan.without_insisting() if submission.entered_by else plan, submission.answers)
    answers = evaluation.cleaned()
    _check_answers(evaluation, version, answers)
    left_out = [lack.key for lack in evaluation.missing() if lack.kind == "required"]
    if left_out and not submission.incomplete_reason.strip():
        raise ReasonNeeded(str(version.pk))
    files = filing.files_of(evaluation, answers) + filing.scans_of_paper(submission.scans, answers, evaluation)
    case = _open(submission, evaluation, answers)
    secret = new_typed_secret()
    application = _store(submission, case, answers, files, secret)
    filing.store(application, evaluation, files)
    links = _ask_household(application)
    record("application.submitted", on=application, by=submission.entered_by, details={"version": version.pk})
    events.write(case, "application_received", by=submission.entered_by, application=str(application.pk))
    if left_out:
        _note_left_out(application, left_out)
    submission.vouch(application)
    case = application.case
    events.application_received.send(Application, case=case, application=application, secret=secret, links=links)
    submitted = Submitted(application, secret, links)
    submission.settle(submitted)
    return submitted


def _note_left_out(application: Application, keys: list[str]) -> None:
    """Keep in the history and the record which questions staff left out; the history also says why."""
    by, reason = application.entered_by, application.incomplete_reason or ""
    events.write(application.case, "handed_in_incomplete", by=by, reason=reason, left_out=keys)
    record("application.handed_in_incomplete", by=by, on=application, details={"left_out": keys})


def _check_answers(evaluation: Evaluation, version: FormVersion, answers: dict[str, Any]) -> None:
    missing = evaluation.blocking()
    errors = rechecking.errors(evaluation.plan, version.texts, answers)
    if missing or errors:
        raise NotComplete(missing, errors)


def _open(submission: Submission, evaluation: Evaluation, answers: dict[str, Any]) -> Case:
    schema = submission.version.schema
    read = Answers(evaluation.plan, answers, submission.version.texts)
    routing = evaluation.routing()
    parties = parties_of(read, proven_email=submission.proven_email, email_proven_at=submission.email_proven_at)
    adults = household.adults_to_ask(read, parties)
    return open_case(
        received_at=clocks.moment_of(submission.received_on) if submission.received_on else timezone.now(),
        by=submission.entered_by,
        parties=[*parties, *adults],
        service=submission.version.service,
        unit=Unit.objects.filter(code=routing.unit, locale__language_code="lv").first(),
        eservice=schema["eservice"],
        channel=submission.channel,
        clock=schema["clock"],
        urgent=routing.urgent,
        interpreter_needed=submission.interpreter_needed or read("interpreter") not in ("", "no", "none"),
        safe_contact=_safe_contact(evaluation, read),
        to_be_confirmed=bool(adults) or needs_confirming(schema, submission.authenticity),
        translation_needed=needs_translating(evaluation, answers, submission.language),
    )


def _safe_contact(evaluation: Evaluation, read: Answers) -> str:
    """What was answered; where it is asked and was left out, nobody writes or calls by themselves."""
    said = read("safe_contact")
    if said in SafeContact.values:
        return said
    asked = any(evaluation.plan.items[lack.key].get("role") == "safe_contact" for lack in evaluation.missing())
    return SafeContact.CAREFUL if asked else SafeContact.YES


def needs_confirming(schema: dict[str, Any], authenticity: str) -> bool:
    """Whether an application of this form and authenticity waits to be confirmed before a decision."""
    return schema["authenticity"] == "signed_or_identified" and authenticity not in CONFIRMED


def _ask_household(application: Application) -> dict[str, str]:
    """Ask each adult of the household; give the tokens of their links, none where writing is not safe."""
    links = {}
    for party in application.case.parties.filter(role=Role.HOUSEHOLD):
        CoSigning.objects.create(application=application, party=party)
        if own_links.may_have(application, party):
            links[str(party.pk)] = own_links.give(application, party)
    return links


def _store(
    submission: Submission, case: Case, answers: dict[str, Any], files: list[filing.Filed], secret: str
) -> Application:
    version = submission.version
    texts = _texts(version, submission.language)
    # Without the whole form in another language it was asked in Latvian, whatever the frame around it spoke.
    language = texts.locale if texts else "lv"
    return Application.objects.create(
        case=case,
        form_version=version,
        form_texts=texts,
        language=language,
        answers=answers,
        shown_lv=filing.shown(version, version.texts, "lv", answers, files),
        shown=filing.shown(version, texts.texts, language, answers, files) if texts else None,
        channel=submission.channel,
        entered_by=submission.entered_by,
        authenticity=submission.authenticity,
        incomplete_reason=submission.incomplete_reason.strip() or None,
        submission_key=submission.key,
        submitted_at=timezone.now() if submission.received_on else case.received_at,
        declaration_version=version.schema["declaration"]["version"],
        privacy_version=version.schema["privacy"]["version"],
        secret_hash=hash_secret(secret),
        content_hash=content_hash(version, answers, [filed.attachment for filed in files]),
    )


def _texts(version: FormVersion, language: str) -> FormVersionTexts | None:
    return version.translations.filter(locale=language).order_by("-number").first() if language != "lv" else None


def content_hash(version: FormVersion, answers: dict[str, Any], attachments: list[Attachment]) -> str:
    """SHA-256 (hex) of what the person said and attached, in one canonical JSON: form, answers, files' checksums."""
    content = {
        "form": version.hash,
        "answers": answers,
        "files": sorted(attachment.sha256 for attachment in attachments),
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
