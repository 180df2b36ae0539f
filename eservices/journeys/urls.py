"""Addresses of the steps behind an e-service's start page, and of going on with a draft; before Wagtail's."""

from django.urls import path

from . import views

app_name = "journeys"
SERVICE = "pakalpojumi/<slug:slug>/pieteikties/"
DRAFT = SERVICE + "<uuid:draft>/"
# Two parts deep, so that no step of any form can have the same address.
WHOLE = DRAFT + "iesniegums/"

urlpatterns = [
    path("mani-pieteikumi/turpinat/", views.ResumeView.as_view(), name="resume"),
    path("mani-pieteikumi/turpinat/kods/", views.ResumeByMailView.as_view(), name="resume_by_mail"),
    path("mani-pieteikumi/turpinat/<str:token>/", views.LinkView.as_view(), name="link"),
    path("dzest-visu/", views.EraseView.as_view(), name="erase"),
    path("publisks-dators/", views.SharedComputerView.as_view(), name="shared_computer"),
    path("publisks-dators/pabeigt/", views.FinishView.as_view(), name="finish"),
    path(SERVICE + "sakt/", views.StartView.as_view(), name="start"),
    path(SERVICE + "privatums/", views.PrivacyView.as_view(), name="privacy"),
    path(SERVICE + "kas-jasagatavo/", views.PrepareView.as_view(), name="prepare"),
    path("kas-jasagatavo/<row:service>/", views.PrepareAtView.as_view(), name="prepare_at"),
    path(SERVICE + "veidlapa.pdf", views.PaperFormView.as_view(), name="paper_form"),
    path(DRAFT, views.ContinueView.as_view(), name="continue"),
    path(WHOLE + "parbaudit/", views.ReviewView.as_view(), name="review"),
    path(WHOLE + "sanemts/", views.SubmittedView.as_view(), name="submitted"),
    path(WHOLE + "apliecinajums.pdf", views.ReceiptView.as_view(), name="receipt"),
    path(WHOLE + "iesniegums.pdf", views.SummaryView.as_view(), name="summary"),
    path(WHOLE + "iesniegums-lieliem-burtiem.pdf", views.LargeSummaryView.as_view(), name="large_summary"),
    path(WHOLE + "nodot/", views.HandOverView.as_view(), name="hand_over"),
    path(WHOLE + "nolasit/", views.ReadAloudView.as_view(), name="read_aloud"),
    path(WHOLE + "nodots/", views.HandedOverView.as_view(), name="handed_over"),
    path(WHOLE + "turpinat-velak/", views.SaveLaterView.as_view(), name="save_later"),
    path(WHOLE + "e-pasts/", views.ProveEmailView.as_view(), name="prove_email"),
    path(WHOLE + "pabeigt-seit/", views.LeaveView.as_view(), name="leave"),
    path(WHOLE + "dzest-visu/", views.ClearView.as_view(), name="clear"),
    path(DRAFT + "<str:step>/", views.StepView.as_view(url_name="journeys:step", done_step_name="/"), name="step"),
]
