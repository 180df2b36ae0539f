"""What do I bring? A few questions of the form, then the person's own list. Nothing is kept: answers travel with the page."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from eservices.catalogue.facts import facts_of
from eservices.definitions.answering import Answering
from eservices.definitions.preparing import asking_only, deciding, to_prepare
from eservices.definitions.showing import show_answers
from eservices.definitions.versions import plan_for, texts_for
from portal.working_days.calendar import today
from portal.working_days.terms import decision_day

from .. import continuing, finding, mailing_lists
from ..forms import MailListForm
from .base import PrivatePage


# A post changes nothing and is the same for anybody, so there is nothing to forge; a token would need a cookie.
@method_decorator(csrf_exempt, name="dispatch")
class PrepareView(PrivatePage):
    """One question at a time, and the list after the last; a form without such questions has its list at once."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the form that is offered, and answer in one whole language."""
        self.slug, self.language = kwargs["slug"], translation.get_language() or "lv"
        version = finding.offered_at(self.slug)
        if version is None:
            return render(request, "journeys/not_offered.html", {"slug": self.slug}, status=404)
        self.version, self.form_plan = version, plan_for(version)
        self.texts, self.shown_language = texts_for(version, self.language)
        few = asking_only(self.form_plan, deciding(self.form_plan))
        self.asking = Answering(few, self.texts, beyond=self.form_plan)
        with translation.override(self.shown_language):
            return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask the first question."""
        if not self.asking.plan.steps:
            return self.list()
        first = self.asking.first_step()
        return self.ask(first, self.asking.form(first))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take the answer and go on, to another question or to the list."""
        post, asking = request.POST, self.asking
        language = post.get("language", "")
        if language in dict(settings.LANGUAGES) and language != self.language:
            self.language = language
            # 307 sends the same post again, so that the answers come along and still stand in no address.
            return redirect(self.here(), preserve_request=True)
        step, form = asking.turn(post)
        if "mail" in post and step is None:
            return self.mail()
        return self.list() if step is None else self.ask(step, form)

    def ask(self, step: str, form: Any) -> HttpResponse:
        """Show one question."""
        context = {"form": form, "listed": "listed" in self.request.POST} | self.asking.place(step)
        return render(self.request, "journeys/prepare_question.html", self.context() | context)

    def list(self, **more: Any) -> HttpResponse:
        """Show the list, what happens next, and what can be done with it."""
        schema, answers = self.version.schema, self.asking.evaluation.cleaned()
        shown = show_answers(self.asking.plan, self.texts, self.shown_language, answers)
        context = {
            "list": self.to_prepare,
            "facts": self.facts,
            "decision": decision_day(schema["clock"], today()),
            "afterwards": self.texts.get("afterwards", ""),
            "urgent": schema.get("crisis") or self.asking.evaluation.routing().urgent,
            "duty": schema.get("duty") or {},
            "answers": [(step.key, item) for step in shown for item in step.items],
            "mail_form": MailListForm() if self.may_mail else None,
            "address": settings.PUBLIC_URL.rstrip("/") + self.here(),
            "today": today(),
        }
        return render(self.request, "journeys/prepare_list.html", self.context() | context | more)

    def mail(self) -> HttpResponse:
        """Queue the list for an address, where that is safe."""
        if not self.may_mail:
            return self.list()
        form = MailListForm(self.request.POST)
        if form.is_valid():
            try:
                continuing.count_mail(self.request)
                link = reverse("journeys:prepare_at", kwargs={"service": self.version.service_id})
                mailing_lists.mail(self.to_prepare, form.cleaned_data["email"], link, language=self.shown_language)
                return self.list(sent_to=form.cleaned_data["email"])
            except continuing.TooMany:
                form.add_error("email", _("Several letters were already sent. Please try again in an hour."))
        return self.list(mail_form=form)

    @property
    def may_mail(self) -> bool:
        """Whether the list may be mailed: somebody in danger only prints it."""
        return not (self.version.schema.get("violence") or self.version.schema.get("crisis"))

    @cached_property
    def facts(self) -> Any:
        """What the office says about the service today."""
        return facts_of(self.version.service_id, self.shown_language, today())

    @cached_property
    def to_prepare(self) -> Any:
        """The list these answers lead to."""
        return to_prepare(self.form_plan, self.asking.answers, self.shown_language, self.facts)

    def here(self) -> str:
        """Return the address of this page under the language the person reads in."""
        with translation.override(self.language):
            return reverse("journeys:prepare", kwargs={"slug": self.slug})

    def context(self) -> dict[str, Any]:
        """Return what the frame of each page needs."""
        return {
            "slug": self.slug,
            "title": self.texts.get("title", ""),
            "kept": self.asking.kept,
            "wanted_language": self.language,
            "only_latvian": self.shown_language != self.language,
        }


class PrepareAtView(PrivatePage):
    """The address in a mailed list: it names no service, and leads to the questions of one."""

    def get(self, request: HttpRequest, service: int) -> HttpResponse:
        """Lead to where the service's form asks what to bring."""
        slug = finding.slug_of(service)
        if slug is None:
            raise Http404
        return redirect("journeys:prepare", slug=slug)
