"""One of everything staff can meet on the screens of the CMS, and the addresses that no link leads to."""

import datetime
from io import BytesIO

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    Comment,
    GroupApprovalTask,
    Locale,
    Page,
    PageViewRestriction,
    Workflow,
    WorkflowTask,
)
from wagtail_localize.models import Translation, TranslationSource

from portal.people.models import StaffUser


def prepare(editor):
    """Make the objects; give their addresses."""
    return [
        *_pages(editor),
        *_workflow(editor),
        *_files(editor),
        *_translation(editor),
        *_redirects(),
        *_people(editor),
        *_choosers(),
    ]


def _pages(editor):
    """A page in each state: draft, scheduled, locked, private, commented, an alias."""
    page = Page.objects.get(slug="kartiba", locale__language_code="lv").specific
    parent = page.get_parent()
    draft = page.copy(parent, update_attrs={"slug": "melnraksts", "title": "Melnraksts"}, keep_live=False)
    draft.go_live_at = timezone.now() + datetime.timedelta(days=1)
    draft.save_revision(user=editor)
    alias = page.create_alias(parent=parent, update_slug="cita")
    later = Page.objects.get(slug="par-mums", locale__language_code="lv").specific
    later.go_live_at = timezone.now() + datetime.timedelta(days=2)
    later.expire_at = timezone.now() + datetime.timedelta(days=9)
    revision = later.save_revision(user=editor)
    revision.publish()
    locked = Page.objects.get(slug="privatums", locale__language_code="lv").specific
    locked.locked, locked.locked_by, locked.locked_at = True, editor, timezone.now()
    locked.save()
    closed = Page.objects.get(slug="ka-pieteikties-bez-interneta", locale__language_code="lv")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.PASSWORD, password="x" * 9)
    Comment.objects.create(page=page, user=editor, text="Vai tā ir?", contentpath="title", position="")
    first, last = page.save_revision(user=editor), page.save_revision(user=editor, clean=False)
    one = f"/admin/pages/{page.pk}"
    bulk = [
        f"/admin/bulk/wagtailcore/page/{act}/?id={page.pk}&id={closed.pk}&next=/admin/"
        for act in ("move", "delete", "publish", "unpublish")
    ]
    states = (page, alias, later, locked, closed, parent)
    return [
        *(f"/admin/pages/{each.pk}/{what}" for each in states for what in ("edit/", "history/", "usage/", "privacy/")),
        *(f"{one}/{what}/" for what in ("delete", "unpublish", "move", "copy", "workflow_history", "add_subpage")),
        f"/admin/pages/{parent.pk}/",
        f"/admin/pages/{parent.pk}/delete/",
        f"/admin/pages/{parent.pk}/unpublish/",
        f"/admin/pages/{draft.pk}/edit/",
        f"/admin/pages/{parent.pk}/?ordering=ord",
        f"/admin/pages/{parent.pk}/?q=lapa",
        f"/admin/pages/{parent.pk}/?q=zzzz",
        f"/admin/pages/{parent.pk}/?q=lapa&search_all=1",
        f"/admin/pages/{alias.pk}/convert_alias/",
        f"{one}/move/{parent.pk}/confirm/",
        f"{one}/revisions/{first.pk}/revert/",
        f"{one}/revisions/compare/{first.pk}...{last.pk}/",
        f"/admin/pages/{later.pk}/revisions/{revision.pk}/unschedule/",
        f"/admin/pages/add/pages/contentpage/{parent.pk}/",
        "/admin/pages/usage/pages/contentpage/",
        "/admin/pages/search/?q=zzzz",
        "/admin/pages/search/?q=lapa",
        "/admin/no-such-page/",
        "/admin/test404/",
        *bulk,
    ]


def _workflow(editor):
    """A page waiting to be approved, seen by whoever may."""
    task = GroupApprovalTask.objects.create(name="Juridiskā pārbaude")
    task.groups.set(editor.groups.all())
    workflow = Workflow.objects.create(name="Divi soļi")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    page = Page.objects.get(slug="normativie-akti", locale__language_code="lv").specific
    page.save_revision(user=editor)
    state = workflow.start(page, editor)
    current = state.current_task_state
    return [
        f"/admin/pages/{page.pk}/edit/",
        f"/admin/pages/{page.pk}/workflow_history/",
        f"/admin/pages/{page.pk}/workflow_history/detail/{state.pk}/",
        *(f"/admin/pages/workflow/action/{page.pk}/{act}/{current.pk}/" for act in ("approve", "reject")),
        f"/admin/pages/workflow/confirm_cancellation/{page.pk}/",
        "/admin/",
        "/admin/reports/workflow/",
        "/admin/reports/workflow_tasks/",
        "/admin/workflows/list/",
        "/admin/workflows/add/",
        f"/admin/workflows/edit/{workflow.pk}/",
        f"/admin/workflows/usage/{workflow.pk}/",
        f"/admin/workflows/disable/{workflow.pk}/",
        "/admin/workflows/tasks/index/",
        "/admin/workflows/tasks/select_type/",
        "/admin/workflows/tasks/add/wagtailcore/groupapprovaltask/",
        f"/admin/workflows/tasks/edit/{task.pk}/",
        f"/admin/workflows/tasks/disable/{task.pk}/",
        "/admin/workflows/task_chooser/",
    ]


def _files(editor):
    drawn = BytesIO()
    Picture.new("RGB", (400, 300), "white").save(drawn, "PNG")
    image = get_image_model().objects.create(
        title="Māja", file=ImageFile(BytesIO(drawn.getvalue()), "maja.png"), uploaded_by_user=editor
    )
    document = get_document_model().objects.create(
        title="Noteikumi", file=ContentFile(b"%PDF-1.4", "noteikumi.pdf"), uploaded_by_user=editor
    )
    collection = Collection.get_first_root_node().add_child(name="Attēli")
    return [
        "/admin/images/",
        "/admin/images/?layout=list",
        "/admin/images/add/",
        f"/admin/images/{image.pk}/",
        f"/admin/images/{image.pk}/delete/",
        f"/admin/images/{image.pk}/generate_url/",
        f"/admin/images/usage/{image.pk}/",
        f"/admin/images/chooser/{image.pk}/select_format/",
        "/admin/documents/",
        "/admin/documents/add/",
        f"/admin/documents/edit/{document.pk}/",
        f"/admin/documents/delete/{document.pk}/",
        f"/admin/documents/usage/{document.pk}/",
        *(
            f"/admin/bulk/wagtailimages/image/{act}/?id={image.pk}"
            for act in ("add_tags", "add_to_collection", "delete")
        ),
        *(
            f"/admin/bulk/wagtaildocs/document/{act}/?id={document.pk}"
            for act in ("add_tags", "add_to_collection", "delete")
        ),
        "/admin/collections/",
        "/admin/collections/add/",
        f"/admin/collections/{collection.pk}/",
        f"/admin/collections/{collection.pk}/delete/",
        f"/admin/collections/{collection.pk}/privacy/",
    ]


def _translation(editor):
    """A page being translated, one translated before its source changed, and the screens around them."""
    russian = Locale.objects.get(language_code="ru")
    page = Page.objects.get(slug="kartiba", locale__language_code="lv").specific
    source, _made = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=russian)
    translation.save_target(user=editor, publish=False)
    target = page.get_translation(russian)
    segment = source.stringsegment_set.first()
    return [
        f"/admin/pages/{target.pk}/edit/",
        f"/admin/localize/submit/page/{page.pk}/",
        f"/admin/localize/submit/page/{page.get_parent().pk}/",
        f"/admin/localize/update/{source.pk}/",
        f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/",
        f"/admin/localize/page/{target.pk}/convert_to_alias/",
        "/admin/localize/reports/translations/",
        *(
            reverse("wagtail_localize:submit_snippet_translation", args=["catalogue", model, row.pk])
            for model in ("documenttype", "feeitem")
            for row in ContentType.objects.get(app_label="catalogue", model=model).model_class().objects.all()[:1]
        ),
    ]


def _redirects():
    redirect = Redirect.objects.create(old_path="/lv/agrak", redirect_link="/lv/")
    return [
        "/admin/redirects/",
        "/admin/redirects/?q=zzz",
        "/admin/redirects/add/",
        f"/admin/redirects/{redirect.pk}/",
        f"/admin/redirects/{redirect.pk}/delete/",
        "/admin/redirects/import/",
    ]


def _people(editor):
    other = StaffUser.objects.exclude(pk=editor.pk).first()
    return [
        "/admin/account/",
        "/admin/users/",
        "/admin/users/new/",
        f"/admin/users/edit/{other.pk}/",
        f"/admin/users/edit/{editor.pk}/",
        f"/admin/users/delete/{other.pk}/",
        f"/admin/users/history/{other.pk}/",
        f"/admin/bulk/people/staffuser/delete/?id={other.pk}",
        f"/admin/bulk/people/staffuser/set_active_state/?id={other.pk}",
        f"/admin/bulk/people/staffuser/assign_role/?id={other.pk}",
    ]


def _choosers():
    return [
        *(f"/admin/choose-{kind}-link/" for kind in ("external", "email", "phone", "anchor")),
        "/admin/choose-page/",
        "/admin/choose-page/search/?q=zzzz",
        "/admin/images/chooser/",
        "/admin/images/chooser/?q=zzzz",
        "/admin/documents/chooser/",
        "/admin/embeds/chooser/",
        "/admin/reports/locked/",
        "/admin/reports/site-history/",
        "/admin/reports/aging-pages/",
        "/admin/reports/page-types-usage/",
    ]


def act(client, editor):
    """Press the buttons whose answer is a message, a mail or a form with errors; give each with its status."""
    page = Page.objects.get(slug="kartiba", locale__language_code="lv")
    waiting = Page.objects.get(slug="normativie-akti", locale__language_code="lv").specific
    later = Page.objects.get(slug="par-mums", locale__language_code="lv")
    draft = Page.objects.get(slug="melnraksts")
    task = waiting.current_workflow_task_state
    home = page.get_parent()
    image = get_image_model().objects.first()
    document = get_document_model().objects.first()
    redirect = Redirect.objects.first()
    workflow = Workflow.objects.get(name="Divi soļi")
    presses = [
        (f"/admin/pages/workflow/action/{waiting.pk}/reject/{task.pk}/", {"comment": "Vēl nē."}),
        (f"/admin/pages/{page.pk}/lock/", {}),
        (f"/admin/pages/{page.pk}/unlock/", {}),
        (f"/admin/pages/{page.pk}/unpublish/", {}),
        (f"/admin/pages/{page.pk}/copy/", {"new_title": "", "new_slug": "kartiba", "new_parent_page": home.pk}),
        (f"/admin/pages/{page.pk}/copy/", {"new_title": "Divi", "new_slug": "divi", "new_parent_page": home.pk}),
        (f"/admin/pages/{later.pk}/revisions/{later.latest_revision_id}/unschedule/", {}),
        (f"/admin/pages/{draft.pk}/privacy/", {"restriction_type": "password", "password": ""}),
        (f"/admin/pages/{draft.pk}/move/{home.pk}/confirm/", {}),
        (f"/admin/bulk/wagtailcore/page/publish/?id={draft.pk}&next=/admin/", {}),
        (f"/admin/bulk/wagtailcore/page/unpublish/?id={draft.pk}&next=/admin/", {}),
        (f"/admin/pages/{draft.pk}/delete/", {}),
        (
            f"/admin/pages/add/pages/contentpage/{home.pk}/",
            {"title": "", "slug": "", "body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"},
        ),
        (f"/admin/workflows/disable/{workflow.pk}/", {}),
        (f"/admin/workflows/enable/{workflow.pk}/", {}),
        ("/admin/redirects/add/", {"old_path": "/lv/agrak", "redirect_link": ""}),
        ("/admin/redirects/add/", {"old_path": "/lv/vel-agrak", "redirect_link": "/lv/"}),
        (f"/admin/redirects/{redirect.pk}/delete/", {}),
        ("/admin/redirects/import/", {}),
        ("/admin/collections/add/", {"name": ""}),
        ("/admin/collections/add/", {"name": "Lapas"}),
        (f"/admin/images/{image.pk}/", {"title": ""}),
        (f"/admin/images/{image.pk}/delete/", {}),
        ("/admin/images/add/", {"title": "Bez faila"}),
        (f"/admin/documents/edit/{document.pk}/", {"title": ""}),
        (f"/admin/documents/delete/{document.pk}/", {}),
        ("/admin/documents/add/", {"title": "Bez faila"}),
        ("/admin/users/new/", {"username": editor.username}),
        ("/admin/account/", {"name_email-email": "nav"}),
        ("/admin/snippets/catalogue/regulation/add/", {}),
        ("/admin/choose-email-link/", {"email_address": "nav"}),
        ("/admin/images/chooser/create/", {}),
        ("/admin/embeds/chooser/upload/", {"embed-chooser-url": "https://example.com/nav"}),
    ]
    return [(address, client.post(address, typed, follow=True).status_code) for address, typed in presses]
