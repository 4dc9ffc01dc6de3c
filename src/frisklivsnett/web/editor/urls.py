"""Writing a round's report. It stands before the centres' reports, whose addresses would take its."""

from django.urls import path

from frisklivsnett.web.editor import history, views

BASE = "runder/<int:year>/rapport/skriv/"
IN = BASE + "<str:text_language>/"

urlpatterns = [
    path(BASE, views.choose, name="write_report_any"),
    path(IN, views.write, name="write_report"),
    path(IN + "kontroll/", views.check, name="check_report"),
    path(IN + "sett-inn/", views.pick, name="pick_for_report"),
    path(IN + "versjoner/", history.versions, name="report_versions"),
    path(IN + "versjoner/<int:number>/", history.version, name="report_version"),
    path(IN + "versjoner/<int:number>/gjenopprett/", history.restore, name="restore_report"),
]
