"""One step at a time: the wizard.

django-formtools is the step machine: which steps there are, which is next, what its address is. What is asked comes
from the form version, what was answered is kept in the draft, and the last step leads to the review.
"""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from formtools.wizard.views import NamedUrlWizardView

from eservices.definitions.asking import StepForm
from eservices.definitions.versions import plan_for, texts_for

from .. import comparing, entering, files, filling_in, keeping, people
from ..models import Draft
from ..progress import Progress, form_of
from ..storage import DraftStorage
from .base import EASY, DraftPage

TRIES = 3


class StepView(DraftPage, NamedUrlWizardView):
    """Shows a step (GET) and keeps what was filled in (POST)."""

    form_list: Any = [("placeholder", forms.Form)]  # the real one is the draft's, see find()
    storage_name = "eservices.journeys.storage.DraftStorage"
    template_name = "journeys/step.html"
    needs_row = False
    storage: DraftStorage

    def find(self) -> None:
        """Read the draft; let formtools know its steps and which of them the answers call for."""
        super().find()
        if not self.found or self.draft.state != Draft.OPEN:
            return
        self.request.draft = self.draft  # type: ignore[attr-defined]
        self.progress = Progress(self.draft)
        steps = plan_for(self.draft.version).steps
        self.form_list = dict.fromkeys(steps, forms.Form)
        self.condition_dict = {key: self._called_for(key) for key in steps}
        self.__dict__.pop("_resolved_form_list", None)

    @staticmethod
    def _called_for(key: str) -> Any:
        return lambda wizard: key in wizard.progress.steps

    def get_prefix(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """Keep the wizards of two drafts apart."""
        return str(kwargs["draft"])

    def get_step_url(self, step: str) -> str:
        """Return the address of a step of this draft."""
        query = {"parbaude": self.from_review, EASY: self.easy and self.draft._state.adding}
        asked = urlencode({name: 1 for name, is_so in query.items() if is_so})
        return self.address("step", step=step) + (f"?{asked}" if asked else "")

    @property
    def from_review(self) -> bool:
        """Tell whether the person came from the review to change an answer."""
        return "parbaude" in self.request.GET

    # Looking

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the step; lead on from one that is not there or not reached yet."""
        away = self.outdated(also_replaced=False) or self.led_on(kwargs["step"])
        return away or super().get(request, *args, **kwargs)

    def led_on(self, step: str) -> HttpResponse | None:
        """Return where to go instead of a step that cannot be filled in now, or None."""
        if step not in self.form_list:
            return self.explain("no_step", 404)
        if self.progress.may_open(step):
            self.storage.current_step = step
            return None
        messages.info(self.request, _("Please answer this page first. Everything you have filled in is kept."))
        return redirect(self.get_step_url(self.progress.place or self.progress.steps[0]))

    def get_form(self, step: str | None = None, data: Any = None, files: Any = None) -> StepForm:
        """Build the step from the version; what was typed is given back without being called wrong."""
        return form_of(self.draft, step or self.steps.current, self.texts, typed=data)

    def get_context_data(self, form: StepForm, **kwargs: Any) -> dict[str, Any]:
        """Add the frame: whose application, which step, when saved."""
        step, form.easy = self.steps.current, self.easy
        schema, answers = self.draft.version.schema, self.progress.counted
        name, relation = people.filler(schema, answers, self.texts)
        return {
            **super().get_context_data(form=form, **kwargs),
            **self.context(),
            "step_title": self.texts.get(f"step.{step}.title", ""),
            "step_intro": self.texts.get(f"step.{step}.intro", ""),
            "step_number": self.steps.step1,
            "step_count": len(self.progress.steps),
            "back": self.back_address(),
            "client_name": people.client_name(schema, answers),
            "filler_name": name,
            "filler_relation": relation,
            "saved": not self.draft._state.adding,
            "page_token": entering.page_token(self.draft) if self.draft.entered_by_id else "",
            "revision": self.draft.revision,
            "from_review": self.from_review,
        }

    def back_address(self) -> str:
        """Return where "Back" leads: the review one came from, the step before, or the start page."""
        if self.from_review:
            return self.address("review")
        previous = self.steps.prev
        if previous:
            return self.get_step_url(previous)
        return reverse("counter:new") if self.draft.entered_by_id else self.start_page()

    # Filling in

    def turned_away(self) -> HttpResponse | None:
        """Keep what staff typed on a page that outlived their session; they go on with it after signing in."""
        away = super().turned_away()
        signed_out = not self.found and self.request.method == "POST" and not self.request.user.is_authenticated
        return (self.kept_until_signed_in() if signed_out else None) or away

    def kept_until_signed_in(self) -> HttpResponse | None:
        """Keep the words typed, unchecked, and ask to sign in; None for a page that was never shown to staff."""
        step, post = self.kwargs["step"], self.request.POST.copy()
        for button in [name for name in post if name.endswith("-remove") or name.startswith("remove-")]:
            del post[button]  # Words are kept; nothing is taken away for who is not signed in.
        draft = entering.shown_to_who_is_signed_out(self.kwargs["draft"], post.get("shown", ""))
        if draft is None or step not in plan_for(draft.version).steps:
            return None
        texts, _language = texts_for(draft.version, self.language)
        taker = files.Taker(self.request)
        form = form_of(draft, step, texts, posted=post, uploads=self.request.FILES, taker=taker)
        form.is_valid()
        try:
            filling_in.keep(draft, step, form, post, finished=False)
        except keeping.Stale:
            return None
        messages.info(self.request, _("You were signed out. What you had typed is kept: sign in and go on."))
        return redirect_to_login(self.request.path)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep what was filled in; when somebody else saved at the same moment, look again."""
        taker = files.Taker(request)
        for _attempt in range(TRIES):
            try:
                return self.led_on(kwargs["step"]) or self.act(kwargs["step"], taker)
            except keeping.Stale:
                self.find()
                away = self.turned_away()
                if away:
                    return away
                self.storage = DraftStorage(self.prefix, request)
        return self.explain("busy", 409)

    def act(self, step: str, taker: files.Taker) -> HttpResponseBase:
        """Compare with what was saved elsewhere, keep what was typed, and do what the button says."""
        post, definition = self.request.POST, plan_for(self.draft.version).steps[step]
        data: MultiValueDict = post
        if "compared" in post:
            data = comparing.chosen(post, self.draft, definition)
        elif found := comparing.differing(post, self.draft, definition, self.texts):
            return self.compare(found)
        form = form_of(self.draft, step, self.texts, posted=data, uploads=self.request.FILES, taker=taker)
        valid = form.is_valid()
        if self.draft._state.adding and not valid and not form.accepted_files:
            return self.show_unsaved(form)
        unchecked = "language" in post or "later" in post
        if self.easy:
            self.draft.content["easy"] = True
        filling_in.keep(self.draft, step, form, data, finished=valid and not unchecked, language=self.wanted_language)
        return self.lead(step, form, valid=valid)

    def lead(self, step: str, form: StepForm, *, valid: bool) -> HttpResponseBase:
        """Go where the button says; stay on the step while it is not answered."""
        if "language" in self.request.POST:
            self.language = self.draft.language
            return redirect(self.get_step_url(step))
        if "later" in self.request.POST:
            return redirect(self.address("save_later"))
        if form.act and not form.errors:
            place = form[form.act.name or form.act.group].auto_id
            return redirect(f"{self.get_step_url(step)}#{place}")
        return self.after(step) if valid else self.render(form)

    def after(self, step: str) -> HttpResponse:
        """Go to the next step, to what the answers newly ask, or to the review."""
        self.progress = Progress(self.draft)
        self.__dict__.pop("_resolved_form_list", None)
        following = self.steps.next
        if self.from_review or following is None:
            return self.done([])
        return redirect(self.get_step_url(following))

    def done(self, form_list: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the review, or to a step that is not finished; nothing is handed in here."""
        place = self.progress.place
        return redirect(self.get_step_url(place) if place else self.address("review"))

    def show_unsaved(self, form: StepForm) -> HttpResponseBase:
        """Show a first step that is not saved yet, in the language wanted, with what was typed."""
        wanted = self.wanted_language
        if wanted and wanted != self.language:
            self.language = wanted
            # 307 sends the same post again, so that nothing typed is lost without being saved.
            return redirect(self.get_step_url(self.steps.current), preserve_request=True)
        if wanted:
            form = form_of(self.draft, self.steps.current, self.texts, typed=form.typed)
        return self.render(form)

    @property
    def wanted_language(self) -> str:
        """The language whose button was pressed, empty for any other button."""
        wanted = self.request.POST.get("language", "")
        return wanted if wanted in dict(settings.LANGUAGES) else ""

    def compare(self, found: list[comparing.Differing]) -> HttpResponse:
        """Show both texts of each question that differs; nothing is stored until one is chosen."""
        button = next((name for name in ("language", "later") if name in self.request.POST), "continue")
        context = {
            **self.context(),
            "differing": found,
            "posted": comparing.to_post_again(self.request.POST),
            "button": (button, self.request.POST.get(button, "1")),
            "files_again": bool(self.request.FILES),
        }
        return render(self.request, "journeys/compare.html", context, status=409)
