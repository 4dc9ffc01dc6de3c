"""A round's results. They stand before the centres' reports, whose addresses would take theirs for a centre's."""

from django.urls import path

from frisklivsnett.web.results import views

RESULTS = "runder/<int:year>/resultater/"

urlpatterns = [
    path(RESULTS, views.results, name="results"),
    path(f"{RESULTS}tabeller.csv", views.results_file, {"ending": "csv"}, name="results_csv"),
    path(f"{RESULTS}tabeller.json", views.results_file, {"ending": "json"}, name="results_json"),
    path(f"{RESULTS}<slug:question_slug>/", views.question, name="question_results"),
    path(
        f"{RESULTS}<slug:question_slug>/tabell.csv",
        views.question_file,
        {"ending": "csv"},
        name="question_csv",
    ),
    path(
        f"{RESULTS}<slug:question_slug>/tabell.json",
        views.question_file,
        {"ending": "json"},
        name="question_json",
    ),
]
