"""Draft, legal check, publishing: which pages go which way, and the letters on the way.

What a page waits for is Wagtail's workflow. Its letters are ours: rows committed with the act, sent by the worker, so
that a mail server that does not answer stops nobody.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.models import GroupApprovalTask, Page, Task, TaskState, Workflow, WorkflowPage, WorkflowState, WorkflowTask
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from pages.models import FeeSchedulePage, RegulationsPage, RightsAndDutiesPage
from pages.models.care import ApprovalLetter
from portal.due_work.nudging import nudge
from portal.due_work.registry import performs
from portal.people.models import Role, StaffUser
from portal.people.rights import may

PLAIN, LEGAL_CHECK, WITH_LAWYER = "Publicēšana", "Juridiskā pārbaude", "Juridiskā pārbaude un publicēšana"
LAWYER_READS: tuple[type[Page], ...] = (RegulationsPage, FeeSchedulePage, RightsAndDutiesPage)
SUBJECTS = {
    ApprovalLetter.Kind.ASKED: "Lapa gaida Jūsu pārbaudi",
    ApprovalLetter.Kind.PUBLISHED: "Lapa ir apstiprināta",
    ApprovalLetter.Kind.SENT_BACK: "Lapa ir atdota labošanai",
}


@transaction.atomic
def set_up_approving() -> None:
    """Let an editor publish what a writer hands in, and a lawyer read rights, fees and regulations before that.

    Adds the two ways where they are missing and puts pages on them that are on none; what the office has arranged stays.
    """
    publishing = _task(PLAIN, Role.EDITOR)
    plain = _way(PLAIN, publishing)
    for stock in Workflow.objects.filter(name="Moderators approval", active=True):
        WorkflowPage.objects.filter(workflow=stock).update(workflow=plain)
        stock.deactivate()
    with_lawyer = _way(WITH_LAWYER, _task(LEGAL_CHECK, Role.LAWYER), publishing)
    root = Page.objects.get(depth=1)
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": plain})
    on_no_way = Page.objects.type(*LAWYER_READS).exclude(pk__in=WorkflowPage.objects.values("page"))
    WorkflowPage.objects.bulk_create(WorkflowPage(page=page, workflow=with_lawyer) for page in on_no_way)


def only_reads(user: StaffUser) -> bool:
    """Whether somebody approves pages and writes none."""
    return not may(user, "pages.edit") and GroupApprovalTask.objects.filter(groups__in=user.groups.all()).exists()


def waits_for(user: StaffUser) -> bool:
    """Whether a page waits for this person to read it."""
    return TaskState.objects.reviewable_by(user).exists()


def remark_on(page: Page) -> tuple[str, str] | None:
    """Who sent the page back to be mended, and with what words; nothing where it was not."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    return str(state.current_task_state.finished_by or ""), state.current_task_state.get_comment()


def write_instead_of_wagtail() -> None:
    """Connect our letters under the names of Wagtail's, before it connects its own: then those are left out.

    Wagtail would write inside the request, and wait for the mail server.
    """
    ways = (
        (task_submitted, TaskState, "group_approval_task_submitted", _ask),
        (workflow_submitted, WorkflowState, "workflow_state_submitted", _tell_nobody),
        (workflow_approved, WorkflowState, "workflow_state_approved", _tell_approved),
        (workflow_rejected, WorkflowState, "workflow_state_rejected", _tell_sent_back),
    )
    for signal, sender, name, write in ways:
        signal.connect(write, sender=sender, dispatch_uid=f"{name}_email_notification")


def _ask(instance: TaskState, user: StaffUser | None = None, **kwargs: Any) -> None:
    task = instance.task.specific
    if isinstance(task, GroupApprovalTask):
        members = StaffUser.objects.filter(groups__in=task.groups.all(), is_active=True).distinct()
        _write(ApprovalLetter.Kind.ASKED, instance.workflow_state, members.exclude(pk=user.pk if user else None))


def _tell_nobody(**kwargs: Any) -> None:
    """Those who act next are asked by their task."""


def _tell_approved(instance: WorkflowState, user: StaffUser | None = None, **kwargs: Any) -> None:
    _tell_author(ApprovalLetter.Kind.PUBLISHED, instance, user)


def _tell_sent_back(instance: WorkflowState, user: StaffUser | None = None, **kwargs: Any) -> None:
    _tell_author(ApprovalLetter.Kind.SENT_BACK, instance, user)


def _tell_author(kind: str, state: WorkflowState, user: StaffUser | None) -> None:
    if state.requested_by and state.requested_by != user:
        _write(kind, state, [state.requested_by])


def _write(kind: str, state: WorkflowState, users: Any) -> None:
    if isinstance(state.content_object, Page):
        for user in users:
            ApprovalLetter.objects.create(kind=kind, user=user, page_id=state.content_object.pk)
        transaction.on_commit(nudge)


@performs(ApprovalLetter)
def send(letter: ApprovalLetter) -> None:
    """Mail one person; the letter names the page, never what is in it."""
    if not (letter.user.email and letter.user.is_active):
        return
    address = f"{settings.PUBLIC_URL.rstrip('/')}/admin/pages/{letter.page_id}/edit/"
    with translation.override("lv"):
        text = render_to_string("pages/upkeep/approval_letter.txt", {"letter": letter, "address": address})
    send_mail(SUBJECTS[ApprovalLetter.Kind(letter.kind)], text, None, [letter.user.email])


def _task(name: str, role: str) -> Task:
    found = GroupApprovalTask.objects.filter(name=name, active=True).first()
    if found is None:
        kind = ContentType.objects.get_for_model(GroupApprovalTask)
        found = GroupApprovalTask.objects.create(name=name, content_type=kind)
        found.groups.add(Group.objects.get(name=role))
    return found


def _way(name: str, *tasks: Task) -> Workflow:
    way, made = Workflow.objects.get_or_create(name=name, active=True)
    if made:
        for place, task in enumerate(tasks):
            WorkflowTask.objects.create(workflow=way, task=task, sort_order=place)
    return way
