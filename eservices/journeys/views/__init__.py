"""Pages of the journey: steps, review and handing in, going on later, tracking."""

from .beginning import ContinueView, PaperFormView, PrivacyView, StartView
from .handing_over import HandedOverView, HandOverView, ReadAloudView
from .later import LinkView, ResumeByMailView, ResumeView, SaveLaterView
from .leaving import ClearView, EraseView, LeaveView
from .preparing import PrepareAtView, PrepareView
from .proving import ProveEmailView
from .reviewing import ReviewView
from .shared_computer import FinishView, SharedComputerView
from .steps import StepView
from .submitted import LargeSummaryView, ReceiptView, SubmittedView, SummaryView

__all__ = [
    "ClearView",
    "ContinueView",
    "EraseView",
    "FinishView",
    "HandOverView",
    "HandedOverView",
    "LargeSummaryView",
    "LeaveView",
    "LinkView",
    "PaperFormView",
    "PrepareAtView",
    "PrepareView",
    "PrivacyView",
    "ProveEmailView",
    "ReadAloudView",
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
