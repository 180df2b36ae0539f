"""What stands beside the editor of an e-service: its check, trying it out, its rehearsals, its versions."""

import json
from datetime import date
from itertools import pairwise
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.coreutils import safe_snake_case

from eservices.definitions.compiling import compile_page
from eservices.definitions.differing import differences
from eservices.definitions.expecting import Rehearsal
from eservices.definitions.models import EServicePage, FormVersion
from eservices.definitions.places import in_words
from eservices.definitions.plan import plan_of
from eservices.definitions.publishing import block_keys, published_before
from eservices.definitions.rehearsing import rehearse
from eservices.definitions.reviewing import review
from eservices.definitions.schema import Fault, validate_definition
from eservices.definitions.trying import Tried, try_page
from portal.people.models import Unit

END = "end"


def draft_to_edit(request: HttpRequest, pk: int) -> EServicePage:
    """Give the page as it was last saved, to those who may edit it."""
    page = get_object_or_404(EServicePage, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page.get_latest_revision_as_object()


@require_GET
def check_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel of the editor: the check of the draft as last saved, and the keys its blocks have by now."""
    page = draft_to_edit(request, pk)
    before = published_before(page)
    keys = json.dumps({"keys": block_keys(page), "published": list(block_keys(before)) if before else []})
    context = {"review": review(page), "page": page, "keys": keys}
    return TemplateResponse(request, "definitions/admin/check.html", context)


@require_GET
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The check on a page of its own."""
    page = draft_to_edit(request, pk)
    edit = reverse("wagtailadmin_pages:edit", args=[pk])
    context = {"review": review(page), "page": page, "edit_url": edit, "page_title": _("Check")}
    return TemplateResponse(request, "definitions/admin/check_page.html", context | {"page_subtitle": page.title})


@require_GET
def rehearsals_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The rehearsals of the draft as last saved, each with what came of it."""
    page = draft_to_edit(request, pk)
    context = {"page": page, "rehearsals": _results(page), "opens": not _faults_of_shape(page)}
    return TemplateResponse(request, "definitions/admin/rehearsals.html", context)


def _results(page: EServicePage) -> list[dict[str, Any]]:
    definition = compile_page(page)
    faults = validate_definition(definition) or rehearse(definition)
    return [
        {
            "name": one.get("name") or n + 1,
            "faults": [fault.message for fault in faults if fault.path.startswith(f"rehearsals[{n}]")],
            "number": n,
        }
        for n, one in enumerate(definition["rehearsals"])
    ]


def _faults_of_shape(page: EServicePage) -> list[Fault]:
    return [fault for fault in validate_definition(compile_page(page)) if fault.path.startswith("schema")]


def try_out(request: HttpRequest, pk: int) -> HttpResponse:
    """A page's form as residents will see it, with answers that are kept nowhere."""
    page = draft_to_edit(request, pk)
    if _faults_of_shape(page):
        messages.error(request, _("The form has faults. Mend them first, then try it out."))
        return redirect("eservices:check", pk)
    chosen = request.GET.get("rehearsal", "")
    tried = try_page(page, int(chosen) if chosen.isdecimal() else None)
    names = [one.get("name", "") for one in page.rehearsals]
    back = reverse("wagtailadmin_pages:edit", args=[pk])
    return _try(request, tried, {"title": page.title, "back": back, "rehearsals": names, "page": page})


def version(request: HttpRequest, pk: int) -> HttpResponse:
    """A version as residents saw it; the whole staff may look, since residents could."""
    found = get_object_or_404(FormVersion, pk=pk)
    tried = Tried(plan_of(found.schema), found.texts)
    back = reverse("eservices:versions", args=[found.eservice])
    return _try(request, tried, {"title": found.texts["title"], "back": back, "version": found})


def _try(request: HttpRequest, tried: Tried, context: dict[str, Any]) -> HttpResponse:
    form = None
    step = request.GET.get("step") or tried.first_step()
    if request.method == "POST":
        tried.take_up(request.POST.get("kept", ""))
        step = request.POST.get("step", "")
        if step in tried.plan.steps:
            form = tried.form(step, request.POST, request.FILES)
        goto = request.POST.get("goto") or ((tried.next_step(step) or END) if form and form.is_valid() else step)
        form = form if goto == step else None
        step = goto
    context |= {"tried": tried, "step": step}
    if step == END:
        return TemplateResponse(request, "definitions/try_end.html", context | _outcome(tried))
    if step not in tried.plan.steps:
        raise Http404
    return drawn_step(request, tried, step, context | {"form": form or tried.form(step)})


def drawn_step(request: HttpRequest, tried: Tried, step: str, context: dict[str, Any]) -> HttpResponse:
    """Draw one step of a form being tried."""
    texts = {f"step_{part}": tried.texts.get(f"step.{step}.{part}") for part in ("title", "intro")}
    return TemplateResponse(request, "definitions/try.html", context | texts)


def preview_step(request: HttpRequest, page: EServicePage, step: str) -> HttpResponse:
    """Draw one step for Wagtail's preview, or the page's faults where it cannot be drawn yet."""
    faults = _faults_of_shape(page)
    if faults:
        return TemplateResponse(
            request, "definitions/try_faults.html", {"title": page.title, "faults": in_words(page, faults)}
        )
    tried = try_page(page, 0)
    context = {"title": page.title, "tried": tried, "step": step, "form": tried.form(step)}
    return drawn_step(request, tried, step, context)


def _outcome(tried: Tried) -> dict[str, Any]:
    """Say in words what comes of the answers."""
    found, labels = tried.outcome(), tried.texts
    unit = Unit.objects.filter(code=found["unit"], locale__language_code="lv").first()

    def named(keys: list[str]) -> list[str]:
        return [labels.get(f"item.{key}.label", key) for key in keys]

    return {
        "unit": unit.name if unit else found["unit"],
        "urgent": found["urgent"],
        "due": [date.fromisoformat(day) for pair in found["due_if_registered"].items() for day in pair],
        "missing": named(found["missing"]),
        "papers": named([*found["slots"]["required"], *found["slots"]["warn"]]),
    }


@require_POST
def record_rehearsal(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the answers of the trial as a rehearsal of the page's draft."""
    page = draft_to_edit(request, pk)
    tried = try_page(page)
    tried.take_up(request.POST.get("kept", ""))
    name = request.POST.get("name", "").strip() or _("Rehearsal %(n)s") % {"n": len(page.rehearsals) + 1}
    page.rehearsals = [*page.rehearsals, tried.rehearsal(name[:200])]
    page.save_revision(user=request.user, log_action=True)
    messages.success(request, _("The rehearsal “%(name)s” was saved with the draft.") % {"name": name})
    return redirect(_rehearsals_tab(page))


def rehearsal(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One rehearsal: its answers, what it expects and what came out; renaming, deleting, expecting what came out."""
    page = draft_to_edit(request, pk)
    if not page.rehearsals[number : number + 1] or _faults_of_shape(page):
        raise Http404
    if request.method == "POST":
        return _changed_rehearsal(request, page, number)
    found = Rehearsal(page, number)
    context = {
        "page": page,
        "rehearsal": found.given,
        "number": number,
        "expected": found.expected(),
        "answers": found.answers(),
        "back": _rehearsals_tab(page),
        "page_title": _("Rehearsal"),
        "page_subtitle": found.given["name"],
    }
    return TemplateResponse(request, "definitions/admin/rehearsal.html", context)


def _changed_rehearsal(request: HttpRequest, page: EServicePage, number: int) -> HttpResponse:
    """Do what was asked with the rehearsal, unless another stands in its place by now."""
    one, act = page.rehearsals[number], request.POST.get("act")
    name = request.POST.get("name", "").strip()[:200]
    if one.get("name") != request.POST.get("was"):
        messages.error(request, _("The rehearsals were changed by somebody meanwhile. Look once more."))
        return redirect(_rehearsals_tab(page))
    kept = list(page.rehearsals)
    if act == "delete":
        del kept[number]
        told = _("The rehearsal “%(name)s” was deleted from the draft.") % {"name": one["name"]}
    elif act == "accept":
        kept[number] = one | {"expect": Rehearsal(page, number).found}
        told = _("The rehearsal “%(name)s” now expects what came out.") % {"name": one["name"]}
    elif name:
        kept[number] = one | {"name": name}
        told = _("The rehearsal is now called “%(name)s”.") % {"name": name}
    else:
        messages.error(request, _("Give the rehearsal a name."))
        return redirect("eservices:rehearsal", page.pk, number)
    page.rehearsals = kept
    page.save_revision(user=request.user, log_action=True)
    messages.success(request, told)
    return redirect(_rehearsals_tab(page))


def _rehearsals_tab(page: EServicePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) + f"#tab-{safe_snake_case(_('Rehearsals'))}"


@require_GET
def versions(request: HttpRequest, key: str) -> HttpResponse:
    """Every version of an e-service with its author, its day and what it changed."""
    found = list(FormVersion.objects.filter(eservice=key).select_related("published_by", "page").order_by("-number"))
    if not found:
        raise Http404
    changes = {new.pk: differences((old.schema, old.texts), (new.schema, new.texts)) for new, old in pairwise(found)}
    rows = [
        {
            "version": one,
            "author": one.published_by or "–",
            "changes": changes.get(one.pk),
            "first": one.pk not in changes,
        }
        for one in found
    ]
    page = found[0].page
    edits = page is not None and page.permissions_for_user(request.user).can_edit()
    context = {"rows": rows, "page": page if edits else None, "page_title": _("Versions")}
    return TemplateResponse(
        request, "definitions/admin/versions.html", context | {"page_subtitle": found[0].texts["title"]}
    )
