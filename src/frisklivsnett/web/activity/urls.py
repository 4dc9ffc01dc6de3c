"""A centre's activity log: to note, find, change and remove; and what makes it an app on a phone."""

from django.urls import path

from frisklivsnett.web.activity import files, moves, phone, views, writing

LOG = "aktivitet/<slug:centre_slug>/"
ENTRY = f"{LOG}<int:entry_id>/"

urlpatterns = [
    path("app.webmanifest", phone.manifest, name="manifest"),
    path("tjeneste.js", phone.worker, name="service_worker"),
    path("aktivitet/", views.logs, name="logs"),
    path("aktivitet/rask/", phone.quick_page, name="quick_page"),
    path("aktivitet/ventende/", phone.waiting, name="waiting"),
    path("aktivitet/steder/", phone.places, name="find_places"),
    path(LOG, views.log, name="activity"),
    path(f"{LOG}ny/", writing.quick, name="quick_note"),
    path(f"{LOG}ny/<slug:kind_slug>/", writing.new, name="note"),
    path(f"{LOG}papirkurv/", views.bin_, name="bin"),
    path(f"{LOG}slaa-sammen/", moves.merge_two, name="merge_entries"),
    path(f"{LOG}ulike/", moves.keep_apart, name="keep_apart"),
    path(ENTRY, views.entry, name="entry"),
    path(f"{ENTRY}endre/", writing.edit, name="change_entry"),
    path(f"{ENTRY}slett/", moves.remove, name="bin_entry"),
    path(f"{ENTRY}legg-tilbake/", moves.restore, name="put_back"),
    path(f"{ENTRY}vedlegg/", files.add, name="attach"),
    path(f"{ENTRY}vedlegg/<int:attachment_id>/", files.send, name="attachment"),
    path(f"{ENTRY}vedlegg/<int:attachment_id>/slett/", files.remove, name="detach"),
]
