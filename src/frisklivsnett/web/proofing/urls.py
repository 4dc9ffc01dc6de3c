"""Checking a report that somebody else has written."""

from django.urls import path

from frisklivsnett.web.proofing import views

urlpatterns = [path("kontroller-rapport/", views.proofing, name="proofing")]
