"""Who can help: topics, what each centre has answered before, enquiries passed on, and what waits."""

from django.urls import path

from frisklivsnett.web.expertise import passing, topics, views

urlpatterns = [
    path("kompetanse/", views.expertise, name="expertise"),
    path("kompetanse/tema/", topics.topics, name="topics"),
    path("kompetanse/venter/", views.unanswered, name="unanswered"),
    path("kompetanse/sendt-videre/", passing.passings, name="passings"),
    path("kompetanse/sendt-videre/<slug:centre_slug>/<int:number>/", passing.answer, name="answer_passing"),
    path("kompetanse/<slug:topic_slug>/", views.topic, name="topic"),
    path("aktivitet/<slug:centre_slug>/<int:entry_id>/send-videre/", passing.pass_on, name="pass_on"),
]
"""A topic comes after our own words; ``activity/agreeing.py`` keeps those free."""
