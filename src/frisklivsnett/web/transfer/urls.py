"""A centre's log out to a spreadsheet and in from one."""

from django.urls import path, re_path

from frisklivsnett.web.transfer import views

LOG = "aktivitet/<slug:centre_slug>/"

urlpatterns = [
    path(f"{LOG}regneark/", views.transfer, name="transfer"),
    path(f"{LOG}regneark/mal.xlsx", views.template_file, name="transfer_template"),
    path(f"{LOG}regneark/<int:number>/", views.confirm, name="confirm_import"),
    re_path(
        r"^aktivitet/(?P<centre_slug>[-a-z0-9]+)/regneark/logg\.(?P<ending>xlsx|csv)$",
        views.export_file,
        name="export_log",
    ),
]
