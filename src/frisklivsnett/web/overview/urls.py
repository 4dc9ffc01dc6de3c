"""The Directorate's view of the rounds."""

from django.urls import path

from frisklivsnett.web.overview import views

urlpatterns = [
    path("runder/", views.rounds, name="rounds"),
    path("runder/<int:year>/", views.overview, name="round"),
    path("runder/<int:year>/oversikt.csv", views.overview_csv, name="round_csv"),
]
