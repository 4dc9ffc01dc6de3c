"""Getting in and out."""

from django.urls import path

from frisklivsnett.web.account import views

urlpatterns = [
    path("logg-inn/", views.log_in, name="login"),
    path("logg-inn/demo/", views.log_in_as_demo_user, name="demo_login"),
    path("logg-ut/", views.log_out, name="logout"),
]
