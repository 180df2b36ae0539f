"""Pages of the journey: steps, review and handing in, going on later, tracking."""

from .beginning import ContinueView, PaperFormView, StartView
from .later import LinkView, ResumeByMailView, ResumeView, SaveLaterView
from .leaving import ClearView, LeaveView
from .proving import ProveEmailView
from .reviewing import ReviewView
from .shared_computer import FinishView, SharedComputerView
from .steps import StepView
from .submitted import ReceiptView, SubmittedView, SummaryView

__all__ = [
    "ClearView",
    "ContinueView",
    "FinishView",
    "LeaveView",
    "LinkView",
    "PaperFormView",
    "ProveEmailView",
    "ReceiptView",
    "ResumeByMailView",
    "ResumeView",
    "ReviewView",
    "SaveLaterView",
    "SharedComputerView",
    "StartView",
    "StepView",
    "SubmittedView",
    "SummaryView",
]
