"""Checking the answers and handing the application in."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eservices.applications.submitting import SubmitRefused, VersionWithdrawn
from eservices.attachments.errors import AttachmentError
from eservices.definitions.showing import show_answers
from eservices.definitions.versions import plan_for, texts_for

from .. import files, handing_in, keeping, moving_on, people, proving, words
from ..models import Draft
from ..progress import Progress
from .base import DraftPage


@dataclass(frozen=True)
class Warned:
    """Something not given that may still be sent without."""

    name: str
    step: str
    later: bool


class ReviewView(DraftPage):
    """All answers with a way to change each; handing in is a POST of its own."""

    for_staff = "hand_over"
    template = "journeys/review.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the answers as they will be handed in; lead on to what is not finished."""
        outdated = self.outdated()
        if outdated:
            return outdated
        progress = Progress(self.draft)
        if progress.place:
            messages.info(request, _("Please answer this page first. Everything you have filled in is kept."))
            return redirect(self.address("step", step=progress.place))
        return render(request, self.template, self.page(progress))

    def page(self, progress: Progress) -> dict[str, Any]:
        """Return what the page shows."""
        draft, answers = self.draft, progress.counted
        shown = files.shown(keeping.file_ids(answers))
        steps = show_answers(draft.version, self.texts, self.shown_language, answers, files=shown)
        name, _relation = people.filler(draft.version.schema, answers, self.texts)
        email = proving.address_of(draft)
        return {
            **self.context(),
            "steps": steps,
            "last_step": progress.steps[-1],
            "warned": [
                Warned(words.paper_name(item.document, item.label), step.key, later=item.missing == "later")
                for step in steps
                for item in step.items
                if item.missing in ("warn", "later")
            ],
            "client_name": people.client_name(draft.version.schema, answers),
            "filler_name": name,
            "email": email,
            "email_proven": bool(email) and proving.proven_address(draft) == email,
            "declaration": "" if asks_to_declare(draft) else self.texts.get("declaration", ""),
            "privacy": self.texts.get("privacy", ""),
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Hand in, once, or say why not; everything stays saved."""
        try:
            if "move" in request.POST:
                return self.move()
            handing_in.hand_in(self.draft, language=self.shown_language)
        except handing_in.NotFinished as unfinished:
            messages.info(request, _("Something on this page has to be answered before the application can be sent."))
            return redirect(self.address("step", step=unfinished.step) + "?parbaude=1")
        except VersionWithdrawn:
            self.find()
            return self.outdated() or redirect(self.address("review"))
        except keeping.Stale:
            return self.changed_meanwhile()
        except AttachmentError as gone:
            messages.warning(request, str(gone))
            return redirect(self.address("review"))
        except SubmitRefused:
            return redirect(self.address("continue"))
        return redirect(self.address("submitted"))

    def move(self) -> HttpResponse:
        """Go on with the newer form, naming the questions that have to be answered anew.

        Who had answered everything comes back to the review after what is new.
        """
        was_finished = not Progress(self.draft).unfinished
        again = moving_on.move_to(self.draft, moving_on.newer_form(self.draft)).again
        if again:
            texts, _language = texts_for(self.draft.version, self.language)
            questions = "; ".join(texts.get(f"item.{key}.label", key) for key in again)
            messages.warning(
                self.request,
                _("These questions have changed in the new form, please answer them once more: %(questions)s")
                % {"questions": questions},
            )
        step = Progress(self.draft).place
        if step and was_finished:
            return redirect(self.address("step", step=step) + "?parbaude=1")
        return redirect(self.address("continue"))

    def changed_meanwhile(self) -> HttpResponse:
        """Lead to the receipt if the same draft was handed in at the same moment, else back to the answers."""
        self.find()
        if self.found and self.draft.state == Draft.OPEN:
            messages.warning(
                self.request, _("The form was changed in another tab. Please check the answers once more and send.")
            )
            return redirect(self.address("review"))
        return redirect(self.address("submitted"))


def asks_to_declare(draft: Draft) -> bool:
    """Tell whether the form asks for the declaration on a step of its own."""
    return any(item["type"] == "declaration" for item in plan_for(draft.version).items.values())
