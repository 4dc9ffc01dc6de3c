"""The front page."""

from django.urls import path

from frisklivsnett.web.front import views

urlpatterns = [path("", views.front, name="front")]
