"""What the log adds up to."""

from django.urls import path

from frisklivsnett.web.reporting.posted import LOG
from frisklivsnett.web.year import national, views

YEAR = "aktivitet/<slug:centre_slug>/aar/<int:year>/"
REPORT = "runder/<int:year>/<slug:centre_slug>/"

urlpatterns = [
    path(YEAR, views.year, name="activity_year"),
    path(f"{YEAR}aaret-vaart.<slug:ending>", views.year_file, name="activity_year_file"),
    path(f"runder/<int:year>/{LOG}/", national.national, name="national_log"),
    path(f"runder/<int:year>/{LOG}/tabeller.<slug:ending>", national.national_file, name="national_log_file"),
    path(f"{REPORT}{LOG}/<slug:question_slug>/", views.trace, name="from_log"),
]
