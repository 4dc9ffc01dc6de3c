"""Asking for a visit to a centre, without an account, and what the centres do with it."""

from django.urls import path

from frisklivsnett.web.requests import answering, asking

OWN = "be-om-besok/min/<str:token>/"

urlpatterns = [
    path("be-om-besok/", asking.ask_for_visit, name="ask_for_visit"),
    path("be-om-besok/sendt/", asking.asked, name="visit_asked"),
    path(OWN, asking.own_request, name="own_request"),
    path(f"{OWN}besok.ics", asking.own_calendar, name="own_calendar"),
    path("foresporsler/", answering.requests, name="requests"),
    path("foresporsler/uten-sentral/<int:number>/", answering.unplaced, name="unplaced_request"),
    path("foresporsler/<slug:centre_slug>/<int:number>/", answering.centre_request, name="centre_request"),
]
"""«uten-sentral» comes first, so that it is not taken for a centre's word."""
