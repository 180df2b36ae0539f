"""Addresses of following an application that was handed in: ``mani-pieteikumi/``."""

from django.urls import path

from .views import lost, taking_part
from .views import tracking as views

app_name = "tracking"

urlpatterns = [
    path("", views.OpenView.as_view(), name="index"),
    path("pazaudets-numurs/", lost.LostView.as_view(), name="lost"),
    path("pazaudets-numurs/<str:token>/", lost.NewCodeView.as_view(), name="new_code"),
    path("apliecinat/<str:token>/", taking_part.CosignView.as_view(), name="cosign"),
    path("apgadnieka-papiri/<str:token>/", taking_part.OwnPapersView.as_view(), name="own_papers"),
    path("apgadnieka-papiri/<str:token>/<str:slot>/", taking_part.OwnPaperView.as_view(), name="own_paper"),
    path("iesniegums/", views.StatusView.as_view(), name="status"),
    path("iesniegums/apliecinat/", views.SecondFactView.as_view(), name="second_fact"),
    path("iesniegums/atnest/<row:promise>/", views.BringView.as_view(), name="bring"),
    path("iesniegums/parakstits/", views.BringView.as_view(), name="signed_copy"),
    path("iesniegums/kontakti/", views.ContactView.as_view(), name="contact"),
    path("iesniegums/atsaukt/", views.WithdrawView.as_view(), name="withdraw"),
    path("iesniegums/iesniegums.pdf", views.SummaryView.as_view(), name="summary"),
    path("iesniegums/apliecinajums.pdf", views.ReceiptView.as_view(), name="receipt"),
    path("iesniegums/saite/<uuid:party>/", views.OwnLinkView.as_view(), name="own_link"),
    path("iesniegums/beigt/", views.EndView.as_view(), name="end"),
]
