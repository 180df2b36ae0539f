"""Staff read an application aloud, hand it in for the person, and give the person a paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from eservices.applications.confirming import ConfirmRefused, confirm
from eservices.applications.filing import PAPER_SLOT
from eservices.applications.models import Authenticity
from eservices.applications.signing import signer
from eservices.applications.submitting import ReasonNeeded, SubmitRefused, VersionWithdrawn, needs_confirming
from eservices.attachments.accepting import accept
from eservices.attachments.errors import AttachmentError
from eservices.attachments.limits import check_room
from eservices.cases.queries import visible_to
from portal.people.models import StaffUser
from portal.people.rights import may
from portal.personal_data.secrets import show_reference, show_secret

from .. import entering, handing_in, keeping
from ..progress import Progress, plan_of
from ..staff_forms import HandOverForm, ScansForm
from .reviewing import ReviewView, Warned
from .submitted import AfterPage, cosigners


class HandOverView(ReviewView):
    """What residents have as the review: nothing left out stops, and staff say what they alone can say."""

    for_staff = ""
    only_staff = True
    template = "journeys/hand_over.html"

    def page(self, progress: Progress, **forms: Any) -> dict[str, Any]:
        """Return what the page shows."""
        context = super().page(progress)
        left_out = [
            Warned(item.label, step.key, later=False)
            for step in context["steps"]
            for item in [*step.items, *inner_items(step)]
            if item.missing == "required"
        ]
        return {
            **context,
            "left_out": left_out,
            "paper": self.draft.channel in entering.PAPER,
            "form": forms.get("form") or self.form(progress),
            "scans_form": forms.get("scans_form") or ScansForm(),
            "scans": entering.scans_of(self.draft),
            "may_register": may(self.request.user, "case.register"),
        }

    def form(self, progress: Progress, *data: Any) -> HandOverForm:
        """Return the form, asking only what this application leaves open."""
        schema = self.draft.version.schema
        return HandOverForm(
            *data,
            draft=self.draft,
            left_out=any(lack.kind == "required" for lack in progress.missing),
            asks_interpreter=bool(plan_of(self.draft).keys_with_role("interpreter")),
            needs_confirming=needs_confirming(schema, Authenticity.UNSIGNED),
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep scans first; then hand in, once, and register where that was asked for."""
        if "move" in request.POST:
            return super().post(request, **kwargs)
        scans_form = ScansForm(request.POST, request.FILES)
        try:
            kept = scans_form.is_valid() and self.keep_scans(scans_form)
        except keeping.Stale:
            return self.changed_meanwhile()
        progress = Progress(self.draft)
        if kept and ("attach" in request.POST or "remove-scan" in request.POST):
            return redirect(self.address("hand_over") + "#scans")
        form = self.form(progress, request.POST)
        if not (form.is_valid() and kept):
            return render(request, self.template, self.page(progress, form=form, scans_form=scans_form), status=422)
        return self.hand_over(form)

    def keep_scans(self, form: ScansForm) -> bool:
        """Take the scans in, or one away; a refused one is told at the field. Raises ``keeping.Stale``."""
        if self.request.POST.get("remove-scan"):
            entering.remove_scan(self.draft, self.request.POST["remove-scan"])
        taken = []
        try:
            for each in form.cleaned_data["scans"]:
                check_room(each.size or 0, beside=keeping.held_files(self.draft))
                taken.append(accept(each, slot=PAPER_SLOT, category="other").pk)
        except AttachmentError as refused:
            form.add_error("scans", str(refused))
        if taken:
            entering.add_scans(self.draft, taken)
        return not form.errors

    def hand_over(self, form: HandOverForm) -> HttpResponse:
        """Hand in, or say why not; everything stays saved."""
        try:
            submitted = handing_in.hand_in(self.draft, language=self.shown_language, over=form.over())
        except handing_in.NotFinished as unfinished:
            messages.info(self.request, _("Something on this page is wrong. Correct it, or leave it out."))
            return redirect(self.address("step", step=unfinished.step) + "?parbaude=1")
        except VersionWithdrawn:
            self.find()
            return self.outdated() or redirect(self.address("hand_over"))
        except keeping.Stale:
            return self.changed_meanwhile()
        except (AttachmentError, ConfirmRefused, ReasonNeeded, SubmitRefused) as refused:
            told = refused if isinstance(refused, AttachmentError) else _("It could not be handed in. Please check.")
            messages.warning(self.request, str(told))
            return redirect(self.address("hand_over"))
        if "register" in self.request.POST and not entering.register_now(submitted.application.case, by=self.by):
            messages.warning(
                self.request, _("It is handed in, but it has no number yet. Open the case to register it.")
            )
        return redirect(self.address("handed_over"))

    @property
    def by(self) -> StaffUser:
        """Return who writes it down."""
        assert self.draft.entered_by
        return self.draft.entered_by


def inner_items(step: Any) -> list[Any]:
    """List what stands in the rows of a step's groups."""
    return [inner for item in step.items for row in item.rows for inner in row.items]


class ReadAloudView(ReviewView):
    """The answers in large letters, to be read aloud, shown or printed before handing in."""

    for_staff = ""
    only_staff = True
    template = "journeys/read_aloud.html"

    def page(self, progress: Progress) -> dict[str, Any]:
        """Return the answers with the declaration, which is read aloud too."""
        return {
            **super().page(progress),
            "declaration": self.texts.get("declaration", ""),
            "today": timezone.localdate(),
        }


class HandedOverView(AfterPage):
    """The number, the papers to print, signing and registering: what is done while the person still stands there."""

    only_staff = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it; the same however often it is asked for."""
        application = self.application()
        case, by = application.case, request.user
        waiting = case.to_be_confirmed and application.authenticity == Authenticity.UNSIGNED
        context = {
            **self.context(),
            "in_name_of": case.client_name,
            "application": application,
            "case": case,
            "reference": show_reference(case.reference),
            "secret": show_secret(self.draft.content.get("secret") or ""),
            "signer": signer(case) if waiting else None,
            "waiting": waiting,
            "present": self.draft.channel in entering.PRESENT,
            "cosigners": cosigners(application, self.links()),
            "promises": application.promises.filter(brought_at=None),
            "may_register": case.registered_on is None and may(by, "case.register"),
            "may_see": visible_to(by).filter(pk=case.pk).exists(),  # type: ignore[arg-type]
        }
        return render(request, "journeys/handed_over.html", context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Note the signature on the printed copy, or give the number."""
        application = self.application()
        by = self.draft.entered_by
        assert by
        if "signed" in request.POST:
            try:
                confirm(application, Authenticity.SIGNED_COUNTER, by=by)
            except ConfirmRefused:
                messages.info(request, _("It has been confirmed already, or the case is closed."))
        if "register" in request.POST and not entering.register_now(application.case, by=by):
            messages.warning(request, _("It could not be registered here. Open the case to register it."))
        return redirect(self.address("handed_over"))
