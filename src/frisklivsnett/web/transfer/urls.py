"""A centre's log out to a spreadsheet and in from one."""

from django.urls import path

from frisklivsnett.web.transfer import views

LOG = "aktivitet/<slug:centre_slug>/"

urlpatterns = [
    path(f"{LOG}regneark/", views.transfer, name="transfer"),
    path(f"{LOG}regneark/mal.xlsx", views.template_file, name="transfer_template"),
    path(f"{LOG}regneark/<int:number>/", views.confirm, name="confirm_import"),
    path(f"{LOG}regneark/logg.<str:ending>", views.export_file, name="export_log"),
]
