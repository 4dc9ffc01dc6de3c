"""The pages that are open to everyone."""

from django.urls import path

from frisklivsnett.web.pages import views

urlpatterns = [
    path("sentraler/", views.centres, name="centres"),
    path("om/", views.about, name="about"),
    path("tilgjengelighet/", views.accessibility, name="accessibility"),
    path("personvern/", views.privacy, name="privacy"),
]
