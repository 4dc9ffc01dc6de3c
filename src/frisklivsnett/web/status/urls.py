"""Whether the program lives and is ready, for the machines that look after it."""

from django.urls import path

from frisklivsnett.web.status import views

urlpatterns = [
    path("status/lever/", views.alive, name="alive"),
    path("status/klar/", views.ready, name="ready"),
]
