"""The national report. A round's preview stands before the centres' reports, whose addresses would take its."""

from django.urls import path

from frisklivsnett.web.reports import publishing, views

urlpatterns = [
    path("rapporter/", views.reports, name="reports"),
    path("rapporter/<int:year>/", views.report, name="report"),
    path("rapporter/<int:year>/utgave/<int:number>/", views.report, name="report_edition"),
    path("rapporter/<int:year>/<str:file_name>", views.report_file, name="report_file"),
    path("runder/<int:year>/rapport/", publishing.preview, name="report_preview"),
    path("runder/<int:year>/rapport/publiser/", publishing.publish, name="report_publish"),
    path("runder/<int:year>/rapport/gjennomgang/", publishing.review, name="report_review"),
]
