"""The Directorate's view of the rounds."""

from django.urls import path

from frisklivsnett.web.overview import downloads, plans, views

urlpatterns = [
    path("runder/", views.rounds, name="rounds"),
    path("runder/<int:year>/", views.overview, name="round"),
    path("runder/ny/", plans.plan, name="plan_round"),
    path("runder/<int:year>/endre/", plans.change, name="change_round"),
    path("runder/<int:year>/apne-na/", plans.open_now, name="open_round"),
    path("runder/<int:year>/lukk/", plans.close_now, name="close_round"),
    path("runder/<int:year>/avtaler/", plans.renew, name="renew_round"),
    path("runder/<int:year>/slett/", plans.remove, name="remove_round"),
    path("runder/<int:year>/oversikt.csv", views.overview_csv, name="round_csv"),
    path("runder/<int:year>/alt.zip", downloads.everything, name="round_zip"),
]
