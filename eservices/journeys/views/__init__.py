"""Pages of the journey: steps, review and handing in, going on later, tracking."""

from .beginning import ContinueView, PaperFormView, StartView
from .later import LinkView, ResumeByMailView, ResumeView, SaveLaterView
from .leaving import ClearView, LeaveView
from .proving import ProveEmailView
from .reviewing import ReviewView
from .steps import StepView
from .submitted import ReceiptView, SubmittedView, SummaryView

__all__ = [
    "ClearView",
    "ContinueView",
    "LeaveView",
    "LinkView",
    "PaperFormView",
    "ProveEmailView",
    "ReceiptView",
    "ResumeByMailView",
    "ResumeView",
    "ReviewView",
    "SaveLaterView",
    "StartView",
    "StepView",
    "SubmittedView",
    "SummaryView",
]
