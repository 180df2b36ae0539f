"""The question bank beside the editor: taking a part into a form, keeping a part of one, bringing forms up to date."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.validators import RegexValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from eservices.definitions.bank_copies import (
    AFTER,
    Change,
    Use,
    forms_asking_the_same,
    inserting,
    note_same,
    updating,
    uses_in,
    uses_of,
)
from eservices.definitions.banking import piece_of_part
from eservices.definitions.keeping import NotKeepableError, keep_from
from eservices.definitions.models import BankPart, EServicePage
from eservices.definitions.pieces import standing_alone
from eservices.definitions.plan import plan_of
from eservices.definitions.publishing import LATVIAN, block_ids
from eservices.definitions.trying import Tried
from eservices.definitions.views import draft_to_edit, drawn_step


class InsertForm(forms.Form):
    """Which part, and where it goes."""

    part = forms.ModelChoiceField(
        BankPart.objects.filter(locale__language_code=LATVIAN, live=True),
        label=gettext_lazy("Part"),
        to_field_name="code",
    )
    place = forms.ChoiceField(label=gettext_lazy("Where"))
    suffix = forms.CharField(
        label=gettext_lazy("Ending of the keys"),
        required=False,
        max_length=10,
        validators=[RegexValidator(r"^[a-z0-9_]+$", gettext_lazy("Only small letters a-z, digits and _."))],
        help_text=gettext_lazy("Only when the form already asks the same, for example _2 for a second person."),
    )

    def __init__(self, page: EServicePage, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        steps = [(step.value["key"], step.value["title"] or step.value["key"]) for step in page.steps]
        after = [(f"{AFTER}{key}", _("after “%(step)s”") % {"step": title}) for key, title in steps]
        into = [(key, _("into “%(step)s”") % {"step": title}) for key, title in steps]
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            (_("As a step of its own"), after or [(AFTER, _("as the first step"))]),
            (_("At the end of a step"), into),
        ]
        self.fields["place"].initial = after[-1][0] if after else AFTER


class KeepForm(forms.Form):
    """A name for what is to be kept; the questions are ticked beside their step."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    questions = forms.MultipleChoiceField(label=gettext_lazy("Questions"), widget=forms.CheckboxSelectMultiple)
    needed = forms.BooleanField(label=gettext_lazy("Every form with this part has these questions"), required=False)

    def __init__(self, page: EServicePage, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        keys = [block.value["key"] for step in page.steps for block in step.value["items"]]
        self.fields["questions"].choices = [(key, key) for key in keys if key]  # type: ignore[attr-defined]


def _keeps_parts(request: HttpRequest) -> bool:
    user: Any = request.user
    return user.has_perms(["definitions.add_bankpart", "definitions.publish_bankpart"])


@require_GET
def form_bank(request: HttpRequest, pk: int) -> HttpResponse:
    """What of a form came from the bank, what can be taken from it, and what can be kept there."""
    page = draft_to_edit(request, pk)
    return _form_bank(request, page, InsertForm(page), KeepForm(page))


def _form_bank(
    request: HttpRequest, page: EServicePage, insert: InsertForm, keep: KeepForm, **more: Any
) -> HttpResponse:
    context = {
        "page": page,
        "uses": uses_in(page),
        "insert": insert,
        "keep": keep,
        "parts": _described(),
        "steps": _steps(page, keep),
        "keeps": _keeps_parts(request),
        "page_title": _("Question bank"),
        "page_subtitle": page.title,
    }
    return TemplateResponse(request, "definitions/admin/form_bank.html", context | more)


def _described() -> list[dict[str, Any]]:
    parts = BankPart.objects.filter(locale__language_code=LATVIAN, live=True)
    return [
        {"part": part, "labels": [block.value["label"] for step in part.steps for block in step.value["items"]]}
        for part in parts
    ]


def _steps(page: EServicePage, keep: KeepForm) -> list[dict[str, Any]]:
    chosen = keep.data.getlist("questions") if keep.is_bound else []  # type: ignore[attr-defined]
    return [
        {
            "title": step.value["title"] or step.value["key"],
            "open": any(block.value["key"] in chosen for block in step.value["items"]),
            "questions": [
                (block.value["key"], block.value["label"] or block.value["key"], block.value["key"] in chosen)
                for block in step.value["items"]
                if block.value["key"]
            ],
        }
        for step in page.steps
    ]


@require_POST
def insert_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy a part into the draft of a form, or say which keys are in the way."""
    page = draft_to_edit(request, pk)
    form = InsertForm(page, request.POST)
    if not form.is_valid():
        return _form_bank(request, page, form, KeepForm(page))
    part = form.cleaned_data["part"]
    change = inserting(page, part, form.cleaned_data["place"], form.cleaned_data["suffix"])
    if change.taken:
        message = _("The form already has these keys: %(keys)s. Give the copy an ending, or remove the old questions.")
        form.add_error("suffix", message % {"keys": ", ".join(change.taken)})
        return _form_bank(request, page, form, KeepForm(page))
    change.save(request.user)
    _told_as_draft(request, change, _("“%(part)s” now stands in the draft.") % {"part": part})
    return redirect(_at(page, f"item.{change.piece.keys[0]}"))


def _told_as_draft(request: HttpRequest, change: Change, done: str) -> None:
    if change.faults:
        messages.warning(request, f"{done} {_('Before publishing, mend:')} {' '.join(change.faults)}")
    else:
        messages.success(request, done)


def _at(page: EServicePage, path: str) -> str:
    """Give the address of a block in the editor."""
    return f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#block-{block_ids(page).get(path, '')}-section"


@require_POST
def keep_part_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep questions of a form as a part of the bank, in every language the form has."""
    page = draft_to_edit(request, pk)
    if not _keeps_parts(request):
        raise PermissionDenied
    form = KeepForm(page, request.POST)
    if form.is_valid():
        try:
            part = keep_from(page, request.user, **form.cleaned_data)
        except NotKeepableError as error:
            return _form_bank(request, page, InsertForm(page), form, refused=error)
        messages.success(request, _("“%(part)s” is in the question bank.") % {"part": part})
        return redirect("eservices:bank_uses", part.pk)
    return _form_bank(request, page, InsertForm(page), form)


def _part(request: HttpRequest, pk: int) -> BankPart:
    user: Any = request.user
    if not user.has_perm("definitions.change_bankpart"):
        raise PermissionDenied
    return get_object_or_404(BankPart, pk=pk, locale__language_code=LATVIAN)


def bank_uses(request: HttpRequest, pk: int) -> HttpResponse:
    """The forms that use a part, each with what was changed there and what bringing it up to date would change."""
    part = _part(request, pk)
    context = {
        "part": part,
        "latest": part.versions.first(),
        "uses": uses_of(part),
        "same": forms_asking_the_same(part),
        "page_title": _("Forms that use it"),
        "page_subtitle": part.name,
    }
    return TemplateResponse(request, "definitions/admin/bank_uses.html", context)


@require_GET
def uses_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel of a part's editor: the forms that use it."""
    part = _part(request, pk)
    return TemplateResponse(request, "definitions/admin/bank_panel.html", {"part": part, "uses": uses_of(part)})


@require_POST
def update_uses(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would become of the chosen forms; once that was seen, save a draft of each."""
    part = _part(request, pk)
    chosen = [
        (use, _editable(request, use)) for use in uses_of(part) if str(use.page.pk) in request.POST.getlist("form")
    ]
    if not chosen:
        messages.error(request, _("Choose a form."))
        return redirect("eservices:bank_uses", pk)
    drafts: dict[int, EServicePage] = {}
    prepared = []
    for use, draft in chosen:
        draft = drafts.setdefault(draft.pk, draft)
        prepared.append((use, updating(draft, use, part)))
    if "confirmed" in request.POST:
        return _updated(request, part, prepared)
    context = {"part": part, "prepared": prepared, "page_title": _("Bring up to date"), "page_subtitle": part.name}
    return TemplateResponse(request, "definitions/admin/bank_update.html", context)


def _editable(request: HttpRequest, use: Use) -> EServicePage:
    return draft_to_edit(request, use.page.pk)


def _updated(request: HttpRequest, part: BankPart, prepared: list[tuple[Use, Change]]) -> HttpResponse:
    for _use, change in prepared:
        if change.taken:
            message = _("“%(form)s” was left as it is: it already has the keys %(keys)s.")
            messages.error(request, message % {"form": change.page.title, "keys": ", ".join(change.taken)})
            continue
        change.save(request.user)
        done = _("“%(form)s” has a new draft. Look at it and publish it.") % {"form": change.page.title}
        _told_as_draft(request, change, done)
    return redirect("eservices:bank_uses", part.pk)


@require_POST
def note_same_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a form which asks the same uses the part."""
    part = _part(request, pk)
    page = next((one for one in forms_asking_the_same(part) if str(one.pk) == request.POST.get("form")), None)
    if page and draft_to_edit(request, page.pk):
        note_same(part, page, request.user)
        messages.success(request, _("“%(form)s” now uses “%(part)s”.") % {"form": page.title, "part": part})
    return redirect("eservices:bank_uses", pk)


def told_after_publishing(request: HttpRequest, part: BankPart) -> None:
    """Say which forms have an older version, once a part was published."""
    behind = [use for use in uses_of(part) if use.is_behind]
    if behind:
        message = ngettext(
            "%(n)s form has an older version of “%(part)s”.",
            "%(n)s forms have an older version of “%(part)s”.",
            len(behind),
        )
        button = messages.button(reverse("eservices:bank_uses", args=[part.pk]), _("Look and bring up to date"))
        messages.info(request, message % {"n": len(behind), "part": part}, buttons=[button])


def preview_part(request: HttpRequest, part: BankPart) -> HttpResponse:
    """Draw the step of a part for Wagtail's preview."""
    if not part.steps:
        return TemplateResponse(request, "definitions/try_faults.html", {"title": part.name, "faults": []})
    definition = standing_alone(piece_of_part(part))
    tried = Tried(plan_of(definition["schema"]), definition["texts"][LATVIAN])
    step = definition["schema"]["steps"][0]["key"]
    context = {"title": part.name, "tried": tried, "step": step, "form": tried.form(step)}
    return drawn_step(request, tried, step, context)
